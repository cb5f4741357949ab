// Stand-ins for values on their way out, and the values back in their place on the way in. A stand-in says what kind of value
// it stands for, is the same for the same value as long as the state is kept, and is found again when an answer bends it.
// Restoring what was redacted gives the text back, to the unit.
import type { SensitiveSpan, SensitiveType } from '../../model/sensitive.ts';

/** What was replaced so far, in the order of its first use. Plain data: it may be stored; it holds the values themselves. */
export interface RedactionState {
  readonly entries: readonly RedactionEntry[];
}
export interface RedactionEntry {
  /** `EMAIL_1`; in a text it stands in square brackets. */
  readonly name: string;
  readonly value: string;
}

export const NOTHING_REDACTED: RedactionState = { entries: [] };

/** Names of stand-ins. Words that an assistant of any language knows. */
const NAMES: Readonly<Record<SensitiveType, string>> = {
  'secret.api-key': 'API_KEY',
  'secret.password': 'PASSWORD',
  'secret.private-key': 'PRIVATE_KEY',
  'secret.jwt': 'TOKEN',
  'secret.connection-string': 'CONNECTION_STRING',
  'secret.webhook': 'WEBHOOK',
  'secret.seed-phrase': 'SEED_PHRASE',
  'personal.e-mail': 'EMAIL',
  'personal.phone': 'PHONE',
  'personal.national-id': 'ID_NUMBER',
  'personal.tax-id': 'TAX_NUMBER',
  'personal.travel-document': 'PASSPORT',
  'personal.driving-licence': 'LICENCE',
  'personal.birth-date': 'BIRTH_DATE',
  'personal.name': 'NAME',
  'personal.address': 'ADDRESS',
  'personal.customer-table': 'TABLE',
  'personal.vehicle': 'VEHICLE',
  'financial.card': 'CARD',
  'financial.iban': 'IBAN',
  'financial.bank-account': 'ACCOUNT',
  'health.line': 'HEALTH',
  'health.insurance-id': 'HEALTH_NUMBER',
  'source-code.proprietary': 'CODE',
  'source-code.listing': 'CODE',
  'confidential.mark': 'MARK',
  'organisation.term': 'TERM',
  'organisation.pattern': 'VALUE',
  'organisation.record': 'RECORD',
  'organisation.document': 'DOCUMENT',
};
/** For what looks like a stand-in and is the writer's own. */
const LITERAL = 'TEXT';

const KNOWN = [...new Set([...Object.values(NAMES), LITERAL])].sort((a, b) => b.length - a.length);
/** The words of a name may come back joined otherwise, the mark of Markdown before the joint. */
const WORDS = KNOWN.map((name) => name.replaceAll('_', '(?:\\\\?[_ -])')).join('|');
const N = `(?:${WORDS})\\\\?[_ -]\\d{1,6}`;
const BARE = `(?:${WORDS})\\\\?_\\d{1,6}`;
/** In brackets of some kind; those of a pair belong together, so that a neighbour is never eaten. */
const BRACKETED = [
  `\\\\\\[${N}\\\\\\]`,
  `\\[${N}\\]`,
  `【${N}】`,
  `［${N}］`,
  `%5B${N.replaceAll('[_ -]', '(?:[_ -]|%5F|%20)')}%5D`,
  `&#91;${N}&#93;`,
  `&lsqb;${N}&rsqb;`,
].join('|');
/** Every way in which a stand-in comes back. */
const BENT = new RegExp(`${BRACKETED}|(?<![\\p{L}\\d_\\\\])${BARE}(?![\\p{L}\\d_])`, 'giu');
/** What might be read as one once something else was replaced beside it. */
const ALIKE = new RegExp(`${BRACKETED}|${BARE}`, 'giu');
const CORE = new RegExp(`(${WORDS})\\\\?(?:[_ -]|%5F|%20)(\\d{1,6})`, 'iu');
/** Longest stand-in, bent. */
const MAX_BENT = 60;

/** The name in any of its bent forms, as the state has it. */
function nameIn(bent: string): string {
  const core = CORE.exec(bent);
  const words = (core?.[1] ?? '').replace(/\\?[_ -]/g, '_').toUpperCase();
  return `${words}_${String(Number(core?.[2] ?? '0'))}`;
}

/**
 * The text with a stand-in in the place of every span, or of every part of a span that has parts, and the state with what was
 * new. What looks like a stand-in in the text is replaced too, so that it is never taken for one.
 * @param spans in order, apart, inside the text; others are left out
 */
export function redact(
  text: string,
  spans: readonly SensitiveSpan[],
  state: RedactionState = NOTHING_REDACTED,
): { readonly text: string; readonly state: RedactionState } {
  const entries = [...state.entries];
  const byValue = new Map(entries.map((e) => [`${kindOf(e.name)}\n${e.value}`, e.name]));
  const counts = new Map<string, number>();
  for (const { name } of entries) counts.set(kindOf(name), Math.max(counts.get(kindOf(name)) ?? 0, numberOf(name)));
  const standIn = (kind: string, value: string): string => {
    const key = `${kind}\n${value}`;
    let name = byValue.get(key);
    if (name === undefined) {
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      name = `${kind}_${String(number)}`;
      byValue.set(key, name);
      entries.push({ name, value });
    }
    return `[${name}]`;
  };
  const kept = (piece: string): string => piece.replace(ALIKE, (bent) => standIn(LITERAL, bent));
  let out = '';
  let at = 0;
  for (const { start, end, type } of spans.flatMap((s) => (s.parts && s.parts.length > 0 ? s.parts : [s]))) {
    if (!(start >= at && end > start && end <= text.length)) continue;
    out += kept(text.slice(at, start)) + standIn(NAMES[type], text.slice(start, end));
    at = end;
  }
  return { text: out + kept(text.slice(at)), state: { entries } };
}

/** The text with every known stand-in, bent or not, replaced by what it stands for; unknown ones stay. Linear. */
export function restore(text: string, state: RedactionState): string {
  if (state.entries.length === 0) return text;
  const values = new Map(state.entries.map((e) => [e.name, e.value]));
  return text.replace(BENT, (bent) => values.get(nameIn(bent)) ?? bent);
}

/** How many units at the end of a growing answer may be the beginning of a stand-in and should be shown later. */
export function heldBack(text: string): number {
  const tail = text.slice(-MAX_BENT);
  const begin = /(?:\\?\[|【|［|%5?B?|&#?\d{0,2};?|(?<![\p{L}\d_])[A-Z])[^\]】］\s]{0,50}(?: \d{0,6})?$/iu.exec(tail);
  if (!begin) return 0;
  const word = begin[0]
    .replace(/^(?:\\?\[|【|［|%5?B?|&#?\d{0,2};?)/i, '')
    .replace(/\\/g, '')
    .replace(/[ -]/g, '_')
    .toUpperCase();
  const may = KNOWN.some(
    (name) =>
      name.startsWith(word) ||
      (word.startsWith(`${name}_`) && /^\d{0,6}$/.test(word.slice(name.length + 1))) ||
      word === name,
  );
  return may ? begin[0].length : 0;
}

const kindOf = (name: string): string => name.slice(0, name.lastIndexOf('_'));
const numberOf = (name: string): number => Number(name.slice(name.lastIndexOf('_') + 1));
