// ChatGPT: ProseMirror, a send button that comes with the first letter, a row above an answer when something was saved.
import { button, h } from '../kit/dom.ts';
import { proseMirror } from '../kit/prosemirror.ts';
import { Replica } from '../kit/replica.ts';
import { rows, show } from '../kit/shell.ts';
import { wire } from './wire.ts';

const share = button('Share', { 'data-testid': 'share-chat-button' });
const uploadButton = button('Add files and more', { id: 'composer-plus-btn', 'data-testid': 'composer-plus-btn' });
const fileInput = h('input', { type: 'file', multiple: true, id: 'upload-files' });
const turn = (role: string, index: number, inner: HTMLElement): HTMLElement =>
  h(
    'article',
    {
      'data-testid': `conversation-turn-${index}`,
      'data-turn': role,
      class: role === 'user' ? 'replica-user' : 'replica-answer',
    },
    inner,
  );

const replica = new Replica({
  wire,
  makeEditor: proseMirror,
  editor: {
    id: 'prompt-textarea',
    class: 'ProseMirror',
    'data-placeholder': 'Ask anything',
    'data-virtualkeyboard': 'true',
  },
  send: button('Send prompt', { id: 'composer-submit-button', 'data-testid': 'send-button' }),
  sendWhenEmpty: 'absent',
  stop: button('Stop streaming', { 'data-testid': 'stop-button' }),
  fileInput,
  uploadButton,
  preview: (name) => h('div', { class: 'file-preview', 'data-testid': 'file-attachment' }, name),
  userTurn: (text, index) =>
    turn(
      'user',
      index,
      h('div', { 'data-message-author-role': 'user' }, h('div', { class: 'whitespace-pre-wrap' }, text)),
    ),
  answerTurn: (index) => {
    const body = h('div', { class: 'markdown prose' });
    const inner = h('div', { 'data-message-author-role': 'assistant', 'data-message-model-slug': 'replica' }, body);
    return { turn: turn('assistant', index, inner), body };
  },
  memoryNotice: (saved) =>
    h(
      'div',
      { class: 'replica-memory' },
      h('a', { href: '#settings/Personalization', title: saved }, 'Updated saved memory'),
    ),
  share,
  prefill: [
    { name: 'q', path: '/', autosubmit: true },
    { name: 'prompt', path: '/', autosubmit: false },
  ],
  conversations: '/c/',
});

const model = button('Model', { 'data-testid': 'model-switcher-dropdown-button' });
const composer = h(
  'form',
  { class: 'replica-composer', 'data-type': 'unified-composer' },
  ...rows(replica.attachments, replica.editor, fileInput, uploadButton, model, replica.send),
);
show('ChatGPT', share, replica.thread, composer);
await replica.start(document.body);
