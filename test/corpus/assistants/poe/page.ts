// Poe: a textarea that React controls; class names with the ends that CSS modules give them.
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
  editor: { class: 'GrowingTextArea_textArea__ZWQbP', placeholder: 'Start a new chat' },
  send: button('Send message', { 'data-button-send': 'true' }),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'Message_rightSideMessageBubble__ioa_i replica-user' }, text),
  answerTurn: () => {
    const body = h('div', { class: 'Message_selectableText__SQ8WH' });
    return { turn: h('div', { class: 'replica-answer' }, body), body };
  },
  share,
  prefill: [],
  conversations: '/chat/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('Poe', share, replica.thread, composer);
await replica.start(document.body);
