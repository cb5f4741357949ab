// The detection bench's arithmetic: what is dealt where, what a fold's model must not have seen, altered texts, tables.
// Data is made up and harmless; training and judging are the real ones and tested elsewhere.
import { describe, expect, test } from 'vitest';
import { scan } from '../../src/engine/scan.ts';
import { applies, ENCODINGS, MUTATIONS } from '../../tools/bench/detect-altered.ts';
import { deal, dealt, keptOf, runsOf, type Data } from '../../tools/bench/detect-folds.ts';
import { emptyOutcome, type Judged, type JudgedPage } from '../../tools/bench/detect-judge.ts';
import { f1, linesOf, tablesOf, wrongOf } from '../../tools/bench/detect-report.ts';
import type { Labelled, Material } from '../../tools/train/material.ts';
import type { Example } from '../../tools/train/texts.ts';
import { loadRules } from '../../tools/evaluate/judge.ts';

const example = (source: string, own: boolean, attack: boolean, text = `${source} says this`): Example => ({
  ...{ id: `${source}-${text.length}`, source, own, attack, text },
  ...{ language: 'en', style: '', family: '', channel: '' },
});
const WORDS = 'the quick brown fox jumps over the lazy dog near the river';

describe('dealing', () => {
  test('puts the largest first, each into the fold that holds least', () => {
    const sizes = new Map([
      ['small', 1],
      ['large', 9],
      ['middle', 5],
      ['other', 4],
    ]);
    expect([...dealt(sizes, 2)]).toEqual([
      ['large', 0],
      ['middle', 1],
      ['other', 1],
      ['small', 0],
    ]);
  });

  const pages = ['p0', 'p1', 'p2', 'p3'].map((id) => ({ id, html: '<p>page</p>' }));
  const data: Data = {
    corpus: ['a', 'b', 'c', 'a'].map((source) => example(source, true, false)),
    others: ['x', 'x', 'y'].map((source) => example(source, false, true)),
    pages,
    attacked: [{ id: 'q', page: 'p3', html: '', technique: 't', hidden: true, payload: `${WORDS} today` }],
  };

  test('puts every author, source and page into exactly one fold, whole', () => {
    const folds = deal(data, 2);
    expect(folds.map((f) => f.texts.map((e) => e.source))).toEqual([
      ['a', 'c', 'a', 'x', 'x'],
      ['b', 'y'],
    ]);
    expect(folds.map((f) => f.pages.map((p) => p.id))).toEqual([
      ['p0', 'p2'],
      ['p1', 'p3'],
    ]);
    expect(folds.map((f) => f.attacked.length)).toEqual([0, 1]);
    expect(deal(data, 2, 1).map((f) => [f.texts.length, f.pages.length])).toEqual([
      [2, 1],
      [2, 1],
    ]);
  });

  test('keeps nothing of the fold in its training, nor what repeats its payloads', () => {
    const nothing = { features: new Uint32Array(), words: new Uint32Array(), groups: new Uint16Array() };
    const labelled = (source: string, attack: boolean, text: string): Labelled => ({
      ...{ source, attack, text, weight: 1, ...nothing },
    });
    const seen = [
      labelled('y', true, 'left out as a source'),
      labelled('p1', false, 'left out as a page'),
      labelled('x', true, `They say that ${WORDS.toUpperCase()}, now.`),
      labelled('x', false, `honest: ${WORDS} today`),
      labelled('x', true, 'the quick brown fox sleeps'),
      labelled('p0', false, 'another page'),
    ];
    const { corpus } = data;
    const vectors = corpus.map(() => ({ ...nothing, attack: false, weight: 1 }));
    const material: Material = { corpus, vectors, seen, unseen: seen, unseenWeights: [1, 2, 3, 4] };
    const kept = keptOf(material, deal(data, 2)[1] ?? { number: 0, texts: [], pages: [], attacked: [] }, 2);
    expect(kept.corpus.map((e) => e.source)).toEqual(['a', 'c', 'a']);
    expect(kept.unseenWeights).toEqual([1, 3, 4]);
    expect(kept.folds).toEqual([0, 1, 0]);
    expect(kept.seen.map((v) => v.text)).toEqual([
      `honest: ${WORDS} today`,
      'the quick brown fox sleeps',
      'another page',
    ]);
    expect([kept.alike, kept.attacks]).toEqual([1, 1]);
  });

  test('words in a row: eight of them, whatever stands between', () => {
    expect(runsOf('One, two')).toEqual(runsOf('one TWO'));
    expect(runsOf(WORDS)).toHaveLength(12 - 7);
    expect(runsOf('')).toHaveLength(1);
  });
});

