// Copilot: a textarea that React controls, answers over a socket.
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
  editor: { id: 'userInput', 'data-testid': 'composer-input', placeholder: 'Message Copilot' },
  send: button('Submit message', { 'data-testid': 'submit-button' }),
  sendWhenEmpty: 'absent',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) =>
    h('div', { class: 'group/user-message replica-user' }, h('div', { 'data-content': 'user-message' }, text)),
  answerTurn: () => {
    const body = h('div', { class: 'group/ai-message-item' });
    return { turn: h('div', { class: 'group/ai-message replica-answer' }, body), body };
  },
  memoryNotice: (saved) => h('div', { class: 'replica-memory', title: saved }, 'Memory updated'),
  share,
  prefill: [{ name: 'q', path: '/', autosubmit: true }],
  conversations: '/chats/',
});

replica.thread.dataset['content'] = 'conversation';
const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('Copilot', share, replica.thread, composer);
await replica.start(document.body);
