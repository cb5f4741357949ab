// One text through the whole engine, with everything that a person may want to see of the way: each reading, what rules and
// classifier say of it, the verdict as seen and as unseen, and what each policy would do. Pure; the clock is handed in.
import { assess, readingsOf } from '../engine/assess.ts';
import type { Classifier } from '../engine/classify/classifier.ts';
import { detectInView } from '../engine/detect/detect.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { MAX_LAYER, MAX_TEXT } from '../engine/limits.ts';
import { withoutTags } from '../engine/normalize/without-tags.ts';
import { originalSpan, type View } from '../engine/normalize/view.ts';
import { decide } from '../engine/policy/decide.ts';
import { conclude, gather, UNREADABLE } from '../engine/scan.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { Verdict, WeighedWords } from '../model/verdict.ts';
import type { LabDecision, Reading, Side, Slice, TextResult } from './contract.ts';

/** Slices of a long text overlap, so that no sentence is cut in all of them. */
const OVERLAP = 1_000;
/** Readings that are shown; paragraphs by themselves only where the classifier says something of them. */
const MAX_READINGS = 40;
const PART_FROM = 0.5;
const MAX_WORD = 60;

/** What judges: a rule set, and the classifier where it is at hand. */
export interface Judge {
  readonly rules: RuleSet;
  readonly classifier: Classifier | null;
}

export interface NamedPolicy {
  readonly name: LabDecision['policy'];
  readonly policy: EffectivePolicy;
}

type Sides = { readonly seen: Verdict; readonly unseen: Verdict; readonly scores: readonly [number, number] };

/** Verdict and score of a text of at most MAX_TEXT units, as seen and as unseen. */
export function sidesOf({ rules, classifier }: Judge, text: string): Sides {
  if (classifier) {
    const { seen, unseen } = assess(rules, classifier, text);
    return { seen: seen.verdict, unseen: unseen.verdict, scores: [seen.score, unseen.score] };
  }
  const gathered = gather(rules, readingsOf(text).all);
  const [seen, unseen] = [conclude(gathered, false).verdict, conclude(gathered, true).verdict];
  return { seen, unseen, scores: [seen.confidence, unseen.confidence] };
}

/** Stretches of a text that are judged one by one: one for a text that the engine reads at once. */
export function slicesOf(length: number): (readonly [start: number, end: number])[] {
  const out: [number, number][] = [];
  for (let start = 0; ; start += MAX_TEXT - OVERLAP) {
    out.push([start, Math.min(length, start + MAX_TEXT)]);
    if (start + MAX_TEXT >= length) return out;
  }
}

/** What a slice amounts to as text that nobody sees. */
export function sliceOf(judge: Judge, text: string, start: number, end: number): Slice {
  const { unseen, scores } = sidesOf(judge, text.slice(start, end));
  return { start, end, kind: unseen.kind, score: scores[1] };
}

/** All that is known of one stretch of a text. */
export function detailOf(
  judge: Judge,
  text: string,
  policies: readonly NamedPolicy[],
  now: number,
): Omit<TextResult, 'start' | 'end' | 'slices' | 'took'> {
  const { seen, unseen, scores } = sidesOf(judge, text);
  const { all, parts } = readingsOf(text);
  const views = [all.folded, ...all.decoded, ...all.guesses];
  const read = (view: View, part: boolean): Reading => ({ ...claimsOf(judge, view), ...shown(judge, view, part) });
  const readings = views.map((view) => read(view, false));
  const said = parts.map((view) => read(view, true)).filter((r) => (r.unseen ?? 0) >= PART_FROM);
  return {
    seen: { verdict: seen, score: scores[0], words: wordsOf(judge, [...views, ...parts], false) },
    unseen: { verdict: unseen, score: scores[1], words: wordsOf(judge, [...views, ...parts], true) },
    readings: [...readings, ...said].slice(0, MAX_READINGS),
    decisions: policies.map(({ name, policy }) => decisionOf(name, policy, { seen, unseen }, now)),
    classifier: judge.classifier !== null,
  };
}

function claimsOf({ classifier }: Judge, view: View): Pick<Reading, 'seen' | 'unseen'> {
  const claims = classifier?.claims(withoutTags(view.text));
  return { seen: claims?.seen ?? null, unseen: claims?.unseen ?? null };
}

const shown = ({ rules }: Judge, view: View, part: boolean): Omit<Reading, 'seen' | 'unseen'> => ({
  transform: view.transform,
  text: view.text.slice(0, MAX_LAYER),
  length: view.text.length,
  part,
  rules: detectInView(rules, view).length,
});

/** Words of the reading of which the classifier is surest. */
function wordsOf({ classifier }: Judge, views: readonly View[], hidden: boolean): Side['words'] {
  if (!classifier) return [];
  let best: View | undefined;
  let most = -1;
  for (const view of views) {
    const claims = classifier.claims(withoutTags(view.text));
    const score = hidden || UNREADABLE.has(view.transform) ? claims.unseen : claims.seen;
    if (score > most) [best, most] = [view, score];
  }
  if (!best) return [];
  const view = best;
  const words = withoutTags(view.text);
  // The classifier explains what it has read last.
  classifier.claims(words);
  return classifier
    .reason(words, hidden || UNREADABLE.has(view.transform))
    .words.map(({ start, end, weight }): WeighedWords => ({
      text: view.text.slice(start, Math.min(end, start + MAX_WORD)),
      ...originalSpan(view, start, end),
      weight,
    }));
}

function decisionOf(
  name: LabDecision['policy'],
  policy: EffectivePolicy,
  verdicts: Pick<Sides, 'seen' | 'unseen'>,
  now: number,
): LabDecision {
  const of = (hidden: boolean): ReturnType<typeof decide> => {
    const { kind, severity, confidence, families } = verdicts[hidden ? 'unseen' : 'seen'];
    const place = { site: '', frameSite: '', service: '', layer: '' } as const;
    return decide(policy, { ...place, hidden, verdictKind: kind, severity, confidence, families }, now);
  };
  const unseen = of(true);
  return { policy: name, seen: of(false).action, unseen: unseen.action, key: unseen.key, layer: unseen.layer };
}
