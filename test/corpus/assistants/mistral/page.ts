// Le Chat of Mistral: ProseMirror in a form that is submitted.
import { button, h } from '../kit/dom.ts';
import { proseMirror } from '../kit/prosemirror.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Attach', { 'data-testid': 'attach-file-button' });
const fileInput = h('input', { type: 'file', multiple: true, name: 'file-upload' });

const replica = new Replica({
  wire,
  makeEditor: proseMirror,
  editor: { class: 'ProseMirror', 'data-placeholder': 'Ask Le Chat' },
  send: button('Send question', { type: 'submit' }),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'replica-user', 'data-message-author-role': 'user' }, text),
  answerTurn: () => {
    const body = h('div', { class: 'markdown-container-style' });
    return { turn: h('div', { class: 'replica-answer', 'data-message-author-role': 'assistant' }, body), body };
  },
  share,
  prefill: [{ name: 'q', path: '/chat', autosubmit: true }],
  conversations: '/chat/',
});

const tools = button('Tools', { 'data-testid': 'tools-selection-button' });
const composer = h(
  'form',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, tools, replica.send),
);
show('Le Chat', share, replica.thread, composer);
await replica.start(document.body);
