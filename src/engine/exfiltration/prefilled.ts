// Prompts that come in an address: in the query or the fragment of an assistant's page, inside an address that leads there,
// escaped, escaped again or as base64. Found without browser types, so that page, worker and tests read the same.
import { addressParts, percentDecoded, queryPairs, unescaped, type AddressParts } from './address-parts.ts';
import { textOfRun } from './encoded-text.ts';
import { hostMatches, normalizeHost } from '../policy/hosts.ts';

/** Names that pages of assistants read a draft from, where the catalogue knows no better. */
export const PROMPT_NAMES = ['q', 'prompt', 'query', 'text', 'message', 'input', 'ask'] as const;

const MAX_NESTING = 4;
const MAX_PROMPTS = 20;
/** UTF-16 units of one prompt. */
const MAX_PROMPT = 20_000;

/** Where an assistant lives and the parameters that it reads a draft from, as far as known. */
export interface PromptPlace {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly prefill: readonly { readonly name: string }[];
}

export interface PrefilledPrompt {
  readonly text: string;
  /** Name of the parameter, `#` for a whole fragment. */
  readonly name: string;
}

/**
 * Prompts that an address brings to an assistant, with further readings of encoded ones; [] for addresses of other pages.
 * Total: any text may come in.
 */
export function prefilledPrompts(address: string, assistants: readonly PromptPlace[]): readonly PrefilledPrompt[] {
  const found: PrefilledPrompt[] = [];
  collect(address, assistants, 0, found);
  const known = new Set<string>();
  return found.filter(({ text }) => !known.has(text) && known.add(text)).slice(0, MAX_PROMPTS);
}

function collect(address: string, assistants: readonly PromptPlace[], depth: number, out: PrefilledPrompt[]): void {
  const parts = addressParts(address);
  if (!parts || depth > MAX_NESTING) return;
  const assistant = assistantOf(assistants, parts);
  if (assistant) {
    for (const { name, value } of [...queryPairs(parts.query), ...fragmentPairs(parts)]) {
      if (!readsPrompt(assistant, name)) continue;
      out.push(...readings(value).map((text) => ({ name, text })));
    }
    const whole = unescaped(parts.fragment ?? '');
    if (/\s/.test(whole.trim()) && !/^:~:/.test(whole))
      out.push(...readings(whole).map((text) => ({ name: '#', text })));
  }
  // Sign-in pages and counters of clicks carry the address that they lead to.
  for (const { value } of [...queryPairs(parts.query), ...fragmentPairs(parts)]) {
    const inner = addressIn(value, parts);
    if (inner !== '') collect(inner, assistants, depth + 1, out);
  }
}

/** An address, or a path of the same host, in a value; escaped once more or as base64 too. */
function addressIn(value: string, { scheme, host }: AddressParts): string {
  for (const text of [value, percentDecoded(value), textOfRun(value)]) {
    if (/^https?:\/\/\S/i.test(text)) return text;
    if (/^\/[^/\s]\S*[?#]/.test(text)) return `${scheme}://${host}${text}`;
  }
  return '';
}

const fragmentPairs = ({ fragment }: AddressParts) => queryPairs((fragment ?? '').replace(/^[/?!]+/, '') || null);

function readsPrompt(assistant: PromptPlace, name: string): boolean {
  const lower = name.toLowerCase();
  return PROMPT_NAMES.some((n) => n === lower) || assistant.prefill.some((fact) => fact.name === name);
}

/** A prompt as written, and as it reads when further escapes or base64 are undone. */
function readings(value: string): readonly string[] {
  const out = [value];
  let plain = value;
  for (let i = 0; i < 2 && /%[0-9a-f]{2}/i.test(plain); i++) {
    plain = percentDecoded(plain);
    out.push(plain);
  }
  const inner = textOfRun(plain.trim());
  if (inner !== '') out.push(inner);
  // The reading that says most comes first: it is what a person is shown.
  return out
    .reverse()
    .map((text) => text.slice(0, MAX_PROMPT))
    .filter((text) => text.trim().length > 1);
}

function assistantOf(assistants: readonly PromptPlace[], { host, path }: AddressParts): PromptPlace | undefined {
  const name = normalizeHost(host);
  return assistants.find(
    (a) =>
      a.hosts.some((pattern) => hostMatches(pattern, name)) &&
      (!a.paths.some((p) => p.startsWith(`${name}/`)) || a.paths.some((p) => `${name}${path}`.startsWith(p))),
  );
}

/** The same address without any prompt. Addresses inside it are left out with the parameter that holds them. */
export function withoutPrompts(address: string, assistants: readonly PromptPlace[]): string {
  const parts = addressParts(address);
  const assistant = parts && assistantOf(assistants, parts);
  if (!parts || !assistant) return address;
  const kept = (query: string): string =>
    query
      .split('&')
      .filter((pair) => {
        const [one] = queryPairs(pair);
        return one && !readsPrompt(assistant, one.name) && addressIn(one.value, parts) === '';
      })
      .join('&');
  const end = /[?#]/.exec(address)?.index ?? address.length;
  const query = parts.query === null ? '' : kept(parts.query);
  // A fragment that is a place in the page stays; one with words in it, or with pairs, is a prompt or may hold one.
  const plain = parts.fragment !== null && /^[\w/.-]*$/.test(parts.fragment);
  return `${address.slice(0, end)}${query === '' ? '' : `?${query}`}${plain ? `#${parts.fragment}` : ''}`;
}
