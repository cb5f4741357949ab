// Assistants that send a prompt from their address: one by a script of the page, as soon as it runs, one on its own server,
// which has it with the request. And links that lead there in ways that hide the prompt.
import corpus from '../corpus/prompts/prefilled.json' with { type: 'json' };
import { html, type Web, type WebAnswer } from './web.ts';

export const { attacks: ATTACKS, honest: HONEST } = corpus;

const BY_SCRIPT = 'https://chatgpt.com/';
const BY_SERVER = 'https://www.perplexity.ai/search';
const CLICKS = 'https://clicks.example/r';

/** The address that opens the assistant with a prompt, in several writings. */
export const WRITINGS: Readonly<Record<string, (prompt: string) => string>> = {
  plain: (p) => `${BY_SCRIPT}?q=${encodeURIComponent(p)}`,
  'escaped twice': (p) => `${BY_SCRIPT}?q=${encodeURIComponent(encodeURIComponent(p))}`,
  base64: (p) => `${BY_SCRIPT}?q=${encodeURIComponent(Buffer.from(p).toString('base64'))}`,
  'behind other parameters': (p) =>
    `${BY_SCRIPT}?hints=search&model=auto&q=${encodeURIComponent(p).replace(/%20/g, '+')}`,
  fragment: (p) => `${BY_SCRIPT}#q=${encodeURIComponent(p)}`,
  'counted click': (p) => `${CLICKS}?to=${encodeURIComponent(`${BY_SCRIPT}?q=${encodeURIComponent(p)}`)}`,
};
export const toServer = (prompt: string): string => `${BY_SERVER}?q=${encodeURIComponent(prompt)}`;

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Assistant</title><script>
const at = new URLSearchParams(location.search), inHash = new URLSearchParams(location.hash.slice(1));
const prompt = at.get('q') ?? inHash.get('q');
if (prompt) fetch('/backend-api/f/conversation', { method: 'POST', body: prompt });
</script></head><body><main><h1>Assistant</h1><textarea aria-label="Message"></textarea></main></body></html>`;

export function prefilledWeb(url: URL): WebAnswer | null {
  if (url.href.startsWith(CLICKS)) {
    return { type: 'text/plain', body: '', status: 302, headers: { location: url.searchParams.get('to') ?? '/' } };
  }
  if (url.pathname === '/backend-api/f/conversation') return { type: 'application/json', body: '{}' };
  return html(PAGE);
}

/** Prompts that assistants got, by whichever way. */
export const gotten = (web: Web): string[] => [
  ...[...web.posted].filter(([address]) => address.endsWith('/conversation')).map(([, body]) => body),
  ...web.asked.filter((a) => a.startsWith(`${BY_SERVER}?q=`)).map((a) => new URL(a).searchParams.get('q') ?? ''),
];
