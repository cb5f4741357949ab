// A textarea controlled by React: its value is state, and what a script writes into it without React's knowledge is lost
// with the next render. Copilot, Poe, Duck.ai, DeepSeek and GitHub have theirs so.
import { createElement, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { h } from './dom.ts';
import type { EditorEvents, MakeEditor } from './editor.ts';

/** Attributes as React names them. */
const NAMES: Readonly<Record<string, string>> = {
  class: 'className',
  spellcheck: 'spellCheck',
  maxlength: 'maxLength',
};

interface Hold {
  draft: string;
  set: (text: string) => void;
}

function Composer(props: { attributes: Readonly<Record<string, string>>; events: EditorEvents; hold: Hold }) {
  const { attributes, events, hold } = props;
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  hold.draft = draft;
  hold.set = setDraft;
  useLayoutEffect(() => {
    events.changed();
    // It grows with its text, as they all do.
    if (field.current) {
      field.current.style.height = 'auto';
      field.current.style.height = `${Math.min(field.current.scrollHeight, 200)}px`;
    }
  }, [draft, events]);
  return createElement('textarea', {
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [NAMES[name] ?? name, value])),
    rows: 1,
    ref: field,
    value: draft,
    onChange: (event: { target: HTMLTextAreaElement }) => setDraft(event.target.value),
    onKeyDown: (event: { key: string; shiftKey: boolean; nativeEvent: KeyboardEvent; preventDefault(): void }) => {
      if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
      event.preventDefault();
      events.enter();
    },
  });
}

export const reactTextarea: MakeEditor = (attributes, events) => {
  const element = h('div');
  const hold: Hold = { draft: '', set: () => undefined };
  const root = createRoot(element);
  flushSync(() => root.render(createElement(Composer, { attributes, events, hold })));
  return {
    element,
    text: () => hold.draft,
    set: (text) => flushSync(() => hold.set(text)),
    focus: () => element.querySelector('textarea')?.focus(),
  };
};