describe('another writing', () => {
  const text = 'Please look at the garden, it is very green today.';

  test('every encoding changes the text, and is the same each time', () => {
    for (const [name, change] of [...Object.entries(ENCODINGS), ...Object.entries(MUTATIONS)]) {
      expect(change(WORDS.repeat(4)), name).not.toBe(WORDS.repeat(4));
      expect(change(text), name).toBe(change(text));
    }
  });

  test('is not tried on a script that it leaves alone', () => {
    expect(applies('leet', text)).toBe(true);
    expect(applies('leet', 'Сад сегодня очень зелёный')).toBe(false);
    expect(applies('base64', 'Сад сегодня очень зелёный')).toBe(true);
  });

  test('mistakes stay readable: most letters stay', () => {
    const letters = (s: string): number => s.replace(/[^a-z]/gi, '').length;
    for (const change of Object.values(MUTATIONS))
      expect(Math.abs(letters(change(text)) - letters(text))).toBeLessThan(8);
  });

  test('the engine reads honest text in each without alarm by a rule', () => {
    const rules = loadRules();
    for (const [name, change] of Object.entries(ENCODINGS))
      expect(scan(rules, change(text), true).verdict.kind, name).toBe('clean');
  });
});

describe('the report', () => {
  const judged = (id: string, attack: boolean, score: number): Judged => {
    const kind = score >= 0.6 ? 'suspicious' : 'clean';
    const rest = { source: 'a', own: true, language: 'en', style: '', family: 'f', channel: 'mail', named: null };
    return { ...rest, id, attack, score, kind, unseenScore: score, unseenKind: kind };
  };
  const page = (id: string, technique: string, flagged: boolean): JudgedPage => ({
    ...{ id, technique, flagged, hidden: true, found: flagged, bySeen: false, byUnseen: flagged },
    score: flagged ? 0.9 : 0.1,
  });
  const outcome = {
    ...emptyOutcome(),
    texts: [judged('hit', true, 0.9), judged('miss', true, 0.2), judged('ok', false, 0.1), judged('bad', false, 0.7)],
    pages: [page('p', '', false), page('q', '', true), page('p', 'comment', true)],
  };
  const cell = (title: string, row: string, column: string): unknown => {
    const table = tablesOf(outcome).find((t) => t.title === title);
    return table?.rows.find((r) => r[0] === row)?.[table.columns.indexOf(column)];
  };

  test('counts what was found and what was flagged', () => {
    const all = 'All texts, each by a model that has not seen its author';
    expect(cell(all, 'corpus, as it stands', 'found %')).toBe(50);
    expect(cell(all, 'corpus, as it stands', 'flagged %')).toBe(50);
    expect(cell(all, 'corpus, as it stands', 'F1')).toBe(0.5);
    expect(cell(all, 'others, as it stands', 'found %')).toBeNull();
    expect(cell('By channel', 'mail', 'found %')).toBe(50);
    expect(cell('Real pages, whole: source only, no layout', 'all', 'precision %')).toBe(50);
    expect(cell('Pages by technique', 'comment', 'payload itself found %')).toBe(100);
  });

  test('names what was judged wrongly by its id alone', () => {
    expect(wrongOf(outcome)).toEqual({ missed: ['miss'], flagged: ['bad'], pagesMissed: [], pagesFlagged: ['q'] });
  });

  test('prints nothing measured as a dash, never as a nought', () => {
    const lines = tablesOf(emptyOutcome()).flatMap(linesOf).join('\n');
    expect(lines).toContain('–');
    expect(lines).not.toMatch(/NaN|Infinity|null|undefined/);
    expect(f1(0, 0, 3)).toBeNull();
  });
});
