// Pages that are too large, too deep or too restless, or that bend the document's own names, for hostile-bounds.test.ts.
// Each keeps a clock of its own in `globalThis.clock`, which tells for how long the tab gave it no turn. Attack texts come
// from the corpus.
import { escapeHtml, ordinaryPage, payloadOf, scriptString, type HostilePage } from './hostile-server.ts';

export const payload = payloadOf('display-none-news');
const text = scriptString(payload.text);
const HIDDEN = `<p style="display:none">${escapeHtml(payload.text)}</p>`;

/** Counts turns, and the longest time without one since `clock.reset()`. */
const CLOCK = `<script>
  globalThis.clock = { ticks: 0, longest: 0, last: performance.now(),
    reset() { this.ticks = 0; this.longest = 0; this.last = performance.now(); } };
  setInterval(() => {
    const now = performance.now();
    clock.longest = Math.max(clock.longest, now - clock.last); clock.last = now; clock.ticks += 1;
  }, 20);
</script>`;

/** Page errors are counted: the guard must throw nothing into the page. */
const ERRORS = `<script>
  globalThis.errors = 0;
  addEventListener('error', () => { errors += 1; });
  addEventListener('unhandledrejection', () => { errors += 1; });
</script>`;

const page = (inside: string): string => ordinaryPage(inside, CLOCK + ERRORS);

/** A hidden paragraph made by script. */
const HIDE = `const hide = (words) => {
  const p = document.createElement('p'); p.style.display = 'none'; p.textContent = words; return p;
};`;

/** A million elements put in by slices, so that the page itself never stops; the text stands before them. */
const million = page(`${HIDDEN}<div id="box" style="height:20px;overflow:auto"></div><script>
  globalThis.built = 0;
  const slice = () => {
    const part = document.createElement('div'); part.style.contentVisibility = 'auto';
    for (let i = 0; i < 10_000; i++) part.append(document.createElement('i'));
    box.append(part); built += 10_001;
    if (built < 1_000_000) setTimeout(slice, 0);
  };
  slice();
</script>`);

/** Nesting made by script: a parser stops at 512. */
const nested = (depth: number, outer: string, leaves: number): string =>
  page(`<div id="box" style="${outer}"></div><script>
    let at = document.createElement('div'); const first = at;
    for (let i = 1; i < ${depth}; i++) { const next = document.createElement('div'); at.append(next); at = next; }
    ${HIDE}
    for (let i = 0; i < ${leaves}; i++) at.append(hide('No. ' + i + ': ' + ${text}));
    box.append(first);
  </script>`);

const hugeText = page(`${HIDDEN}<div id="box" style="display:none"></div><script>
  box.textContent = ${text} + ' ' + 'The boat calls at three islands before it turns back. '.repeat(1_000_000);
</script>`);

/** Calls \`step\` some hundred times a second until the page is told to stop. */
const storm = (body: string, setup = ''): string =>
  page(`${HIDDEN}<div id="box"></div><script>
    ${HIDE}
    let n = 0;
    ${setup}
    const storm = setInterval(() => { if (globalThis.stop) clearInterval(storm); ${body} }, 10);
  </script>`);

const attributes = storm(
  `for (let i = 0; i < 1_000; i++) { n++; spans[n % 2_000].setAttribute(n % 3 ? 'title' : 'data-words', 'No. ' + n + ' of the list of boats'); }`,
  `const spans = Array.from({ length: 2_000 }, () => box.appendChild(document.createElement('span')));`,
);

const steeringAttributes = storm(
  `for (let i = 0; i < 100; i++) { n++; spans[n % 500].setAttribute('title', 'No. ' + n + ': ' + ${text}); }`,
  `const spans = Array.from({ length: 500 }, () => box.appendChild(document.createElement('span')));`,
);

const manyBlocks = page(`<div id="box"></div><script>
  ${HIDE}
  const part = document.createDocumentFragment();
  for (let i = 0; i < 10_000; i++) part.append(hide('No. ' + i + ': ' + ${text}));
  box.append(part);
</script>`);

/** As many, of which each is a layout of its own to ask: cut away, under other boxes that move. */
const manyClipped = page(`<div id="box"></div><script>
  const part = document.createDocumentFragment();
  for (let i = 0; i < 10_000; i++) {
    const p = document.createElement('p'); p.style.cssText = 'position:absolute;left:-9999px;top:' + i + 'px';
    p.textContent = 'No. ' + i + ': ' + ${text}; part.append(p);
  }
  box.append(part);
</script>`);

/** Text that a person can see and that speaks to assistants, ten thousand times: each asks every question of layout. */
const manyVisible = page(`${HIDDEN}<div id="box"></div><script>
  const part = document.createDocumentFragment();
  for (let i = 0; i < 3_000; i++) {
    const p = document.createElement('p'); p.textContent = 'No. ' + i + ': ' + ${text}; part.append(p);
  }
  box.append(part);
</script>`);

const frames = page(`<div id="box"></div><script>
  for (let i = 0; i < 100; i++) {
    const frame = document.createElement('iframe'); frame.width = 200; frame.height = 40;
    frame.srcdoc = '<!doctype html><p>Pier ' + i + '</p>' + ${scriptString(HIDDEN)}; box.append(frame);
  }
</script>`);

const alternating = page(`<p id="words">${escapeHtml(payload.text)}</p><script>
  const turn = setInterval(() => {
    if (globalThis.stop) { clearInterval(turn); words.style.display = 'none'; return; }
    words.style.display = words.style.display === '' ? 'none' : '';
  }, 15);
</script>`);

