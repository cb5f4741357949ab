// A fingerprint that near-same texts share, so that one payload on many sites is seen as one. Case, spaces, marks,
// invisible characters, numbers, addresses, hosts and mail addresses do not count. It groups and proves nothing: whoever
// knows the sum can write a text that falls into the group of another.
import type { Incident } from '../model/incident.ts';
import { plain } from './words.ts';

/** UTF-16 units of a text that count. */
const MAX_LENGTH = 20_000;
const ADDRESS = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>)\]]{1,2000}/gu;
const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}/gu;
/** Two labels or more, the last of letters: a host, or a file's name, which varies as hosts do. */
const HOST =
  /(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}-])(?:\/[^\s"'<>)\]]{0,2000})?/gu;
const WORD = /[\p{L}\p{M}]+/gu;

/** 16 hexadecimal digits; '' for an incident without a word. */
export function clusterOf({ text, verdict }: Pick<Incident, 'text' | 'verdict'>): string {
  // Where characters that nobody sees carry the payload, its reading is what recurs.
  const readings = [text, ...verdict.layers.map((layer) => layer.text)];
  for (const reading of readings) {
    const core = coreOf(reading);
    if (core !== '') return hash(core);
  }
  return '';
}

/** What stays of a text when all is left out that differs from site to site. */
export function coreOf(text: string): string {
  const known = plain(text.slice(0, MAX_LENGTH)).replace(ADDRESS, ' ').replace(MAIL, ' ').replace(HOST, ' ');
  return (known.match(WORD) ?? []).join(' ');
}

/** FNV-1a over UTF-16 units, twice. */
function hash(text: string): string {
  const run = (seed: number): string => {
    let sum = seed;
    for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
    return (sum >>> 0).toString(16).padStart(8, '0');
  };
  return run(0x811c9dc5) + run(0x9747b28c);
}
