// A rule file as somebody writes it: read, held against the schema, the lexicon and what patterns may be, each mistake with
// its place. Only a file without a mistake is ever compiled, so no pattern runs that could be slow.
import { patternMistake } from '../engine/detect/linear.ts';
import type { Lexicon, RuleData, RuleFile } from '../engine/detect/rule-set.ts';
import type { Mistake, MistakeKind } from './contract.ts';
import { schemaErrors, type Schema } from './json-schema.ts';
import { parseJson, placeIn } from './json-text.ts';

/** A rule with everything that its file says of it. */
export interface WholeRule extends RuleData {
  readonly description: string;
  readonly samples: { readonly match: readonly string[]; readonly noMatch: readonly string[] };
  readonly knownMisses: readonly string[];
}
export interface WholeFile extends RuleFile {
  readonly rules: readonly WholeRule[];
}

export type RuleText =
  | { readonly file: WholeFile; readonly mistakes: readonly [] }
  | { readonly file: null; readonly mistakes: readonly Mistake[] };

/** What a rule file is held against. */
export interface RuleForm {
  readonly schema: Schema;
  readonly lexicon: Lexicon;
}

/** UTF-16 units of a rule file; the catalogue's largest has a tenth. */
export const MAX_RULE_TEXT = 200_000;
const MAX_RULES = 100;
const MAX_MISTAKES = 50;
/** Of one sample. */
const MAX_SAMPLE = 20_000;

/** Reads a rule file. Never throws; `file` is null as long as anything stands against it. */
export function readRuleText(text: string, { schema, lexicon }: RuleForm): RuleText {
  const found: Omit<Mistake, 'line' | 'column'>[] = [];
  const parsed = text.length > MAX_RULE_TEXT ? { at: MAX_RULE_TEXT } : parseJson(text);
  if ('at' in parsed) {
    found.push({ kind: text.length > MAX_RULE_TEXT ? 'long' : 'json', detail: '', at: parsed.at });
    return { file: null, mistakes: placed(text, found) };
  }
  const { value, places } = parsed;
  const add = (path: string, kind: MistakeKind, detail = '', offset = 0): void => {
    found.push({ kind, detail, at: placeOf(places, path) + offset });
  };
  for (const { path, kind, detail } of schemaErrors(schema, value)) add(path, kind, detail);
  if (found.length === 0) ownMistakes(value as WholeFile, lexicon, add);
  if (found.length > 0) return { file: null, mistakes: placed(text, found) };
  return { file: value as WholeFile, mistakes: [] };
}

type Add = (path: string, kind: MistakeKind, detail?: string, offset?: number) => void;

/** What the schema cannot say. */
function ownMistakes({ family, rules }: WholeFile, lexicon: Lexicon, add: Add): void {
  if (rules.length > MAX_RULES) add('$.rules', 'long', String(MAX_RULES));
  const ids = new Set<string>();
  for (const [i, { id, match, samples, knownMisses }] of rules.entries()) {
    const path = `$.rules[${i}]`;
    if (!id.startsWith(`${family}.`)) add(`${path}.id`, 'family', family);
    if (ids.has(id)) add(`${path}.id`, 'double', id);
    ids.add(id);
    for (const [list, texts] of Object.entries({ match: samples.match, noMatch: samples.noMatch }))
      texts.forEach((text, n) => {
        if (text.length > MAX_SAMPLE) add(`${path}.samples.${list}[${n}]`, 'long', String(MAX_SAMPLE));
      });
    if (knownMisses.some((text) => text.length > MAX_SAMPLE)) add(`${path}.knownMisses`, 'long', String(MAX_SAMPLE));
    if ('pattern' in match) ofPattern(match.pattern, `${path}.match.pattern`, add);
    else
      match.concepts.forEach((slot, s) => {
        slot.forEach((concept, c) => {
          if (!Object.hasOwn(lexicon.concepts, concept)) add(`${path}.match.concepts[${s}][${c}]`, 'concept', concept);
        });
      });
  }
}

function ofPattern(pattern: string, path: string, add: Add): void {
  const mistake = patternMistake(pattern);
  // Escapes of JSON make the written pattern longer than it is; up to the first one the place is exact.
  if (mistake) add(path, mistake.problem, String(mistake.at + 1), 1 + mistake.at);
  else if (/[A-Z]/.test(pattern.replace(/\\p\{[^}]*\}|\\./gu, ''))) add(path, 'capital');
  else if (new RegExp(pattern, 'u').test('')) add(path, 'form');
}

/** A mistake about something that is not there is shown where it should be. */
function placeOf(places: ReadonlyMap<string, number>, path: string): number {
  for (let at = path; at !== ''; at = at.replace(/(?:\.[^.[\]]*|\[\d+\])$/, '')) {
    const place = places.get(at);
    if (place !== undefined) return place;
    if (at === '$') break;
  }
  return 0;
}

const placed = (text: string, found: readonly Omit<Mistake, 'line' | 'column'>[]): Mistake[] =>
  found.slice(0, MAX_MISTAKES).map((one) => {
    const at = Math.min(one.at, text.length);
    return { ...one, at, ...placeIn(text, at) };
  });
