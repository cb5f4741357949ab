// Gemini Enterprise: ProseMirror two shadow roots deep, the turns in shadow roots of their own.
import '../kit/trusted-types.ts';
import { button, h } from '../kit/dom.ts';
import { proseMirror } from '../kit/prosemirror.ts';
import { Replica } from '../kit/replica.ts';
import { bar, rows, sheet } from '../kit/shell.ts';
import { wire } from './wire.ts';

/** An element whose content lies in an open shadow root. */
function shadowed(tag: string, ...children: HTMLElement[]): HTMLElement {
  const element = h(tag, { style: 'display: block' });
  element.attachShadow({ mode: 'open' }).append(sheet(), ...children);
  return element;
}

const share = button('Share');
const uploadButton = button('Upload');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: proseMirror,
  editor: { class: 'ProseMirror', role: 'textbox', 'aria-label': 'Search or ask' },
  send: button('Submit', { class: 'send-button' }),
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'question-block replica-user' }, text),
  answerTurn: () => {
    const body = h('div', { class: 'message-content replica-answer' });
    return { turn: shadowed('ucs-summary', shadowed('ucs-fast-markdown', body)), body };
  },
  share,
  prefill: [],
  conversations: '/app/c/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
);
const conversation = shadowed('ucs-conversation', replica.thread, shadowed('ucs-search-bar', composer));
const app = shadowed(
  'ucs-standalone-app',
  h('div', { class: 'replica' }, bar('Gemini Enterprise', share), conversation),
);
document.head.append(sheet());
document.body.append(app);
await replica.start(app);
