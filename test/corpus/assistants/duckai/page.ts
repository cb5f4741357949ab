// Duck.ai: a textarea that React controls, in a form that is submitted.
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
  editor: { name: 'user-prompt', placeholder: 'Ask anything privately' },
  send: button('Send', { type: 'submit' }),
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
  prefill: [{ name: 'q', path: '/chat', autosubmit: false }],
  conversations: '/chat/',
});

const composer = h(
  'form',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
show('Duck.ai', share, replica.thread, composer);
await replica.start(document.body);
