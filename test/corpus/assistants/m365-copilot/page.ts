// Microsoft 365 Copilot: Lexical in a span, by itself and in a frame of Outlook.
import { button, h } from '../kit/dom.ts';
import { lexicalRich } from '../kit/lexical.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Upload');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: lexicalRich,
  editor: {
    id: 'm365-chat-editor-target-element',
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-label': 'Message Copilot',
  },
  send: button('Send', { type: 'submit', class: 'fai-SendButton' }),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'replica-user', 'data-testid': 'chatQuestion' }, text),
  answerTurn: () => {
    const body = h('div', { 'data-testid': 'markdown-reply', class: 'replica-answer' });
    return { turn: h('div', { role: 'article' }, body), body };
  },
  share,
  prefill: [{ name: 'q', path: '/chat', autosubmit: false }],
  conversations: '/chat/conversation/',
});

const composer = h(
  'form',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('Microsoft 365 Copilot', share, replica.thread, composer);
await replica.start(document.body);
