// Perplexity: Lexical with plain text; the question becomes the page's heading.
import { button, h } from '../kit/dom.ts';
import { lexicalPlain } from '../kit/lexical.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share');
const uploadButton = button('Add files or tools');
const fileInput = h('input', { type: 'file', multiple: true });

const replica = new Replica({
  wire,
  makeEditor: lexicalPlain,
  editor: { id: 'ask-input', role: 'textbox', 'aria-label': 'Ask anything' },
  send: button('Submit'),
  sendWhenEmpty: 'absent',
  fileInput,
  uploadButton,
  preview: (name) => h('div', {}, name),
  userTurn: (text) => h('h1', { class: 'replica-user' }, text),
  answerTurn: (index) => {
    const body = h('div', { id: `markdown-content-${index}`, class: 'prose replica-answer' });
    return { turn: h('div', {}, body), body };
  },
  share,
  prefill: [
    { name: 'q', path: '/search', autosubmit: true },
    { name: 'q', path: '/search/new', autosubmit: true },
    { name: 'q', path: '/', autosubmit: true },
  ],
  conversations: '/search/',
});

const model = button('Choose a model');
const composer = h(
  'div',
  { class: 'replica-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, model, replica.send),
);
show('Perplexity', share, replica.thread, composer);
await replica.start(document.body);
