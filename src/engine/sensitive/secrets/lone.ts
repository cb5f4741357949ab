// Keys of services that no class knows: a long word with all kinds of characters, named as a key near by or built as keys are.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { entropy, isPlaceholder } from '../placeholder.ts';
import { span } from '../span.ts';
import { near, wordsExpression } from '../word-search.ts';

const WORD = /(?<![A-Za-z0-9_\-.+/=%@#&?])[A-Za-z0-9][A-Za-z0-9_\-.]{22,300}(?![A-Za-z0-9_\-.+/=%@(])/g;
/** A short name, then the value: `acme_live_…`. What hashes and builds are called is left out. */
const NAMED =
  /^(?!(?:sha\d*|md5|blob|data|urn|uuid|build|chunk|vendor|commit|rev|img|image|file|asset|css|js|page|main|index|pk|pub|public|cus|evt|sub|req|cs|pi|in|price|prod|seti|txn|ch|chatcmpl|msg|run|call|thread|asst|resp|toolu|step|batch|org|user|proj|acct|prod|plan|ses|trace|span)[_-])[a-z][a-z0-9]{1,11}[_-](?:(?:live|prod|production|test|api|sk|pat|key|secret|token|v\d)[_-])?[A-Za-z0-9_-]{24,}$/;
/** Keys that are for everybody, and hashes. */
const OPEN =
  /PUBLIC KEY|CERTIFICATE|ssh-(?:rsa|ed25519|dss)|ecdsa-|fingerprint|integrity|checksum|sha-?\d|public[ _-]?key|publishable|commit|hash\b|cache|partition|primary|dedup|idempoten|etag|md5/i;
const HEX = /(?<![A-Za-z0-9_\-.+/=%@#&?])(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64})(?![A-Za-z0-9_\-.+/=%@(])/g;
const HEX_KEY =
  /(?:^|[^\p{L}])(?:api[ -]?)?(?:key|token|secret|schlüssel|clé|clave|chiave|chave|sleutel|klucz|ключ|токен|密钥|キー|키)(?: (?:is|ist|est|es|è|é|to|=))?[\s:：="'`(]{1,4}$/u;
const MIN_BITS = 3.9;

export const compileKeyish = (lists: WordLists): RegExp => wordsExpression(lists['keyish'] ?? [], '');

/** @param lower the text in lower case with the same offsets */
export function findLone(words: RegExp, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  for (const m of text.matchAll(WORD)) {
    const value = m[0].replace(/[.-]+$/, '');
    const mixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;
    if (!mixed || value.includes('..') || entropy(value) < MIN_BITS || isPlaceholder(value) || isName(value)) continue;
    if (OPEN.test(text.slice(Math.max(0, m.index - 70), m.index))) continue;
    const end = m.index + value.length;
    if (near(words, lower, m.index, end, 44, 24))
      out.push(span(m.index, end, 'secret.api-key', 0.6, 'secret.lone-key: word near'));
    else if (
      NAMED.test(value) &&
      !/id["']?\s{0,2}[:=]\s{0,2}["']?$/i.test(text.slice(Math.max(0, m.index - 12), m.index))
    )
      out.push(span(m.index, end, 'secret.api-key', 0.55, 'secret.lone-key: form'));
  }
  // Digits of sixteen are hashes as a rule, and keys right behind the word.
  for (const m of text.matchAll(HEX)) {
    const front = lower.slice(Math.max(0, m.index - 24), m.index);
    if (!HEX_KEY.test(front) || OPEN.test(text.slice(Math.max(0, m.index - 70), m.index)) || isPlaceholder(m[0]))
      continue;
    out.push(span(m.index, m.index + m[0].length, 'secret.api-key', 0.6, 'secret.lone-key: word in front'));
  }
  return out;
}

/** Words, versions and parts of names joined: `MyClass-2024.03-Release`. */
function isName(value: string): boolean {
  const parts = value.split(/[_.-]/);
  return (
    parts.length > 2 && parts.every((p) => p.length <= 12) && parts.some((p) => /^(?:[A-Z]?[a-z]{3,}|\d{1,4})$/.test(p))
  );
}