const sheets = storm(
  `const sheet = new CSSStyleSheet();
   sheet.replaceSync('.a' + n++ + '::before { content: "No. ' + n + ' of the list of the boats" }');
   document.adoptedStyleSheets = [...document.adoptedStyleSheets.slice(-200), sheet];
   for (let i = 0; i < 20; i++) own.sheet.insertRule('.b' + i + '::after { content: "the harbour of the island" }');`,
  `const own = document.head.appendChild(document.createElement('style'));`,
);

/** Words on the page hook's own line: names that a page can read in its source, with whatever a page can send. */
const forged = storm(
  `for (let i = 0; i < 200; i++) {
     document.dispatchEvent(new Event('demarc-look'));
     document.dispatchEvent(new Event('demarc-ask'));
     for (const relatedTarget of [null, document, window, box, document.createComment(''), box.firstChild])
       for (const type of ['demarc-offer', 'root', 'sheet', 'value'])
         for (const to of [document, line, box]) to?.dispatchEvent(new FocusEvent(type, { relatedTarget, cancelable: true }));
     const odd = new Event('demarc-offer'); Object.defineProperty(odd, 'relatedTarget', { get() { throw new Error('bent'); } });
     document.dispatchEvent(odd);
   }
   for (let i = 0; i < 50; i++) {
     const div = document.createElement('div'); box.append(div); div.attachShadow({ mode: 'closed' });
     input.value = 'No. ' + n++ + ' of the list of boats';
   }
   if (box.childElementCount > 3_000) box.replaceChildren();`,
  `let line = null; document.addEventListener('demarc-offer', (e) => { line ??= e.relatedTarget; }, true);
   const input = document.body.appendChild(document.createElement('input'));`,
);

/** Named elements stand in the place of what a document and a form have of their own, in every world of the page. */
const DOCUMENT_NAMES = [
  ...['documentElement', 'body', 'head', 'createTreeWalker', 'createRange', 'createElement', 'querySelectorAll'],
  ...['querySelector', 'addEventListener', 'dispatchEvent', 'styleSheets', 'adoptedStyleSheets', 'elementFromPoint'],
  ...['elementsFromPoint', 'readyState', 'contentType', 'defaultView', 'nodeType', 'getRootNode', 'contains'],
  ...['isConnected', 'textContent', 'parentNode', 'ownerDocument', 'childNodes', 'location', 'getElementById'],
];
const FORM_NAMES = [
  ...['parentNode', 'parentElement', 'assignedSlot', 'nodeType', 'nodeName', 'localName', 'ownerDocument', 'children'],
  ...[
    'getAttribute',
    'getAttributeNames',
    'setAttribute',
    'hasAttribute',
    'querySelectorAll',
    'querySelector',
    'matches',
  ],
  ...[
    'textContent',
    'isConnected',
    'getRootNode',
    'shadowRoot',
    'namespaceURI',
    'checkVisibility',
    'contains',
    'closest',
  ],
  ...['getBoundingClientRect', 'getClientRects', 'id', 'nextSibling', 'nextElementSibling', 'previousElementSibling'],
  ...[
    'firstChild',
    'childNodes',
    'style',
    'host',
    'compareDocumentPosition',
    'removeAttribute',
    'cloneNode',
    'innerHTML',
  ],
];
const named = (tag: string, names: readonly string[]): string =>
  names.map((name) => `<${tag} name="${name}" hidden>`).join('');
const clobberedDocument = page(`${named('img', DOCUMENT_NAMES)}${HIDDEN}`);
const clobberedForm = page(
  `<form style="display:none" title="Ferry times of the winter">${named('input', FORM_NAMES)}<div><p>${escapeHtml(payload.text)}</p></div></form>`,
);
/** The same where the page is already read, as a change. */
const clobberedLater = page(`<div id="box"></div><script>
  addEventListener('load', () => setTimeout(() => {
    box.insertAdjacentHTML('beforeend', ${scriptString(
      `${named('img', DOCUMENT_NAMES)}<form style="display:none">${named('input', FORM_NAMES)}<div><p>${escapeHtml(payload.text)}</p></div></form>`,
    )});
  }, 300));
</script>`);

const strict = {
  'content-security-policy': "default-src 'none'; style-src 'none'; require-trusted-types-for 'script'; trusted-types",
};

/** Pages by path. */
export const BOUNDS_PAGES: Readonly<Record<string, HostilePage | string>> = {
  '/million': million,
  '/nested-hidden': nested(10_000, 'display:none', 30),
  '/nested-seen': nested(2_000, '', 30),
  '/huge-text': hugeText,
  '/attributes': attributes,
  '/steering-attributes': steeringAttributes,
  '/many-blocks': manyBlocks,
  '/many-clipped': manyClipped,
  '/many-visible': manyVisible,
  '/frames': frames,
  '/alternating': alternating,
  '/sheets': sheets,
  '/forged': forged,
  '/clobbered-document': clobberedDocument,
  '/clobbered-form': clobberedForm,
  '/clobbered-later': clobberedLater,
  '/strict': { body: ordinaryPage(`<p hidden>${escapeHtml(payload.text)}</p>`), headers: strict },
  '/pdf': { type: 'application/pdf', body: onePagePdf() },
};

/** The smallest document of one page that a viewer opens. */
function onePagePdf(): string {
  const words = 'BT /F1 18 Tf 20 100 Td (Ferry times) Tj ET';
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let out = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return String(at).padStart(10, '0');
  });
  const table = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${at} 00000 n \n`).join('')}`;
  return `${out}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}
