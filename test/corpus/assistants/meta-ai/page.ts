// Meta AI: Lexical with plain text.
import { button, h } from '../kit/dom.ts';
import { lexicalPlain } from '../kit/lexical.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Upload');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: lexicalPlain,
  editor: { 'data-testid': 'composer-input', role: 'textbox', 'aria-label': 'Ask Meta AI anything' },
  send: button('Send', { 'data-testid': 'composer-send-button' }),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'replica-user' }, text),
  answerTurn: () => {
    const body = h('div', { class: 'replica-answer' });
    return { turn: body, body };
  },
  share,
  prefill: [{ name: 'q', path: '/', autosubmit: false }],
  conversations: '/prompt/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('Meta AI', share, replica.thread, composer);
await replica.start(document.body);
