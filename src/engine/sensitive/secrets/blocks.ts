// Secrets that are more than one word: private keys, tokens of three parts, wallets' phrases, files of credentials.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { isPlaceholder, variety } from '../placeholder.ts';
import { span } from '../span.ts';
import { wordsExpression } from '../word-search.ts';
import { findForms } from './forms.ts';
import { passwordLikelihood } from './strength.ts';

/** Longest key that is kept in one piece. */
const MAX_KEY = 16_000;
const KEY_BEGINS =
  /-----BEGIN ((?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?)-----|PuTTY-User-Key-File-\d:|---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----/g;
const JWT =
  /(?<![A-Za-z0-9_-])ey[JK][A-Za-z0-9_-]{8,1000}\.ey[JK]?[A-Za-z0-9_-]{8,8000}(?:\.[A-Za-z0-9_+/-]{0,2000}={0,2})?/g;
/** Five parts: an encrypted one. */
const JWE =
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{0,800}\.[A-Za-z0-9_-]{10,40}\.[A-Za-z0-9_-]{10,8000}\.[A-Za-z0-9_-]{16,40}/g;
/** The token in every manual: subject 1234567890, name of nobody. */
const MANUAL_TOKEN = /eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l/;

/** Words for it that stand closer together are looked behind once. */
const SEED_APART = 60;
/** Sides of a login written with a slash: "admin / value". */
const PAIR = /[^\S\n]{0,3}[:=\-–(]{0,2}[^\S\n]{0,3}([\w.@+-]{2,60})[^\S\n]{0,2}[/|:,][^\S\n]{0,2}(\S{6,80})/y;

export interface BlockWords {
  readonly seed: RegExp;
  readonly login: RegExp;
}

export function compileBlocks(lists: WordLists): BlockWords {
  return { seed: wordsExpression(lists['seed'] ?? [], 'g'), login: wordsExpression(lists['login'] ?? [], 'g') };
}

/** Private keys, tokens and credentials in files. Linear: every form is bounded. */
export function findBlocks(words: BlockWords, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [...privateKeys(text), ...findForms(text, lower)];
  for (const [pattern, why] of [
    [JWT, 'secret.jwt'],
    [JWE, 'secret.jwt: encrypted'],
  ] as const) {
    if (!text.includes('eyJ') && !text.includes('eyK')) break;
    for (const m of text.matchAll(pattern)) {
      if (MANUAL_TOKEN.test(m[0]) || isPlaceholder(m[0].slice(-40)) || variety(m[0]) < 12) continue;
      out.push(span(m.index, m.index + m[0].length, 'secret.jwt', 0.97, why));
    }
  }
  out.push(...phrases(words.seed, lower), ...pairs(words.login, text, lower));
  return out;
}

function* privateKeys(text: string): Generator<SensitiveSpan> {
  for (const begin of text.matchAll(KEY_BEGINS)) {
    const from = begin.index;
    const body = from + begin[0].length;
    // Up to the next beginning at most, so that many of them cost no more than their text.
    const next = text.indexOf('-----BEGIN', body);
    const piece = text.slice(body, Math.min(body + MAX_KEY, next < 0 ? text.length : next));
    const end = /-----END [A-Z0-9 ]{0,60}-----?|---- END SSH2[A-Z ]{0,40}----|Private-MAC: [a-f0-9]{40,64}/.exec(piece);
    const inner = end
      ? piece.slice(0, end.index)
      : (/^(?:[A-Za-z0-9+/=:, \-\\\r\n]|(?<=\\)n){0,16000}/.exec(piece)?.[0] ?? '');
    const material = inner.replace(/\\n|[^A-Za-z0-9+/]/g, '');
    // A header alone, or dots in the place of the key, is a mention.
    if (material.length < 24 || variety(material) < 10 || /\.{3}|…|<[a-z]/i.test(inner)) continue;
    const length = end ? end.index + end[0].length : inner.trimEnd().length;
    yield span(from, body + length, 'secret.private-key', 0.99, 'secret.private-key');
  }
}

/** 12 to 24 words behind a word for recovery phrases. */
function* phrases(seed: RegExp, lower: string): Generator<SensitiveSpan> {
  let tried = -SEED_APART;
  for (const word of lower.matchAll(seed)) {
    const end = word.index + word[0].length;
    if (end < tried + SEED_APART) continue;
    tried = end;
    const tail = lower.slice(end, end + 500);
    const m = /(?:(?:\d{1,2}[.)]\s{0,2})?[a-z]{3,8}[\s,]{1,3}){11,23}(?:\d{1,2}[.)]\s{0,2})?[a-z]{3,8}/.exec(tail);
    if (!m || m.index > 80) continue;
    // Prose has small words that no such list has; the phrase of the manuals repeats one word.
    const phrase = [...m[0].matchAll(/[a-z]+/g)];
    const small = phrase.findIndex((w) => COMMON.has(w[0]));
    const own = small < 0 ? phrase : phrase.slice(0, small);
    if (own.length < 12 || new Set(own.map((w) => w[0])).size < 9) continue;
    const last = own.at(-1);
    const length = last ? last.index + last[0].length : 0;
    yield span(end + m.index, end + m.index + length, 'secret.seed-phrase', 0.9, 'secret.seed-phrase');
  }
}

const COMMON = new Set(
  'the and for with are was were not from his her their its our which who would could should how why but also these those never must has had does did please because'.split(
    ' ',
  ),
);

/** "credentials: admin / …" */
function* pairs(login: RegExp, text: string, lower: string): Generator<SensitiveSpan> {
  for (const word of lower.matchAll(login)) {
    const end = word.index + word[0].length;
    const line = /^[^\n]{0,60}/.exec(text.slice(end, end + 60))?.[0] ?? '';
    for (let at = 0; at < line.length; at++) {
      if (at > 0 && !/[\s:(]/.test(line[at - 1] ?? '')) continue;
      PAIR.lastIndex = end + at;
      const m = PAIR.exec(text);
      if (!m) continue;
      const value = (m[2] ?? '').replace(/[.,;:)\]"'`]+$/, '');
      if (/^\/|:\/\//.test(value) || /^\d+$/.test(value) || passwordLikelihood(value, false, 'sentence') < 0.7)
        continue;
      const start = m.index + m[0].length - (m[2] ?? '').length;
      yield span(start, start + value.length, 'secret.password', 0.75, 'secret.login-pair');
      break;
    }
  }
}
