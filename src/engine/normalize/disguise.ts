// Disguises that keep the text visible but change its letters: look-alikes, leet, spacing, rot13, reversal.
import { ViewBuilder, type View } from './view.ts';

// Letters of Cyrillic and Greek that look like Latin ones (subset of Unicode confusables.txt), after folding to lower case.
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  з: '3',
  и: 'n',
  п: 'n',
  ь: 'b',
  α: 'a',
  β: 'b',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ω: 'w',
  γ: 'y',
  σ: 'o',
  μ: 'u',
  ı: 'i',
  ɡ: 'g',
  ɑ: 'a',
  ʟ: 'l',
  ɪ: 'i',
  ɴ: 'n',
  ʀ: 'r',
  ᴀ: 'a',
  ᴇ: 'e',
  ᴏ: 'o',
  ᴛ: 't',
  ᴜ: 'u',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ꜰ: 'f',
  ɢ: 'g',
  ʜ: 'h',
  ᴊ: 'j',
  ᴋ: 'k',
  ᴍ: 'm',
  ᴘ: 'p',
  ǫ: 'q',
  ꜱ: 's',
  ᴠ: 'v',
  ᴡ: 'w',
  ʏ: 'y',
  ᴢ: 'z',
};
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Words that mix Latin letters with look-alikes of other scripts, folded to Latin. null when there is none. */
export function foldConfusables(folded: View): View | null {
  const text = folded.text;
  if (!/[\u0250-\u03ff\u0400-\u052f\u1d00-\u1d2b]/.test(text)) return null;
  // Mostly another script with a few Latin words is ordinary text; the disguise is Latin text with foreign letters.
  const latin = (text.match(/[a-z\u0250-\u02af\u1d00-\u1d2b\ua730\ua731]/g) ?? []).length;
  const foreign = (text.match(/[\u0370-\u052f]/g) ?? []).length;
  if (latin === 0 || foreign > latin) return null;
  return {
    transform: 'confusables-folded',
    text: text.replace(/[^\x00-\x7f]/g, (ch) => LOOKALIKES[ch] ?? ch),
    map: null,
  };
}

/** Digits and signs inside words read as letters. */
export function foldLeet(folded: View): View | null {
  if (!/[a-z][0134578@$!][a-z]|[0134578@$!][a-z]{2}|[a-z]{2}[0134578@$!]/.test(folded.text)) return null;
  return { transform: 'leet', text: undoLeet(folded.text), map: null };
}

/** The same text with digits and signs inside words as letters; every offset stays what it is. */
export function undoLeet(text: string): string {
  return text.replace(/\S+/g, (word) => {
    const disguised = /[a-z]/.test(word) && /[0134578@$!]/.test(word) && !/\d{3}/.test(word);
    return disguised ? word.replace(/[0134578@$!]/g, (ch) => LEET[ch] ?? ch) : word;
  });
}

/**
 * Letters set apart (`i g n o r e`, `i.g.n.o.r.e`): separators between single letters removed, wider gaps are word breaks.
 * Signs stay where they are: what a sentence is made of, not only its words.
 */
export function joinSpacedLetters(text: string): View | null {
  // A cheap native test first: eight single signs in a row, each with a gap behind it.
  if (!/(?:[^\s._*|-][\s._*|-]{1,3}){8}/.test(text)) return null;
  if (!/(?:(?:^|[\s._*|-]{1,3})[\p{L}](?=[\s._*|-])){8}/u.test(text)) return null;
  // Where dots or hyphens join the letters, a space parts the words.
  const dotted = /(?:[\p{L}][._*|-](?=[\p{L}])){3}/u.test(text);
  const out = new ViewBuilder();
  for (const m of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
    const piece = m[0];
    if (/^[\p{L}\p{N}]/u.test(piece)) {
      for (let k = 0; k < piece.length; k++) out.append((piece[k] ?? '').toLowerCase(), m.index + k);
    } else if (!(dotted ? /^[._*|-]$/ : /^[\s._*|-]$/).test(piece)) appendGap(piece, m.index, out);
  }
  return out.build('spaced-letters', text.length);
}

/** A gap wider than the one between letters: a word break, and the signs that stand in it. */
function appendGap(gap: string, at: number, out: ViewBuilder): void {
  const onlySeparators = /^(?:\s+|[._*|-]+)$/.test(gap);
  for (const m of gap.matchAll(onlySeparators ? /^./gs : /\s{2,}|\S/g)) {
    if (onlySeparators || /^\s/.test(m[0])) out.append(' ', at + m.index);
    else out.append(m[0], at + m.index);
  }
}

/** rot13 of the folded text. The caller keeps it only when something is found in it. */
export function rot13(folded: View): View | null {
  if (!/[a-z]{4}/.test(folded.text)) return null;
  const text = folded.text.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 84) % 26) + 97));
  return { transform: 'rot13', text, map: null };
}

/** The folded text read backwards. */
export function reversed(folded: View): View {
  const n = folded.text.length;
  const map = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) map[i] = n - 1 - i;
  map[n] = 0;
  return { transform: 'reversed', text: [...folded.text].reverse().join(''), map };
}
