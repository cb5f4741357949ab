// Claude: Tiptap, files whose text goes with the prompt.
import { button, h } from '../kit/dom.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { tiptap } from '../kit/tiptap.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Open attachments menu', { id: 'input-tools-menu-trigger' });
const fileInput = h('input', { type: 'file', multiple: true, 'data-testid': 'file-upload' });

const replica = new Replica({
  wire,
  makeEditor: tiptap,
  editor: { 'data-testid': 'chat-input', role: 'textbox', 'aria-label': 'Write your prompt to Claude' },
  send: button('Send message', { 'data-testid': 'chat-input-send' }),
  sendWhenEmpty: 'disabled',
  stop: button('Stop response'),
  fileInput,
  uploadButton,
  preview: (name) => h('div', { 'data-testid': 'file-thumbnail' }, name),
  userTurn: (text) => h('div', { class: 'replica-user', 'data-testid': 'user-message' }, h('p', {}, text)),
  answerTurn: () => {
    const body = h('div', { class: 'standard-markdown' });
    return { turn: h('div', { class: 'font-claude-response replica-answer' }, body), body };
  },
  share,
  prefill: [{ name: 'q', path: '/new', autosubmit: false }],
  conversations: '/chat/',
});

const model = button('Model', { 'data-testid': 'model-selector-dropdown' });
const composer = h(
  'fieldset',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, model, replica.send),
);
show('Claude', share, replica.thread, composer);
await replica.start(document.body);
