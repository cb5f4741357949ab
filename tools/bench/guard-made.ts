// Pages that the speed bench makes itself, the same in every run: a very large one, a chat that streams, one that nodes are
// put into, one full of empty frames, an application of one page. Ordinary words; hostile texts come from the corpus.
import { loadCorpus } from '../range/corpus.ts';

const WORDS = (
  'harbour kettle morning ferry garden letter window winter bread river market bicycle paper lantern orchard wooden ' +
  'platform ticket quiet evening copper bridge station meadow cotton island timber season village pocket marble engine'
).split(' ');

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const wordsOf = (next: (below: number) => number, count: number): string =>
  Array.from({ length: count }, () => WORDS[next(WORDS.length)]).join(' ');

const RULES = Array.from({ length: 60 }, (_, n) => `.c${n} { margin: ${n % 7}px; color: rgb(${n}, ${n}, ${n}) }`).join(
  '\n',
);
const STYLE = `<style>
  .menu { display: none } .seen-only-by-readers { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .faded { opacity: 0.6 } .folded { visibility: hidden } .card { padding: 4px; border: 1px solid #ccc } ${RULES}
</style>`;

const page = (body: string, script = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Speed bench</title>${STYLE}</head>` +
  `<body>${body}<script>${script.replaceAll('</', '<\\/')}</script></body></html>`;

/** Blocks as shops and forums have them, until there are at least `elements`. */
export function largePage(elements: number): string {
  const next = numbers(7);
  const parts: string[] = [];
  let count = 0;
  for (let n = 0; count < elements; n += 1) {
    const tags = (html: string): string => {
      count += html.match(/<[a-z]/g)?.length ?? 0;
      return html;
    };
    const depth = 1 + next(6);
    const rows = Array.from({ length: 3 + next(5) }, () =>
      tags(
        `<p class="c${next(60)}">${wordsOf(next, 4 + next(14))} <a href="/page/${n}?item=${next(9_999)}" title="${wordsOf(next, 3)}">` +
          `<span>${wordsOf(next, 2)}</span></a> <em>${wordsOf(next, 1)}</em></p>`,
      ),
    ).join('');
    const menu = tags(
      `<ul class="menu" aria-label="${wordsOf(next, 3)}"><li>${wordsOf(next, 2)}</li><li>${wordsOf(next, 2)}</li></ul>`,
    );
    const extra = tags(
      `<span class="seen-only-by-readers">${wordsOf(next, 4)}</span><img alt="${wordsOf(next, 4)}" width="8" height="8">` +
        `<button type="button" data-key="${n}" aria-label="${wordsOf(next, 3)}"><span class="faded">${wordsOf(next, 1)}</span></button>`,
    );
    const hidden = n % 9 === 0 ? tags(`<div class="folded"><p>${wordsOf(next, 12)}</p></div>`) : '';
    const open = tags('<div class="card" data-role="wrap">'.repeat(depth));
    parts.push(`${open}${rows}${menu}${extra}${hidden}${'</div>'.repeat(depth)}`);
  }
  return page(parts.join('\n'));
}

export interface ChatBlock {
  readonly id: string;
  readonly text: string;
  /** A word of the text that stands nowhere else. */
  readonly canary: string;
}

/** Attack texts that stand in the range as hidden text of the page itself, and that are blanked there. */
export function hiddenPayloads(count: number): ChatBlock[] {
  return loadCorpus()
    .pages.filter((p) => p.kind === 'attack' && p.hidden && p.insert === 'static' && p.encoding === 'none')
    .filter((p) => p.expect.blanked === true && p.payload.text.includes(p.canary))
    .slice(0, count)
    .map((p) => ({ id: p.id, text: p.payload.text, canary: p.canary }));
}

/**
 * Many messages, and `stream(seconds, blocks)`: tokens added to the last one, by the clock, as chats do. Each block comes in
 * a paragraph that is not displayed: the first whole, the next token by token, and so on in turn. When it is complete, the
 * paragraph says so, with the time.
 */
export function chatPage(messages: number, tokensPerSecond: number): string {
  const next = numbers(11);
  const log = Array.from(
    { length: messages },
    (_, n) => `<div class="card c${n % 60}"><h4>${wordsOf(next, 2)}</h4><p>${wordsOf(next, 60)}</p></div>`,
  ).join('');
  const script = `
    const words = ${JSON.stringify(WORDS)};
    globalThis.stream = (seconds, blocks) => new Promise((resolve) => {
      const message = document.querySelector('#log').lastElementChild;
      const total = Math.round(seconds * ${tokensPerSecond});
      const every = Math.floor(total / (blocks.length + 1));
      let [sent, at] = [0, 0];
      let paragraph = null;
      let hidden = null;
      let queue = [];
      const begin = () => {
        hidden = document.createElement('p');
        hidden.style.display = 'none';
        hidden.dataset.block = String(at);
        queue = at % 2 === 0 ? [blocks[at]] : blocks[at].split(/(?<= )/);
        at += 1;
        message.append(hidden);
      };
      const token = () => {
        if (hidden === null && at < blocks.length && sent >= (at + 1) * every) begin();
        if (hidden !== null) {
          hidden.append(queue.shift());
          if (queue.length > 0) return;
          hidden.dataset.completed = String(performance.now());
          hidden = null;
        } else {
          if (paragraph === null || sent % 60 === 0) message.append((paragraph = document.createElement('p')));
          paragraph.append(words[(sent * 7) % words.length] + ' ');
        }
      };
      const begun = performance.now();
      const timer = setInterval(() => {
        const due = Math.min(total, Math.floor((performance.now() - begun) / 1000 * ${tokensPerSecond}));
        for (; sent < due; sent += 1) token();
        if (sent >= total) { clearInterval(timer); resolve(sent); }
      }, 5);
    });`;
  return page(`<main id="log">${log}</main>`, script);
}

/** `atOnce(n)` puts n elements in with one call, `oneByOne(n)` each in a task of its own. */
export function insertPage(): string {
  const script = `
    const words = ${JSON.stringify(WORDS)};
    const text = (n) => [0, 1, 2, 3, 4, 5].map((k) => words[(n * 5 + k * 7) % words.length]).join(' ');
    const item = (n) => {
      const made = document.createElement(n % 4 === 0 ? 'div' : 'p');
      made.className = 'c' + (n % 60);
      if (n % 10 === 0) made.className = 'menu';
      if (n % 20 === 1) made.title = text(n + 3);
      made.append(text(n));
      return made;
    };
    const box = document.querySelector('#box');
    globalThis.atOnce = async (count) => {
      const all = document.createDocumentFragment();
      for (let n = 0; n < count; n += 1) all.append(item(n));
      box.append(all);
    };
    globalThis.oneByOne = (count) => new Promise((resolve) => {
      const channel = new MessageChannel();
      let n = 0;
      channel.port1.onmessage = () => {
        box.append(item(n));
        n += 1;
        if (n < count) channel.port2.postMessage(0);
        else resolve();
      };
      channel.port2.postMessage(0);
    });`;
  return page(`<h1>Harbour</h1><div id="box"></div>`, script);
}

export const EMPTY_PAGE = '<!doctype html><title>Empty</title>';

/** A page with frames of the same site; `address` is that of an empty page. */
export const framesPage = (frames: number, address: string): string =>
  page(Array.from({ length: frames }, (_, n) => `<iframe src="${address}#${n}"></iframe>`).join(''));

/** `navigate(count)`: that many views one after another, each with a new address and contents of its own. */
export function applicationPage(): string {
  const script = `
    const words = ${JSON.stringify(WORDS)};
    const make = (name, text, attributes = {}) => {
      const made = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text) made.append(text);
      return made;
    };
    const text = (n, length) => Array.from({ length }, (_, k) => words[(n * 3 + k * 5) % words.length]).join(' ');
    const view = (n) => {
      const made = make('section', '', { class: 'card', 'data-view': n });
      for (let k = 0; k < 60; k += 1) {
        const row = make('div', '', { class: 'c' + k });
        row.append(make('p', text(n + k, 20)), make('a', text(k, 2), { href: '/view/' + n + '/' + k, title: text(n, 4) }));
        if (k % 10 === 0) row.append(make('ul', text(k, 9), { class: 'menu' }), make('input', '', { placeholder: text(k, 3) }));
        made.append(row);
      }
      const host = make('div');
      host.attachShadow({ mode: 'open' }).append(make('p', text(n, 12)));
      made.append(host);
      return made;
    };
    globalThis.navigate = async (first, count) => {
      for (let n = first; n < first + count; n += 1) {
        history.pushState(null, '', location.pathname + '#/' + n);
        document.querySelector('#view').replaceChildren(view(n));
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
    };`;
  return page('<nav>Harbour</nav><main id="view"></main>', script);
}
