// You.com: a textarea that React controls, answers by EventSource.
import { button, h } from '../kit/dom.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { reactTextarea } from '../kit/textarea.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Upload');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: reactTextarea,
  editor: { id: 'search-input-textarea', placeholder: 'Ask anything' },
  send: button('Send'),
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
  prefill: [{ name: 'q', path: '/search', with: { tbm: 'youchat' }, autosubmit: true }],
  conversations: '/c/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('You.com', share, replica.thread, composer);
await replica.start(document.body);
