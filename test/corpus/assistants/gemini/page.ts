// Gemini: Quill in `rich-textarea`, custom elements all around, Trusted Types demanded.
import '../kit/trusted-types.ts';
import { button, h } from '../kit/dom.ts';
import { quill } from '../kit/quill.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share conversation');
const uploadButton = button('Add files');
const fileInput = h('input', { type: 'file', multiple: true, name: 'Filedata' });

const replica = new Replica({
  wire,
  makeEditor: quill,
  editor: { class: 'textarea', role: 'textbox', 'aria-label': 'Enter a prompt', 'data-placeholder': 'Ask Gemini' },
  send: button('Send message', { class: 'send-button' }),
  sendWhenEmpty: 'disabled',
  stop: h('button', { type: 'button', 'aria-label': 'Stop response' }, h('mat-icon', { fonticon: 'stop' }, '■')),
  fileInput,
  uploadButton,
  preview: (name) => h('div', { class: 'xap-filed-upload-preview' }, name),
  userTurn: (text) =>
    h(
      'user-query',
      { class: 'replica-user' },
      h('span', { class: 'user-query-bubble-with-background' }, h('div', { class: 'query-text' }, h('p', {}, text))),
    ),
  answerTurn: () => {
    const body = h('div', { class: 'markdown markdown-main-panel' });
    const content = h('message-content', { class: 'model-response-text' }, body);
    return { turn: h('model-response', { class: 'replica-answer' }, content), body };
  },
  share,
  prefill: [],
  conversations: '/app/',
});

const zone = h('div', { xapfileselectordropzone: true, class: 'replica-composer' });
zone.append(
  ...rows(
    replica.attachments,
    replica.editor,
    fileInput,
    uploadButton,
    h('span', { class: 'input-area-switch-label' }, 'Model'),
    replica.send,
  ),
);
const history = h('infinite-scroller', { class: 'chat-history' }, replica.thread);
show('Gemini', share, history, h('input-area-v2', { style: 'position: sticky; bottom: 0; display: block' }, zone));
await replica.start(document.body);
