// The whole judgement: the rules (scan.ts) and the trained classifier together. Too large for every page: it runs in the
// worker, in Node and in the console. Pure: the same text gives the same verdict.
import type { Finding } from '../model/finding.ts';
import type { Explanation, Verdict } from '../model/verdict.ts';
import type { Classifier, Reason } from './classify/classifier.ts';
import type { RuleSet } from './detect/rule-set.ts';
import { MAX_EXCERPT, MAX_FINDINGS, MAX_LAYER } from './limits.ts';
import { originalSpan, type View } from './normalize/view.ts';
import { paragraphs } from './normalize/paragraphs.ts';
import { decodeEscapes, decodeNumberCodes, unshifted } from './normalize/rare.ts';
import { views, type Views } from './normalize/views.ts';
import { withoutTags } from './normalize/without-tags.ts';
import { conclude, gather, readable, UNREADABLE, type Scan } from './scan.ts';
import { weigh } from './verdict/weigh.ts';

/** Rule id of what the classifier says. */
export const CLASSIFIER_RULE = 'classifier.steering';

const RARE = { decoders: [decodeEscapes, decodeNumberCodes], guesses: [unshifted] };

const MAX_WEIGHED_TEXT = 60;

/** A claim about text in plain sight counts so far for unseen text: worth a record, no more. */
const ODD = 0.8;

export interface Assessment extends Scan {
  /** 0…1: how likely the text steers an AI, by everything that is known of it. */
  readonly score: number;
}

/** Every reading that is judged: the views, and the paragraphs of the text by themselves. */
export const readingsOf = (text: string): { readonly all: Views; readonly parts: readonly View[] } => {
  const source = readable(text);
  return { all: views(source, RARE), parts: paragraphs(source) };
};

/** What is known of a text before anybody says whether a person sees it. */
interface Reading {
  readonly seen: Assessment;
  readonly unseen: Assessment;
}

/**
 * Judges one text by rules and classifier, as seen and as unseen. Reads at most MAX_TEXT units from the start. Decoded
 * readings count like the text itself: who hides words behind an encoding wants them read.
 */
export function assess(rules: RuleSet, classifier: Classifier, text: string): Reading {
  const { all, parts } = readingsOf(text);
  const readings = [all.folded, ...parts, ...all.decoded, ...all.guesses].map((view) => {
    const claims = classifier.claims(withoutTags(view.text));
    const encoded = UNREADABLE.has(view.transform);
    // What is odd in plain sight is not less so where nobody sees it; how much more is for the other head to say.
    const unseen = Math.max(claims.unseen, Math.min(claims.seen, ODD));
    return { view, seen: encoded ? unseen : claims.seen, unseen };
  });
  const gathered = gather(rules, all);
  const assessment = (hidden: boolean): Assessment => {
    const scanned = conclude(gathered, hidden);
    const unseen = hidden || scanned.invisible || scanned.unreadable !== null;
    const of = (r: (typeof readings)[number]): number => (unseen ? r.unseen : r.seen);
    let best = readings[0] as (typeof readings)[number];
    for (const r of readings) if (of(r) > of(best)) best = r;
    const { score, kind } = weigh(of(best), scanned.verdict.confidence, unseen);
    if (kind === 'clean') return { ...scanned, score, verdict: { ...scanned.verdict, kind, confidence: score } };
    const { view } = best;
    // The classifier explains what it has read last.
    const words = withoutTags(view.text);
    classifier.claims(words);
    const asUnseen = unseen || UNREADABLE.has(view.transform);
    const reason = classifier.reason(words, asUnseen);
    const { verdict } = scanned;
    const known =
      view === all.folded || parts.includes(view) || verdict.layers.some((l) => l.transform === view.transform);
    const whole: Verdict = {
      kind,
      severity: verdict.severity ?? 'medium',
      confidence: score,
      families: verdict.families.includes(reason.family) ? verdict.families : [...verdict.families, reason.family],
      findings: [findingOf(view, of(best), reason), ...verdict.findings].slice(0, MAX_FINDINGS),
      layers: known
        ? verdict.layers
        : [...verdict.layers, { transform: view.transform, text: view.text.slice(0, MAX_LAYER) }],
      explanation: {
        ...{ model: classifier.version, score: of(best), transform: view.transform, unseen: asUnseen },
        words: weighedIn(view, reason),
      },
    };
    return { ...scanned, verdict: whole, score };
  };
  return { seen: assessment(false), unseen: assessment(true) };
}

function findingOf(view: View, confidence: number, { family, start, end }: Reason): Finding {
  return {
    rule: CLASSIFIER_RULE,
    family,
    severity: 'medium',
    confidence,
    ...originalSpan(view, start, end),
    transform: view.transform,
    excerpt: view.text.slice(start, Math.min(end, start + MAX_EXCERPT)),
  };
}

/** Words of a reading with the offsets of the text that it came from. */
const weighedIn = (view: View, { words }: Reason): Explanation['words'] =>
  words.map(({ start, end, weight }) => ({
    text: view.text.slice(start, Math.min(end, start + MAX_WEIGHED_TEXT)),
    ...originalSpan(view, start, end),
    weight: Number(weight.toFixed(3)),
  }));
