// The engine's front door: one text in, one verdict out. Pure; the same code runs in the guard, in Node and in the console.
import type { DecodedLayer, Finding } from '../model/finding.ts';
import type { Verdict } from '../model/verdict.ts';
import { detectInView } from './detect/detect.ts';
import type { RuleSet } from './detect/rule-set.ts';
import { MAX_FINDINGS, MAX_LAYER, MAX_TEXT } from './limits.ts';
import { views, type Views } from './normalize/views.ts';
import type { View } from './normalize/view.ts';
import { judge } from './verdict/judge.ts';

const BY_CHARACTERS = new Set<View['transform']>(['tag-characters', 'variation-selector-bytes', 'zero-width-bits']);
const BY_ENCODING = new Set<View['transform']>([
  'base64',
  'hex',
  'percent',
  'rot13',
  'reversed',
  'spaced-letters',
  'private-use',
  'leet',
  'escapes',
  'number-codes',
  'braille',
  'substituted',
]);

/** Of these a person sees gibberish; the others are readable, only odd. */
export const UNREADABLE: ReadonlySet<View['transform']> = new Set<View['transform']>([
  'base64',
  'hex',
  'percent',
  'entities',
  'rot13',
  'private-use',
  'escapes',
  'number-codes',
  'braille',
  'substituted',
]);

export interface Scan {
  readonly verdict: Verdict;
  /** The steering words themselves sit in code points that have no glyph. */
  readonly invisible: boolean;
  /** The steering words appear only after decoding. */
  readonly encoded: boolean;
  /** A person cannot read them: the encoding without which there would be no verdict; null when there is none. */
  readonly unreadable: View['transform'] | null;
}

/**
 * Judges one text. Reads at most MAX_TEXT units from the start.
 * @param hidden a person cannot see the carrier; text written in invisible characters counts as hidden by itself.
 */
export function scan(rules: RuleSet, text: string, hidden: boolean): Scan {
  return scanViews(rules, views(readable(text)), hidden);
}

/** What of a text is read. */
export const readable = (text: string): string => (text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text);

/** The same for views that are at hand. */
export const scanViews = (rules: RuleSet, all: Views, hidden: boolean): Scan => conclude(gather(rules, all), hidden);

/** What the rules find in the views of a text, whoever sees it. */
export interface Gathered extends Omit<Scan, 'verdict'> {
  readonly findings: readonly Finding[];
  readonly layers: readonly DecodedLayer[];
}

/** The costly part of a scan: the same for text that is seen and for text that is not. */
export function gather(rules: RuleSet, all: Views): Gathered {
  const findings: Finding[] = [];
  const layers: DecodedLayer[] = [];
  let invisible = false;
  let encoded = false;
  let unreadable: View['transform'] | null = null;
  const plain = detectInView(rules, all.folded);
  findings.push(...plain);
  const known = new Set(plain.map((f) => f.rule));
  const add = (view: View, floor: number): void => {
    const found = detectInView(rules, view).filter((f) => !known.has(f.rule));
    const first = found[0];
    if (!first || !found.some((f) => f.confidence >= floor)) return;
    findings.push(...found);
    layers.push({ transform: view.transform, text: view.text.slice(0, MAX_LAYER) });
    if (UNREADABLE.has(view.transform)) unreadable ??= view.transform;
    const characters = BY_CHARACTERS.has(view.transform);
    if (characters) invisible = true;
    else if (BY_ENCODING.has(view.transform)) encoded = true;
    else return;
    findings.push({
      ...first,
      rule: characters ? 'hidden-characters.payload' : 'encoded-payload.decoded',
      family: characters ? 'hidden-characters' : 'encoded-payload',
      severity: 'high',
      confidence: characters ? 0.6 : 0.4,
    });
  };
  for (const view of all.decoded) add(view, 0);
  // Guesses read anything as letters; they only count where they say much more than the plain text does.
  for (const view of all.guesses) add(view, 0.5);
  // Invisible characters between the letters of a steering sentence are a disguise.
  if (all.folded.transform === 'invisible-removed' && plain.length > 0) {
    layers.push({ transform: 'invisible-removed', text: all.folded.text.slice(0, MAX_LAYER) });
  }
  if (judge(plain, [], true).kind === 'malicious') unreadable = null;
  return { findings: findings.slice(0, MAX_FINDINGS), layers, invisible, encoded, unreadable };
}

/** @param hidden a person cannot see the carrier */
export function conclude({ findings, layers, invisible, encoded, unreadable }: Gathered, hidden: boolean): Scan {
  const verdict = judge(findings, layers, hidden || invisible || unreadable !== null);
  return { verdict, invisible, encoded, unreadable };
}
