// The canonical reading: invisibles dropped, compatibility forms and accents folded, lower case, single spaces.
// Lexicon terms and page text go through the same fold, so they meet whatever the spelling.
import { flagTail, INVISIBLE, isHonestJoiner, isInvisible } from './characters.ts';
import { ViewBuilder, type View } from './view.ts';

// Scripts in which accents are decoration for matching purposes; elsewhere (Indic, kana) marks carry meaning.
const ACCENTED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]/u;
const LEADING_MARKS = /^\p{Mn}+/u;
const ENDS_ACCENTED = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]$/u;
const PLAIN_ASCII = /^[\x20-\x7e]*$/;
const PUNCTUATION: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201b': "'",
  '\u2032': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
};

const ANY_PUNCTUATION = /[\u2018\u2019\u201b\u2032\u201c\u201d\u2010-\u2014\u2212]/g;

const cache = new Map<string, string>();

/** Folds one visible character. '' when it is a mark that only decorates. */
function foldCharacter(ch: string): string {
  const known = cache.get(ch);
  if (known !== undefined) return known;
  let folded = PUNCTUATION[ch];
  if (folded === undefined) {
    const decomposed = ch.normalize('NFKD');
    folded = ACCENTED.test(decomposed) ? decomposed.replace(/\p{Mn}/gu, '') : ch.normalize('NFKC');
    // Compatibility forms may turn into quotes and dashes in their turn (″ is two ′).
    folded = folded.toLowerCase().replace(ANY_PUNCTUATION, (c) => PUNCTUATION[c] ?? c);
    if (/\s/u.test(folded)) folded = ' ';
  }
  if (cache.size < 5_000) cache.set(ch, folded);
  return folded;
}

/** End of the ASCII words that begin at `from`, with single spaces between them. */
function plainEnd(text: string, from: number): number {
  let space = true;
  let to = from;
  for (; to < text.length; to++) {
    const c = text.charCodeAt(to);
    const gap = c === 0x20;
    if (c < 0x20 || c > 0x7f || (gap && space)) break;
    space = gap;
  }
  // A space may be followed by another one of any kind.
  return to > from && space ? to - 1 : to;
}

const ASCII = /^[\0-\x7f]*$/;

/** The text of the folded view alone. */
export const foldText = (text: string): string =>
  ASCII.test(text) ? text.toLowerCase().replace(/[\0-\x20]+/g, ' ') : fold(text).text;

/** Folds a lexicon term or any short text without keeping offsets. */
export const foldTerm = (text: string): string => fold(text).text.trim();

/**
 * The folded view of a text. Linear. Guarantees: map is monotonic, every offset lies inside the text,
 * fold(fold(x)) = fold(x).
 */
export function fold(text: string): View {
  // Honest pages are mostly short ASCII lines with single spaces: no map needed, one native call.
  if (PLAIN_ASCII.test(text) && !text.includes('  '))
    return { transform: 'original', text: text.toLowerCase(), map: null };
  const out = new ViewBuilder();
  const invisible = INVISIBLE.test(text);
  let dropped = false;
  for (let i = 0; i < text.length;) {
    const at = i;
    if (text.charCodeAt(i) < 0x80) {
      i = plainEnd(text, i);
      if (i > at) out.run(text.slice(at, i).toLowerCase(), at);
      else {
        i++;
        if (out.last !== ' ') out.append(' ', at);
      }
      continue;
    }
    const cp = text.codePointAt(i) ?? 0;
    const ch = String.fromCodePoint(cp);
    i += ch.length;
    if (invisible && cp === 0x1f3f4) i += flagTail(text, i);
    if (invisible && isInvisible(cp)) {
      if (!isHonestJoiner(cp, text.slice(Math.max(0, at - 2), at), text.slice(i, i + 2))) dropped = true;
      continue;
    }
    let folded = foldCharacter(ch);
    if (LEADING_MARKS.test(folded) && ENDS_ACCENTED.test(out.last)) folded = folded.replace(LEADING_MARKS, '');
    if (folded === ' ') {
      if (out.last !== ' ') out.append(' ', at);
    } else if (folded !== '') out.append(folded, at);
  }
  return out.build(dropped ? 'invisible-removed' : 'original', text.length);
}
