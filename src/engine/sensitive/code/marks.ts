// Marks that say a text is not for everybody: banners of companies and states in many languages, above, below or beside what
// they mark. The same words in the middle of a sentence talk about it.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { WordLists } from '../data-class.ts';
import { span } from '../span.ts';
import { lineEnd, lineStart, wordsExpression } from '../word-search.ts';

export interface Marks {
  readonly banner: RegExp;
  /** Words that say it in a sentence and that hardly anybody writes about something else. */
  readonly sentence: RegExp;
}

export const compileMarks = (lists: WordLists): Marks => ({
  banner: wordsExpression(lists['mark'] ?? [], 'g'),
  sentence: wordsExpression(lists['markSentence'] ?? [], 'g'),
});

/** Words that name the field a mark stands in. */
const FIELD =
  /(?:^|[\s[(*|"'])(?:classification|classified as|sensitivity|security (?:level|class|classification)|handling|distribution|data class|label|status|marking|klassifizierung|klassifikation|einstufung|vertraulichkeit|schutzklasse|schutzbedarf|classificazione|classificação|clasificación|nivel|niveau|classificatie|rubricering|klauzula|klasyfikacja|гриф|уровень|klassning|luokitus|stupeň|gizlilik|密级|分类|機密区分|区分|보안등급|등급)\s{0,2}[:：=\]-]{1,3}[\s*"'[]{0,4}$/iu;
/** Words that alone mean too much else. */
const WEAK =
  /^(?:secret|restricted|nda|cui|geheim|secreto|segreto|reservado|秘密|保密|비밀|gizli|mật|tajne|sulit|ลับ|机密|機密|do not share|do not forward|tlp red|tlp amber|need to know|nội bộ|rahasia|sekretess|fortrolig|usage interne|uso interno|dsp|дсп|embargoed|eyes only|سري|סודי|internal only|confidential information|intern gebruik|reservado)$/;
/** Of a line's beginning and end that are read. */
const EDGE_REACH = 64;
const EDGE = /^[\s\-–—=*#_|/\\[\](){}<>!~:.,;"'“”„«»【】■●▲※©%+•·]*$/u;

/** @param lower the text in lower case with the same offsets */
export function findMarks(marks: Marks, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  let behind = 0;
  for (const hit of lower.matchAll(marks.banner)) {
    if (hit.index < behind) continue;
    const start = hit.index;
    const end = start + hit[0].length;
    const before = text.slice(lineStart(text, start, EDGE_REACH), start);
    const after = text.slice(end, lineEnd(text, end, EDGE_REACH));
    const sure = likelihood(text.slice(start, end), before, after);
    if (sure === 0) continue;
    const [from, to] = bannerAround(text, start, end, behind);
    behind = to;
    out.push(span(from, to, 'confidential.mark', sure, 'confidential.mark'));
  }
  for (const hit of lower.matchAll(marks.sentence)) {
    const end = hit.index + hit[0].length;
    // A question about the words is none, nor are words in quotes.
    const around = text.slice(Math.max(0, hit.index - 60), end + 60);
    if (/["“„«]$/.test(text.slice(0, hit.index).slice(-1)) || /\?|\bif\b|\bwenn\b|\bwhether\b/i.test(around)) continue;
    out.push(span(hit.index, end, 'confidential.mark', 0.6, 'confidential.mark: sentence'));
  }
  return out;
}

function likelihood(mark: string, before: string, after: string): number {
  // A name in code.
  if (/[.\w$@]$/.test(before) || /^["'\]]{0,2}\s{0,2}(?:[=([{,]|:\s{0,2}[[{("'])/.test(after)) return 0;
  const weak = WEAK.test(mark.toLowerCase());
  const alone = before.length < EDGE_REACH && after.length < EDGE_REACH && EDGE.test(before) && EDGE.test(after);
  if (FIELD.test(before)) return 0.9;
  const capitals = /\p{Lu}/u.test(mark) && mark === mark.toUpperCase();
  if (alone) return weak ? (capitals || !/\p{Ll}/u.test(mark) ? 0.7 : 0.55) : 0.9;
  // A banner in capitals, or set off by brackets and bars, beside other words.
  const unspaced = !/\p{Lu}|\p{Ll}/u.test(mark);
  const setOff = /[[(【|/*<>=#–—-]\s{0,2}$|^\s*$/.test(before) && /^\s{0,2}[\])】|/*<>=#–—:.,!-]|^\s*$/.test(after);
  if (capitals && mark.length >= 5 && !weak) return 0.8;
  if (capitals && setOff) return 0.7;
  // "Summarise: for internal use only. …": three words and more are hardly said of something else there.
  if (
    !weak &&
    mark.split(' ').length >= 3 &&
    /(?:[:：]|says|steht|lit|dice)\s{0,2}["“„«]?$/.test(before) &&
    /^\s{0,2}[.!–—"”»-]|^\s*$/.test(after)
  )
    return 0.6;
  const begins = before.length <= 12 && EDGE.test(before);
  if (!weak && begins && /^\s{0,2}(?:[:|\-–—/.!\])】]|$)/u.test(after) && /^\p{Lu}/u.test(mark)) return 0.75;
  if (!weak && setOff && (/^\p{Lu}/u.test(mark) || unspaced)) return 0.65;
  return 0;
}

/** Longest banner that is kept in one piece. */
const MAX_BANNER = 90;
/** Words in capitals, and what stands between them. */
const CAPITALS =
  /^(?:[ \t]{1,2}|[-–—:/|&+,.'’()]|\p{Lu}{2,30}(?![\p{Ll}])|\p{Lu}(?=[ \-–—/'’.,&]|$)|\d{1,4}(?![\p{L}\d]))/u;
const JOINT = /[\s\-–—:/|&+,.'’(]/;
/** A banner's second half: "… – not for circulation". */
const SECOND =
  /^[ \t]{0,2}[-–—|/·:,][ \t]{0,2}[^\n.;:!?]{2,60}(?=[.!]?[ \t]*(?:\r?\n|$))|^[ \u3000·|/]{1,2}[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]{2,12}(?=[ \t]*(?:\r?\n|$))/u;

/** The whole banner that a mark belongs to: in capitals on both sides, or what a dash joins to it in a line of its own. */
function bannerAround(text: string, start: number, end: number, least: number): readonly [number, number] {
  const mark = text.slice(start, end);
  const line = lineStart(text, start, MAX_BANNER);
  let [from, to] = [start, end];
  if (/\p{Lu}/u.test(mark) && mark === mark.toUpperCase()) {
    for (let rest = text.slice(to, end + MAX_BANNER); ; rest = text.slice(to, end + MAX_BANNER)) {
      const next = CAPITALS.exec(rest)?.[0];
      if (next === undefined) break;
      to += next.length;
    }
    const front = /(?:[\p{Lu}\d][\p{Lu}\d'’.&-]{0,30}(?:[ \t]{1,2}|[ \t]?[-–—:/|][ \t]?)){1,8}$/u.exec(
      text.slice(Math.max(line, least), start),
    );
    if (front && !/\p{L}$/u.test(text.slice(Math.max(0, start - front[0].length - 1), start - front[0].length)))
      from = start - front[0].length;
  }
  while (to > end && JOINT.test(text[to - 1] ?? '')) to -= 1;
  const second = SECOND.exec(text.slice(to, to + MAX_BANNER));
  if (second && /^[^\p{L}\d]{0,12}$/u.test(text.slice(line, from))) to += second[0].length;
  return [from, to];
}
