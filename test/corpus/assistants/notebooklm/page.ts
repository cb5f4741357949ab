// NotebookLM: a plain textarea, sources in a panel of their own, Trusted Types demanded.
import '../kit/trusted-types.ts';
import { button, h } from '../kit/dom.ts';
import { plainTextarea } from '../kit/plain-textarea.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share notebook');
const uploadButton = button('Add source');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: plainTextarea,
  editor: { class: 'query-box-input', 'aria-label': 'Input for queries', placeholder: 'Start typing…' },
  send: button('Submit'),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', { class: 'single-source-container' }, name),
  userTurn: (text) => h('chat-message', {}, h('div', { class: 'from-user-container replica-user' }, text)),
  answerTurn: () => {
    const body = h('div', { class: 'message-text-content' });
    return { turn: h('chat-message', {}, h('div', { class: 'to-user-container replica-answer' }, body)), body };
  },
  share,
  prefill: [],
  conversations: '/notebook/',
});

const composer = h(
  'query-box',
  { class: 'replica-composer', style: 'display: block' },
  ...rows(
    h('div', { class: 'source-list-container' }, replica.attachments),
    replica.editor,
    fileInput,
    uploadButton,
    replica.send,
  ),
);
show('NotebookLM', share, replica.thread, composer);
await replica.start(document.body);
