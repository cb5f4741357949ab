// Text of the catalogue as the product carries it: pairs of characters that often stand together are one letter that the text
// does not have, and so on in turn. A third less, read back in one pass without anything asynchronous. Our own data only.

/** Letters that may stand for pairs: two bytes in a file, and none of them a mark, a space or a sign. */
const LETTERS = Array.from({ length: 0x52f - 0xc0 }, (_, i) => String.fromCharCode(0xc0 + i)).filter((c) =>
  /\p{L}/u.test(c),
);
const PAIRS_AT_ONCE = 60;
const MAX_PAIRS = 420;
/** A pair that stands less often saves nothing: its letter, and its place in the table. */
const MIN_USES = 8;

/** The text in fewer characters. @throws Error for a text with line ends */
export function squeeze(text: string): string {
  if (text.includes('\n')) throw new Error('a line end parts the table from the text');
  const free = LETTERS.filter((c) => !text.includes(c)).slice(0, MAX_PAIRS);
  let units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
  let [used, table] = ['', ''];
  while (used.length < free.length) {
    const chosen = new Map<number, number>();
    const taken = new Set<number>();
    for (const [pair, uses] of commonPairs(units)) {
      const letter = free[used.length];
      if (uses < MIN_USES || letter === undefined || chosen.size >= PAIRS_AT_ONCE) break;
      const [first, second] = [pair >>> 16, pair & 0xffff];
      // Pairs that share a character would take it from each other.
      if (taken.has(first) || taken.has(second)) continue;
      taken.add(first).add(second);
      chosen.set(pair, letter.charCodeAt(0));
      used += letter;
      table += String.fromCharCode(first, second);
    }
    if (chosen.size === 0) break;
    let length = 0;
    for (let i = 0; i < units.length; i++, length++) {
      const letter = i + 1 < units.length ? chosen.get(pairAt(units, i)) : undefined;
      units[length] = letter ?? (units[i] as number);
      if (letter !== undefined) i += 1;
    }
    units = units.slice(0, length);
  }
  let squeezed = '';
  for (const unit of units) squeezed += String.fromCharCode(unit);
  return `${used}\n${table}\n${squeezed}`;
}

const pairAt = (units: Uint16Array, at: number): number =>
  (((units[at] as number) << 16) | (units[at + 1] as number)) >>> 0;

/** Pairs and how often each stands, the most frequent first; halves of a character stay together. */
function commonPairs(units: Uint16Array): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  const half = (unit: number | undefined): boolean => ((unit ?? 0) & 0xf800) === 0xd800;
  for (let i = 0; i + 1 < units.length; i++) {
    if (half(units[i]) || half(units[i + 1])) continue;
    const pair = pairAt(units, i);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts]
    .filter((c) => c[1] >= MIN_USES)
    .sort((a, b) => b[1] - a[1])
    .slice(0, PAIRS_AT_ONCE * 4);
}

/** The text that `squeeze` was given. */
export function unsqueeze(squeezed: string): string {
  const [used = '', table = '', text = ''] = squeezed.split('\n');
  const whole = new Map<string, string>();
  const of = (c: string): string => whole.get(c) ?? c;
  for (let i = 0; i < used.length; i++) whole.set(used[i] ?? '', of(table[2 * i] ?? '') + of(table[2 * i + 1] ?? ''));
  return used === '' ? text : text.replace(new RegExp(`[${used}]`, 'g'), of);
}
