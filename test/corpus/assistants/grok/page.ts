// Grok: Tiptap inside a marked box, bubbles for both sides.
import { button, h } from '../kit/dom.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { tiptap } from '../kit/tiptap.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Attach');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: tiptap,
  editor: { class: 'query-bar-editor', role: 'textbox', 'aria-label': 'Ask Grok anything' },
  send: button('Submit'),
  sendWhenEmpty: 'absent',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'message-bubble rounded-br-lg replica-user' }, text),
  answerTurn: (index) => {
    const body = h('div', { class: 'response-content-markdown markdown' });
    const bubble = h('div', { class: 'message-bubble replica-answer' }, body);
    return { turn: h('div', { id: `response-${index}` }, bubble), body };
  },
  share,
  prefill: [{ name: 'q', path: '/', autosubmit: true }],
  conversations: '/c/',
});

const model = button('Model', { id: 'model-select-trigger' });
const composer = h(
  'div',
  { class: 'replica-composer query-bar' },
  ...rows(
    replica.attachments,
    h('div', { 'data-testid': 'chat-input' }, replica.editor),
    fileInput,
    uploadButton,
    model,
    replica.send,
  ),
);
show('Grok', share, replica.thread, composer);
await replica.start(document.body);
