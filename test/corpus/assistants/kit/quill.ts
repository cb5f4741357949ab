// Quill in the custom element `rich-textarea`, as Gemini builds its composer.
import Quill from 'quill';
import { h } from './dom.ts';
import type { MakeEditor } from './editor.ts';

export const quill: MakeEditor = (attributes, events) => {
  const holder = h('div');
  const element = h('rich-textarea', {}, holder);
  const editor = new Quill(holder, {
    placeholder: attributes['data-placeholder'] ?? '',
    modules: {
      toolbar: false,
      history: { delay: 400 },
      keyboard: {
        bindings: {
          send: {
            key: 'Enter',
            handler: () => {
              events.enter();
              return false;
            },
          },
        },
      },
    },
  });
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'class') editor.root.classList.add(...value.split(' '));
    else editor.root.setAttribute(name, value);
  }
  editor.on('text-change', () => events.changed());
  return {
    element,
    // Quill's documents end in a line break that nobody wrote.
    text: () => editor.getText().replace(/\n$/, ''),
    set: (text) => void editor.setText(text),
    focus: () => editor.focus(),
  };
};
