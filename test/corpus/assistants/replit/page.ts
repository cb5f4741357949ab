// Replit's agent: CodeMirror.
import { codeMirror } from '../kit/codemirror.ts';
import { button, h } from '../kit/dom.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Upload');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: codeMirror,
  editor: { 'aria-label': 'Describe what to build' },
  send: button('Start'),
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
  prefill: [],
  conversations: '/agent/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('Replit', share, replica.thread, composer);
await replica.start(document.body);
