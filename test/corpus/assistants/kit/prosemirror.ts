// ProseMirror with paragraphs, bold and italic, and a history of its own: the editor as ChatGPT and Mistral build it.
import { baseKeymap, chainCommands, exitCode, newlineInCode, toggleMark } from '@tiptap/pm/commands';
import { history, redo, undo } from '@tiptap/pm/history';
import { keymap } from '@tiptap/pm/keymap';
import { Schema, type Node as PmNode } from '@tiptap/pm/model';
import { EditorState, Plugin } from '@tiptap/pm/state';
import { EditorView } from '@tiptap/pm/view';
import { h } from './dom.ts';
import type { MakeEditor } from './editor.ts';

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    text: { group: 'inline' },
    hard_break: { group: 'inline', inline: true, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  },
  marks: {
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  },
});

const documentOf = (text: string): PmNode =>
  schema.node(
    'doc',
    null,
    text.split('\n').map((line) => schema.node('paragraph', null, line === '' ? [] : [schema.text(line)])),
  );

export const proseMirror: MakeEditor = (attributes, events) => {
  const element = h('div');
  const enter = (): boolean => {
    events.enter();
    return true;
  };
  const newLine = chainCommands(newlineInCode, exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(schema.nodes.hard_break.create()).scrollIntoView());
    return true;
  });
  const view = new EditorView(element, {
    attributes,
    state: EditorState.create({
      schema,
      plugins: [
        history(),
        keymap({
          Enter: enter,
          'Shift-Enter': newLine,
          'Mod-z': undo,
          'Mod-y': redo,
          'Mod-Shift-z': redo,
          'Mod-b': toggleMark(schema.marks.strong),
        }),
        keymap(baseKeymap),
        new Plugin({
          view: () => ({
            update: (now, before) => {
              if (!now.state.doc.eq(before.doc)) events.changed();
            },
          }),
        }),
      ],
    }),
  });
  return {
    element,
    text: () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n', '\n'),
    set: (text) => view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, documentOf(text).content)),
    focus: () => view.focus(),
  };
};
