// Lit 3: the same page as react.jsx, in the shadow root of a custom element.
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

class FerryApp extends LitElement {
  static properties = { s: { attribute: false } };

  render() {
    const s = this.s;
    return html`<main>
      <p id="count">Count ${s.count}</p>
      <button id="more" @click=${() => { this.s = { ...this.s, count: this.s.count + 1 }; }}>More</button>
      <input id="typed" .value=${s.typed} @input=${(e) => { this.s = { ...this.s, typed: e.target.value }; }}>
      <p id="secret" style="display: none">${s.secret}</p>
      <p id="mixed" hidden>Ticket ${s.count}: <i>${s.secret}</i></p>
      <p id="joined" hidden>${`Ticket ${s.count}: ${s.secret}`}</p>
      <img id="picture" alt=${s.secret} title=${s.label} width="20" height="20">
      ${s.shown ? html`<section id="box" hidden><b>${s.secret}</b></section>` : nothing}
      <ul id="list">${repeat(s.items, (i) => i.key, (i) => html`<li ?hidden=${i.hidden}>${i.text}</li>`)}</ul>
    </main>`;
  }
}
customElements.define('ferry-app', FerryApp);

let element;
globalThis.app = {
  mount: (initial) => {
    element = document.createElement('ferry-app');
    element.s = { ...initial };
    document.querySelector('#app').append(element);
    return element.updateComplete;
  },
  set: (patch) => { element.s = { ...element.s, ...patch }; return element.updateComplete; },
  unmount: () => element.remove(),
};
