// S10 of threats.md §3: letters painted in another order than they stand. A reader gets the sentence, a person sees it
// backwards. Only an override turns letters against their own direction; honest bidirectional text needs none.
import type { Concealment } from '../model/observation.ts';
import { flatParent } from './flat-tree.ts';

const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}\p{Script=Hangul}]/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/gu;
/** A single letter looks the same either way. */
const MIN_LETTERS = 4;

/** Why the letters of this text run backwards; null when they run as they are written. */
export function backwards(text: Text, parent: Element): Concealment | null {
  for (let e: Element | null = parent; e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.unicodeBidi.endsWith('override')) {
      const ltr = text.data.match(LEFT_TO_RIGHT)?.length ?? 0;
      const rtl = text.data.match(RIGHT_TO_LEFT)?.length ?? 0;
      const against = s.direction === 'rtl' ? ltr - rtl : rtl - ltr;
      return against >= MIN_LETTERS
        ? { reason: 'masked', evidence: { 'unicode-bidi': s.unicodeBidi, direction: s.direction } }
        : null;
    }
    // An override reaches through inline boxes only.
    if (s.display !== 'inline') break;
  }
  return null;
}
