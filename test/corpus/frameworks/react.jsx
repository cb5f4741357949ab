// React 19: text nodes, attributes, keyed lists, a controlled field, mounting and unmounting.
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';

const container = document.querySelector('#app');
let root;
let update;

function App({ initial }) {
  const [s, set] = useState(initial);
  update = (patch) => flushSync(() => set((old) => ({ ...old, ...patch })));
  return (
    <main>
      <p id="count">Count {s.count}</p>
      <button id="more" onClick={() => set((old) => ({ ...old, count: old.count + 1 }))}>More</button>
      <input id="typed" value={s.typed} onChange={(e) => set((old) => ({ ...old, typed: e.target.value }))} />
      <p id="secret" style={{ display: 'none' }}>{s.secret}</p>
      <p id="mixed" hidden>Ticket {s.count}: {s.secret}</p>
      <p id="joined" hidden>{`Ticket ${s.count}: ${s.secret}`}</p>
      <img id="picture" alt={s.secret} title={s.label} width="20" height="20" />
      {s.shown && <section id="box" hidden><b>{s.secret}</b></section>}
      <ul id="list">{s.items.map((i) => <li key={i.key} hidden={i.hidden}>{i.text}</li>)}</ul>
    </main>
  );
}

globalThis.app = {
  mount: (state) => { root = createRoot(container); flushSync(() => root.render(<App initial={state} />)); },
  set: (patch) => update(patch),
  unmount: () => root.unmount(),
};
