// Stand-ins for values: what manuals, templates and tests write where a real value would be. They are no findings.

/** Words that nobody has in a real value by chance. */
const TELLING =
  /example|sample|placeholder|change[-_ ]?(?:me|it|this)|change-?in-?prod|replace[-_ ]?(?:me|with|this)|insert[-_ ]|your[-_ ]?(?:key|token|secret|pass|api|own|real|[a-z]{1,12}[-_])|^your|^(?:deine?|ihre?|votre|ton|mon|tu|su|mi|seu|sua|minha|tuo|tua|uw|jouw|mijn|twoje|din|ditt|ваш|твой|мой)[-_]|dummy|redacted|removed|hidden|masked|omitted|foo_?bar|lorem|deadbeef|cafebabe|todo|fill[-_ ]?in|not[-_]?(?:a[-_])?real|(?:^|[-_])(?:fake|mock|demo|sample|dummy)(?:[-_]|$)|xxxx|\*{3}|•{3}|\.{3}|…|#{4}|-{6}|<[^<>]{1,40}>|\{\{|\$\{|%\([a-z_]{1,30}\)s|^\[[a-z _-]{2,30}\]$|abc123|123abc|random_?(?:pass|key|string|secret)/i;
/** Names in capitals: `DB_PASSWORD`, `API_KEY`. */
const CONSTANT = /^\p{Lu}{2,40}(?:_\p{Lu}{2,40}){1,10}$/u;

/** Same character six times and more. */
const REPEATED = /(.)\1{5,}/;

/** Longest run of characters that follow each other in the alphabet or in counting, up or down, case apart. */
function longestSequence(value: string): number {
  let longest = 1;
  let up = 1;
  let down = 1;
  const lower = value.toLowerCase();
  for (let i = 1; i < lower.length; i++) {
    const before = lower.charCodeAt(i - 1);
    const here = lower.charCodeAt(i);
    // After 9 counting goes on with 0 or with the alphabet.
    up = here === before + 1 || (before === 0x39 && (here === 0x30 || here === 0x61)) ? up + 1 : 1;
    down = here === before - 1 ? down + 1 : 1;
    longest = Math.max(longest, up, down);
  }
  return longest;
}

/** Different characters in a value; reads at most 512. */
export function variety(value: string): number {
  return new Set(value.slice(0, 512)).size;
}

/** True for a stand-in: a telling word, one character over and over, counting or the alphabet. Linear. */
export function isPlaceholder(value: string): boolean {
  if (TELLING.test(value) || CONSTANT.test(value)) return true;
  const repeated = REPEATED.exec(value)?.[0].length ?? 0;
  if (repeated > 0 && repeated >= value.length * 0.3) return true;
  if (value.length >= 6 && variety(value) <= (value.length >= 16 ? 4 : 2)) return true;
  const sequence = longestSequence(value.slice(0, 512));
  return sequence >= 8 && sequence >= Math.min(value.length, 512) * 0.5;
}

/** Bits of a character by how often each stands in the value; reads at most 512. */
export function entropy(value: string): number {
  const read = value.slice(0, 512);
  const counts = new Map<string, number>();
  for (const c of read) counts.set(c, (counts.get(c) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= (n / read.length) * Math.log2(n / read.length);
  return bits;
}
