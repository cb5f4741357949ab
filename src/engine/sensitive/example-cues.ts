// Values that their sentence calls an example: "e.g. …", "… is from the docs", the sample person of a country beside them.
// Everybody may read these; a value that is merely near such a word is not one of them.
import type { SensitiveSpan } from '../../model/sensitive.ts';
import type { WordLists } from './data-class.ts';
import { group } from './word-search.ts';

export interface ExampleCues {
  readonly before: RegExp;
  readonly behind: RegExp;
  /** The same, of what is public and yet a key: only its manual makes it one. */
  readonly manual: RegExp;
  readonly people: RegExp;
}

const REACH = 48;
const PEOPLE_REACH = 90;
/** What is left of its confidence: below what is asked for, so that it shows up for those who ask for all. */
const KEPT = 0.3;

export function compileExampleCues(lists: WordLists): ExampleCues {
  const words = group(lists['exampleWord'] ?? []);
  const manual = group(lists['manualWord'] ?? []);
  const small = "(?:[\\p{L}\\p{M}'’]{1,5}[ ]){0,3}?";
  const behind = (of: string): RegExp => new RegExp(`^["'\`)\\].,:;–—-]{0,3}[ ]{0,2}[–—-]?[ ]{0,2}${small}${of}`, 'u');
  return {
    before: new RegExp(`(?<![\\p{L}])${words}\\p{L}{0,3}(?: [\\p{L}]{1,12})?[\\s:：,"'\`(=]{0,4}$`, 'u'),
    behind: behind(words),
    manual: behind(manual),
    people: new RegExp(`(?<![\\p{L}])${group(lists['samplePerson'] ?? [])}`, 'u'),
  };
}

/** Values that are called examples lose most of their confidence. @param lower the text in lower case, same offsets */
export function withoutExamples(
  cues: ExampleCues,
  lower: string,
  spans: readonly SensitiveSpan[],
): readonly SensitiveSpan[] {
  return spans.map((s) => (isExample(cues, lower, s) ? { ...s, confidence: Math.min(s.confidence, KEPT) } : s));
}

function isExample(cues: ExampleCues, lower: string, { start, end, category, type, parts }: SensitiveSpan): boolean {
  if (category === 'secret') return type === 'secret.api-key' && cues.manual.test(lower.slice(end, end + REACH));
  if ((category !== 'personal' && category !== 'financial') || type === 'personal.customer-table') return false;
  return (
    cues.before.test(lower.slice(Math.max(0, start - REACH), start)) ||
    cues.behind.test(lower.slice(end, end + REACH)) ||
    (category === 'personal' && cues.people.test(lower.slice(Math.max(0, start - PEOPLE_REACH), parts ? end : start)))
  );
}
