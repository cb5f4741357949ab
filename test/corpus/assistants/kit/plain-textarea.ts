// A textarea that nothing controls but a listener, as Angular's form directives have it: NotebookLM.
import { h } from './dom.ts';
import type { MakeEditor } from './editor.ts';

export const plainTextarea: MakeEditor = (attributes, events) => {
  const element = h('textarea', { rows: '2', ...attributes });
  element.addEventListener('input', () => events.changed());
  element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    events.enter();
  });
  return {
    element,
    text: () => element.value,
    set: (text) => {
      element.value = text;
      events.changed();
    },
    focus: () => element.focus(),
  };
};
