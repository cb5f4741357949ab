// A text without the characters that nobody can see, and whether they were more than everyday typography.
import { flagTail, INVISIBLE, isHonestJoiner, isInvisible, isTag, isVariationSelector } from './characters.ts';

/** Soft hyphen, zero-width space, word joiner, byte-order mark: text programs put them anywhere. */
const EVERYDAY = new Set([0xad, 0x200b, 0x2060, 0xfeff]);
/** Odd characters, and everyday ones in one run, from which on somebody has written with them. */
const MANY_ODD = 4;
const LONG_RUN = 8;

export interface Visible {
  readonly text: string;
  /** Something may be written in what was left out. */
  readonly written: boolean;
}

/** Leaves out every character without a glyph that no script or emoji needs. Linear. */
export function visible(text: string): Visible {
  if (!INVISIBLE.test(text)) return { text, written: false };
  let out = '';
  let from = 0;
  let odd = 0;
  let run = 0;
  let longest = 0;
  for (let i = 0; i < text.length;) {
    const cp = text.codePointAt(i) ?? 0;
    const size = (cp > 0xffff ? 2 : 1) + (cp === 0x1f3f4 ? flagTail(text, i + 2) : 0);
    const joined = isHonestJoiner(cp, text.slice(Math.max(0, i - 2), i), text.slice(i + size, i + size + 2));
    // Emoji take a variation selector or two, never a row of them.
    if (!isInvisible(cp) || (joined && run === 0)) {
      run = 0;
    } else {
      out += text.slice(from, i);
      from = i + size;
      longest = Math.max(longest, ++run);
      if (isTag(cp) || isVariationSelector(cp) || !EVERYDAY.has(cp)) odd++;
    }
    i += size;
  }
  return { text: out + text.slice(from), written: odd >= MANY_ODD || longest >= LONG_RUN };
}
