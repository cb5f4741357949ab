// Tiptap with its starter kit, as Claude and Grok build their composers.
import { Editor as Tiptap } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { h } from './dom.ts';
import type { MakeEditor } from './editor.ts';

export const tiptap: MakeEditor = (attributes, events) => {
  const element = h('div');
  const editor = new Tiptap({
    element,
    extensions: [StarterKit],
    editorProps: {
      attributes: { ...attributes, class: `tiptap ProseMirror ${attributes['class'] ?? ''}`.trim() },
      handleKeyDown: (_view, event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return false;
        events.enter();
        return true;
      },
    },
    onUpdate: () => events.changed(),
  });
  return {
    element,
    text: () => editor.getText({ blockSeparator: '\n' }),
    set: (text) =>
      void editor.commands.setContent({
        type: 'doc',
        content: text
          .split('\n')
          .map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] })),
      }),
    focus: () => void editor.commands.focus(),
  };
};
