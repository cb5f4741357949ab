// DeepSeek: a textarea that React controls, and a send button that is no button element.
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
  editor: { id: 'chat-input', placeholder: 'Message DeepSeek', spellcheck: 'false' },
  send: h(
    'div',
    { role: 'button', tabindex: '0', class: 'ds-icon-button' },
    h('div', { class: 'ds-button__icon' }, '↑'),
  ),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'ds-message replica-user' }, text),
  answerTurn: () => {
    const body = h('div', { class: 'ds-markdown' });
    return { turn: h('div', { class: 'replica-answer' }, body), body };
  },
  share,
  prefill: [],
  conversations: '/a/chat/s/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('DeepSeek', share, replica.thread, composer);
await replica.start(document.body);
