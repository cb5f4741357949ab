// CodeMirror 6, as Replit builds the composer of its agent.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { h } from './dom.ts';
import type { MakeEditor } from './editor.ts';

export const codeMirror: MakeEditor = (attributes, events) => {
  const element = h('div');
  const enter = (): boolean => {
    events.enter();
    return true;
  };
  const view = new EditorView({
    parent: element,
    state: EditorState.create({
      extensions: [
        Prec.highest(keymap.of([{ key: 'Enter', run: enter }])),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ ...attributes }),
        placeholder(attributes['aria-label'] ?? ''),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) events.changed();
        }),
      ],
    }),
  });
  return {
    element,
    text: () => view.state.doc.toString(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
  };
};
