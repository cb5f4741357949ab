// GitHub Copilot: a textarea that React controls; the send button is named by another element.
import { button, h } from '../kit/dom.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { reactTextarea } from '../kit/textarea.ts';
import { wire } from './wire.ts';

const SVG = 'http://www.w3.org/2000/svg';

const share = button('Share');
const uploadButton = button('Attach', { 'data-testid': 'attachment-menu-button' });
const fileInput = h('input', { type: 'file', multiple: true, id: 'image-uploader', hidden: true });
const send = h('button', { type: 'button', 'aria-labelledby': 'Send-label' });
const icon = document.createElementNS(SVG, 'svg');
icon.setAttribute('class', 'octicon octicon-paper-airplane');
icon.setAttribute('viewBox', '0 0 16 16');
icon.setAttribute('width', '16');
const plane = document.createElementNS(SVG, 'path');
plane.setAttribute('d', 'M1 2l14 6-14 6 2-6z');
icon.append(plane);
send.append(icon);

const replica = new Replica({
  wire,
  makeEditor: reactTextarea,
  editor: { id: 'copilot-chat-textarea', placeholder: 'How can I help you?' },
  send,
  sendWhenEmpty: 'disabled',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('div', { class: 'replica-user' }, text),
  answerTurn: () => {
    const body = h('div', { class: 'markdown-body replica-answer' });
    return { turn: body, body };
  },
  share,
  prefill: [
    { name: 'prompt', path: '/copilot', autosubmit: false },
    { name: 'q', path: '/copilot', autosubmit: false },
  ],
  conversations: '/copilot/c/',
});

const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, replica.send),
  h('span', { id: 'Send-label', hidden: true }, 'Send'),
);
show('GitHub Copilot', share, replica.thread, composer);
await replica.start(document.body);
