// The detection data against its own promises: form, vocabulary, and every sample through the real engine.
// Samples are hostile wording; they stay in the JSON and never appear in a title or a message of this file.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { detect } from '../../src/engine/detect/detect.ts';
import { MIN_CONFIDENCE } from '../../src/engine/detect/pack.ts';
import { patternMistake } from '../../src/engine/detect/linear.ts';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { FAMILIES, SEVERITIES } from '../../src/model/finding.ts';
import { schemaErrors } from './catalog-schema.ts';

interface Rule {
  readonly id: string;
  readonly status: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly confidence: number;
  readonly match:
    | { readonly concepts: readonly (readonly string[])[]; readonly within: number; readonly ordered: boolean }
    | { readonly pattern: string; readonly anchors?: readonly string[] };
  readonly description: string;
  readonly references: Readonly<Record<'owaspLlm' | 'owaspAgentic' | 'atlas', readonly string[]>>;
  readonly falsePositives: readonly string[];
  readonly samples: { readonly match: readonly string[]; readonly noMatch: readonly string[] };
  readonly knownMisses: readonly string[];
}
interface File {
  readonly family: (typeof FAMILIES)[number];
  readonly rules: readonly Rule[];
}
interface Lexicon {
  readonly version: number;
  readonly concepts: Readonly<
    Record<string, { readonly note: string; readonly terms: Readonly<Record<string, readonly string[]>> }>
  >;
}

const catalog = fileURLToPath(new URL('../../src/catalog/', import.meta.url));
const read = (path: string): unknown => JSON.parse(readFileSync(catalog + path, 'utf8'));
const lexicon = read('lexicon.json') as Lexicon;
const names = readdirSync(`${catalog}rules`).filter((f) => f.endsWith('.json'));
const files = names.map((f) => read(`rules/${f}`) as File);
const rules = files.flatMap((f) => f.rules.map((rule) => ({ family: f.family, rule })));
const compiled = compileRules(lexicon, files);
const fires = (id: string, text: string): boolean => detect(compiled, text).some((f) => f.rule === id);
const prefilter = createPrefilter(compiled.table, () => compiled);
/** Families that the engine raises itself, without a rule. */
const WITHOUT_RULES = ['encoded-payload', 'hidden-characters'];
const FIELDS = [
  'confidence',
  'description',
  'falsePositives',
  'id',
  'knownMisses',
  'match',
  'references',
  'samples',
  'severity',
  'status',
];

describe('lexicon', () => {
  const terms = Object.entries(lexicon.concepts).flatMap(([concept, { terms: byLanguage }]) =>
    Object.entries(byLanguage).flatMap(([language, list]) => list.map((term) => ({ concept, language, term }))),
  );

  it('has only lower-case NFKC terms with single spaces and no wildcard but a last *', () => {
    const bad = terms.filter(
      ({ term }) =>
        term !== term.normalize('NFKC').toLowerCase() ||
        term !== term.trim() ||
        /\s{2}|[^ \S]/u.test(term) ||
        term.slice(0, -1).includes('*') ||
        term.replace('*', '').length < 2,
    );
    expect(bad.map(({ concept, language }) => `${concept}/${language}`)).toEqual([]);
  });

  it('has no double term in a language and no empty list', () => {
    const bad = Object.entries(lexicon.concepts).flatMap(([concept, { terms: byLanguage }]) =>
      Object.entries(byLanguage)
        .filter(([, list]) => list.length === 0 || new Set(list).size !== list.length)
        .map(([language]) => `${concept}/${language}`),
    );
    expect(bad).toEqual([]);
  });

  it('explains every concept and uses every concept', () => {
    const used = new Set(rules.flatMap(({ rule }) => ('concepts' in rule.match ? rule.match.concepts.flat() : [])));
    const bad = Object.entries(lexicon.concepts).filter(([id, c]) => c.note.length < 2 || !used.has(id));
    expect(bad.map(([id]) => id)).toEqual([]);
  });

  it('speaks the main languages wherever earlier orders are set aside', () => {
    for (const concept of ['override-verb', 'instruction', 'prior']) {
      const known = Object.keys(lexicon.concepts[concept]?.terms ?? {});
      for (const language of 'en de fr es it pt nl pl ru tr ar hi zh ja ko'.split(' ')) {
        expect(known, `${concept} lacks ${language}`).toContain(language);
      }
    }
  });
});

