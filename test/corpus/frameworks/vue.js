// Vue 3 with compiled templates (patch flags, static parts): the same page as react.jsx.
import { createApp, nextTick, reactive } from 'vue';

const template = `<main>
  <p id="count">Count {{ s.count }}</p>
  <button id="more" @click="s.count++">More</button>
  <input id="typed" v-model="s.typed">
  <p id="secret" style="display: none">{{ s.secret }}</p>
  <p id="mixed" hidden>Ticket {{ s.count }}: <i>{{ s.secret }}</i></p>
  <p id="joined" hidden>Ticket {{ s.count }}: {{ s.secret }}</p>
  <img id="picture" :alt="s.secret" :title="s.label" width="20" height="20">
  <section v-if="s.shown" id="box" hidden><b>{{ s.secret }}</b></section>
  <ul id="list"><li v-for="i in s.items" :key="i.key" :hidden="i.hidden">{{ i.text }}</li></ul>
</main>`;

let state;
let app;
globalThis.app = {
  mount: (initial) => {
    state = reactive({ ...initial });
    app = createApp({ template, setup: () => ({ s: state }) });
    app.mount('#app');
  },
  set: (patch) => { Object.assign(state, patch); return nextTick(); },
  unmount: () => app.unmount(),
};
