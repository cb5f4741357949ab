// Takes steering strings out of JSON without touching anything else of it: numbers, order, doubled keys and white space
// stay as they were written, and it can still be parsed. Input is any text that claims to be JSON.
import { scan } from '../engine/scan.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';

/** A steering sentence needs some room. */
const MIN_LENGTH = 12;
const STRING = /"(?:[^"\\\n]|\\.)*"/g;

/** The JSON with steering strings emptied; null when the text is not JSON. */
export function withoutSteering(source: string, rules: RuleSet): string | null {
  if (!isJson(source)) return null;
  const steers = (text: string): boolean => scan(rules, text, true).verdict.kind !== 'clean';
  const alone = emptied(source, (text) => text.length >= MIN_LENGTH && steers(text));
  if (alone !== source) return alone;
  // Spread over several strings, keys among them: all that are words go, values first.
  const isWords = (text: string, key: boolean): boolean => !key && /\p{L}/u.test(text);
  const values = emptied(source, isWords);
  return steers(values) ? emptied(source, (text) => /\p{L}/u.test(text)) : values;
}

/** The strings of a JSON text that are long enough to steer, keys left out; null when the text is not JSON. */
export function stringsIn(source: string): string[] | null {
  if (!isJson(source)) return null;
  const out: string[] = [];
  emptied(source, (text, key) => {
    if (!key && text.length >= MIN_LENGTH) out.push(text);
    return false;
  });
  return out;
}

/** The JSON with this string emptied wherever it stands. */
export const withoutString = (source: string, words: string): string => emptied(source, (text) => text === words);

/** Empties the strings that are taken; a key keeps its place, with an empty name. */
function emptied(source: string, take: (text: string, key: boolean) => boolean): string {
  return source.replace(STRING, (raw, offset: number) => {
    let text: unknown;
    try {
      text = JSON.parse(raw);
    } catch {
      return raw;
    }
    const key = /^\s*:/.test(source.slice(offset + raw.length, offset + raw.length + 100));
    return typeof text === 'string' && take(text, key) ? '""' : raw;
  });
}

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}
