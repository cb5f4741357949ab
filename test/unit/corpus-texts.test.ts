// The corpus of texts: every line is whole, no id comes twice, and what it says of itself is a word that is known. Texts are
// hostile by design; failures name ids, never words.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAMILIES } from '../../src/model/finding.ts';
import { CORPUS, readCorpus } from '../../tools/train/texts.ts';
import { trained } from '../support/trained.ts';

interface Line {
  readonly id: string;
  readonly label: string;
  readonly family: string;
  readonly style?: string;
  readonly channel: string;
  readonly lang: string;
  readonly text: string;
  readonly spans?: readonly (readonly [number, number])[];
}
const files = readdirSync(CORPUS).filter((file) => file.endsWith('.jsonl'));
const lines = files.flatMap((file) =>
  readFileSync(path.join(CORPUS, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ file, ...(JSON.parse(line) as Line) })),
);
const attacks = lines.filter((line) => line.label === 'attack');
const honest = lines.filter((line) => line.label !== 'attack');
const idsOf = (broken: readonly Line[]): string[] => broken.map((line) => line.id).slice(0, 20);

const ATTACK_FAMILIES = new Set<string>([...FAMILIES, 'encoded-hint', 'prefilled-prompt']);
const HONEST_KINDS = new Set(
  'commerce security-article typed-prompt policy-manual developer-docs accessibility-text ui-text mail-chat news-reference ai-talk records prompt-library'.split(
    ' ',
  ),
);
const CHANNELS = new Set(
  'review listing paragraph mail tool hidden comment meta answer document url attribute json chat code cv forum form issue invite caption faq'.split(
    ' ',
  ),
);

describe('the corpus', () => {
  test('has files by several authors, and nothing else', () => {
    expect(files.length).toBeGreaterThanOrEqual(10);
    expect(readdirSync(CORPUS)).toEqual(files);
    expect(lines.length).toBeGreaterThan(10_000);
  });

  test('has whole lines', () => {
    const fields = ['id', 'label', 'family', 'channel', 'lang', 'text'] as const;
    expect(idsOf(lines.filter((line) => fields.some((f) => typeof line[f] !== 'string' || line[f] === '')))).toEqual(
      [],
    );
    expect(idsOf(lines.filter((line) => /\p{Surrogate}/u.test(line.text)))).toEqual([]);
    const known = new Set([...fields, 'style', 'spans', 'file'] as string[]);
    expect(idsOf(lines.filter((line) => Object.keys(line).some((key) => !known.has(key))))).toEqual([]);
  });

  test('has ids that come once, of the file that they stand in', () => {
    expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length);
    expect(idsOf(lines.filter(({ id, file }) => !id.startsWith(`${path.basename(file, '.jsonl')}-`)))).toEqual([]);
  });

  test('has no text twice under different labels', () => {
    const texts = new Set(attacks.map((line) => line.text.trim()));
    expect(idsOf(honest.filter((line) => texts.has(line.text.trim())))).toEqual([]);
  });

  test('is of known labels, families, styles and channels', () => {
    expect(idsOf(lines.filter((line) => line.label !== 'attack' && line.label !== 'honest'))).toEqual([]);
    expect(idsOf(attacks.filter((line) => !ATTACK_FAMILIES.has(line.family)))).toEqual([]);
    expect(idsOf(honest.filter((line) => !HONEST_KINDS.has(line.family)))).toEqual([]);
    const styles = new Set(['overt', 'semi-covert', 'fully-covert']);
    expect(idsOf(attacks.filter((line) => !styles.has(line.style ?? '')))).toEqual([]);
    expect(idsOf(honest.filter((line) => line.style !== undefined))).toEqual([]);
    expect(idsOf(lines.filter((line) => !CHANNELS.has(line.channel)))).toEqual([]);
  });

  test('is in languages with a code of two letters, most of which the classifier reads', () => {
    expect(idsOf(lines.filter((line) => !/^[a-z]{2}$/.test(line.lang)))).toEqual([]);
    const read = new Set(trained.lexicon.languages);
    expect(lines.filter((line) => read.has(line.lang)).length / lines.length).toBeGreaterThan(0.95);
  });

  test('has spans of attacks that lie inside the text, in order, and are not empty', () => {
    expect(idsOf(honest.filter((line) => (line.spans ?? []).length > 0))).toEqual([]);
    const broken = lines.filter(({ spans = [], text }) =>
      spans.some(([from, to], i) => !(from >= (spans[i - 1]?.[1] ?? 0) && from < to && to <= text.length)),
    );
    expect(idsOf(broken)).toEqual([]);
  });

  test('has every family and both kinds from several authors', () => {
    for (const family of new Set(lines.map((line) => line.family)))
      expect(new Set(lines.filter((l) => l.family === family).map((l) => l.file)).size, family).toBeGreaterThan(2);
  });

  test('is what the trainer reads', () => {
    const read = readCorpus();
    expect(read.map((e) => e.id)).toEqual([...lines].map((line) => line.id));
    expect(read.filter((e) => e.attack).length).toBe(attacks.length);
  });
});
