// Lexical, as Perplexity, Meta AI and Microsoft 365 Copilot build their composers: plain text or rich text.
import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerPlainText } from '@lexical/plain-text';
import { registerRichText } from '@lexical/rich-text';
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  COMMAND_PRIORITY_HIGH,
  createEditor,
  KEY_ENTER_COMMAND,
} from 'lexical';
import { h } from './dom.ts';
import type { Editor, EditorEvents, MakeEditor } from './editor.ts';

function make(
  rich: boolean,
  tag: 'div' | 'span',
  attributes: Readonly<Record<string, string>>,
  events: EditorEvents,
): Editor {
  const root = h(tag, { contenteditable: 'true', spellcheck: 'true', ...attributes });
  const editor = createEditor({
    namespace: 'composer',
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(root);
  if (rich) registerRichText(editor);
  else registerPlainText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  editor.registerCommand(
    KEY_ENTER_COMMAND,
    (event) => {
      if (event?.shiftKey || event?.isComposing) return false;
      event?.preventDefault();
      // Commands run inside an update, where the draft can be neither read nor replaced.
      queueMicrotask(() => events.enter());
      return true;
    },
    COMMAND_PRIORITY_HIGH,
  );
  editor.registerTextContentListener(() => events.changed());
  // `discrete`: done when the call returns, so that what is sent next is what stands there.
  const set = (text: string): void =>
    editor.update(
      () => {
        const lines = text.split('\n').map((line) => {
          const paragraph = $createParagraphNode();
          return line === '' ? paragraph : paragraph.append($createTextNode(line));
        });
        $getRoot()
          .clear()
          .append(...lines)
          .selectEnd();
      },
      { discrete: true },
    );
  set('');
  return {
    element: root,
    text: () => editor.read(() => $getRoot().getTextContent().replaceAll('\n\n', '\n')),
    set,
    focus: () => editor.focus(),
  };
}

export const lexicalPlain: MakeEditor = (attributes, events) => make(false, 'div', attributes, events);
/** In a span, as Microsoft 365 has it. */
export const lexicalRich: MakeEditor = (attributes, events) => make(true, 'span', attributes, events);