describe('rule files', () => {
  it('cover every family that has rules, one file each, named after it', () => {
    expect(files.map((f) => f.family).sort()).toEqual(FAMILIES.filter((f) => !WITHOUT_RULES.includes(f)).sort());
    expect(names.map((n) => n.replace('.json', ''))).toEqual(files.map((f) => f.family));
  });

  it('have unique ids', () => {
    const ids = rules.map(({ rule }) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(files)('fit the schema: $family', (file) => {
    expect(schemaErrors(read('rules.schema.json') as Readonly<Record<string, unknown>>, file)).toEqual([]);
  });

  it('agree with the families of the schema', () => {
    const schema = read('rules.schema.json') as { properties: { family: { enum: string[] } } };
    expect([...schema.properties.family.enum].sort()).toEqual(files.map((f) => f.family).sort());
  });

  // A text with one vague sign must stay below the threshold for text that a person cannot see.
  it('keep rules with a single concept of everyday words below one half', () => {
    const everyday = ['output-order', 'imperative-act', 'tell-user', 'pay-order', 'always-recommend', 'memory-write'];
    const bad = rules.filter(
      ({ rule }) =>
        'concepts' in rule.match &&
        rule.match.concepts.length === 1 &&
        rule.match.concepts.flat().some((c) => everyday.includes(c)) &&
        rule.confidence >= 0.4,
    );
    expect(bad.map(({ rule }) => rule.id)).toEqual([]);
  });
});

describe.each(rules)('$rule.id', ({ family, rule }) => {
  it('is well formed', () => {
    expect(Object.keys(rule).sort()).toEqual(FIELDS);
    expect(rule.id).toMatch(new RegExp(`^${family}\\.[a-z]+(-[a-z]+)*$`));
    expect(['stable', 'experimental']).toContain(rule.status);
    expect(SEVERITIES).toContain(rule.severity);
    expect(rule.confidence).toBeGreaterThan(0);
    expect(rule.confidence).toBeLessThan(1);
    expect(rule.description.length).toBeGreaterThan(10);
    expect(rule.falsePositives.length).toBeGreaterThan(0);
    expect(rule.samples.match.length).toBeGreaterThanOrEqual(3);
    expect(rule.samples.noMatch.length).toBeGreaterThanOrEqual(3);
    for (const list of [rule.references.owaspLlm, rule.references.owaspAgentic, rule.references.atlas]) {
      expect(list.length).toBeGreaterThan(0);
    }
    if ('concepts' in rule.match) {
      for (const concept of rule.match.concepts.flat()) expect(Object.keys(lexicon.concepts)).toContain(concept);
      expect(rule.match.within).toBeGreaterThan(0);
    } else {
      // Linear by construction, by the checker that the Lab asks, too.
      expect(patternMistake(rule.match.pattern)).toBeNull();
    }
  });

  it('matches its samples', () => {
    const missed = rule.samples.match.map((text, i) => (fires(rule.id, text) ? -1 : i)).filter((i) => i >= 0);
    expect(missed, 'indexes of samples without a match').toEqual([]);
  });

  // Without this a page would never be looked at closely enough for the rule to be tried.
  it('has its samples noticed by the prefilter', () => {
    if (rule.confidence < MIN_CONFIDENCE || ('pattern' in rule.match && !rule.match.anchors)) return;
    const passed = rule.samples.match.map((text, i) => (prefilter.test(text) ? -1 : i)).filter((i) => i >= 0);
    expect(passed, 'indexes of samples that go unnoticed').toEqual([]);
  });

  it('leaves its honest neighbours alone', () => {
    const hit = rule.samples.noMatch.map((text, i) => (fires(rule.id, text) ? i : -1)).filter((i) => i >= 0);
    expect(hit, 'indexes of neighbours with a match').toEqual([]);
  });
});
