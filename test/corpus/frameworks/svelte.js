// Mounts the Svelte page.
import { flushSync, mount, unmount } from 'svelte';
import App from './App.svelte';
import { stateOf } from './state.svelte.js';

let state;
let app;
globalThis.app = {
  mount: (initial) => {
    state = stateOf(initial);
    app = mount(App, { target: document.querySelector('#app'), props: { s: state } });
    flushSync();
  },
  set: (patch) => { Object.assign(state, patch); flushSync(); },
  unmount: () => unmount(app),
};
