// Words of an incident, as a search finds them. Texts are hostile: work grows with their length only, and what a record may
// put into the index is bounded.
import type { Incident } from '../model/incident.ts';

/** Distinct words of one incident that can be found; texts of a page rarely have more. */
const MAX_WORDS = 1_000;
/** UTF-16 units of a word that count. */
const MAX_WORD = 32;

const UNSEEN =
  /[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0000}-\u{e0fff}\p{Cf}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** Written without spaces: every character may begin a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]+/gu;

/** Case, compatibility forms and characters that nobody sees do not count. */
export const plain = (text: string): string => text.normalize('NFKC').replace(UNSEEN, '').toLowerCase();

/** The words of a text, in its order, with repeats; of scripts without spaces every pair of neighbours. */
export function* wordsIn(text: string): Generator<string> {
  for (const [word] of plain(text).matchAll(WORD)) {
    if (!UNSPACED.test(word)) {
      yield word.slice(0, MAX_WORD);
      continue;
    }
    for (const [run] of word.matchAll(RUN)) {
      if (!UNSPACED.test(run)) yield run.slice(0, MAX_WORD);
      else yield* pairs([...run]);
    }
  }
}

function* pairs(letters: readonly string[]): Generator<string> {
  for (let i = 0; i < letters.length; i++) yield `${letters[i]}${letters[i + 1] ?? ''}`;
}

/** Words by which an incident is found, at most 1,000: those of its own fields first, then of text and readings. */
export function wordsOf(incident: Incident): ReadonlySet<string> {
  const { site, frameSite, service, name, url, verdict, text } = incident;
  const words = new Set<string>();
  const fields = [site, frameSite, service, name, url, ...verdict.findings.map((f) => f.rule)];
  for (const part of [...fields, text, ...verdict.layers.map((layer) => layer.text)]) {
    for (const word of wordsIn(part)) {
      words.add(word);
      if (words.size >= MAX_WORDS) return words;
    }
  }
  return words;
}

/** What must begin a word for a search to match: its words taken apart as texts are. Marks alone ask for nothing. */
export function soughtIn(words: readonly string[]): readonly string[] {
  const sought = new Set<string>();
  for (const word of words) {
    const parts = [...wordsIn(word)];
    // The last letter of a run stands alone in a text's words; in a search it is part of the pair before it.
    parts.forEach((part, i) => {
      const before = parts[i - 1];
      if (before === undefined || before.length <= part.length || !before.endsWith(part) || !UNSPACED.test(part)) {
        sought.add(part);
      }
    });
  }
  return [...sought];
}
