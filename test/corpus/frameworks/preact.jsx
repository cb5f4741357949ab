// Preact: text nodes, attributes, keyed lists, a controlled field, mounting and unmounting.
import { render } from 'preact';
import { useState } from 'preact/hooks';

const container = document.querySelector('#app');
let update;

function App({ initial }) {
  const [s, set] = useState(initial);
  update = (patch) => set((old) => ({ ...old, ...patch }));
  return (
    <main>
      <p id="count">Count {s.count}</p>
      <button id="more" onClick={() => set((old) => ({ ...old, count: old.count + 1 }))}>More</button>
      <input id="typed" value={s.typed} onInput={(e) => set((old) => ({ ...old, typed: e.target.value }))} />
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
  mount: (state) => render(<App initial={state} />, container),
  set: (patch) => update(patch),
  unmount: () => render(null, container),
};
