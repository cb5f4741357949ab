// Filters over words in a row: what they read against a slow account of the same sums, at the ends of a text, of words that are
// unknown; and that training finds what only the order of words tells. Words are made up.
import { describe, expect, test } from 'vitest';
import {
  FILTERS,
  NetReading,
  readNet,
  rowOf,
  tapOf,
  TAPS,
  UNKNOWN,
  widthOf,
  type Net,
} from '../../src/engine/classify/net.ts';
import { hashOf } from '../../src/engine/classify/tokens.ts';
import { tableOf } from '../../tools/train/lexicon-build.ts';
import { randomFrom } from '../../tools/train/linear.ts';
import { NET, trainNet, type Lesson } from '../../tools/train/net.ts';

const WORDS = ['kettle', 'boat', 'pier', 'rain', 'zorble', 'quandle'];
const GROUPS = 3;

function madeUpNet(seed: number): Net {
  const random = randomFrom(seed);
  const count = UNKNOWN + 1 + WORDS.length + GROUPS;
  const rows = Int8Array.from({ length: count * TAPS }, () => Math.floor(random() * 255) - 127).fill(0, 0, TAPS);
  return {
    rows,
    words: tableOf(WORDS.map((word, i) => [hashOf(word), UNKNOWN + 1 + i])),
    groups: UNKNOWN + 1 + WORDS.length,
    starts: Int32Array.from({ length: FILTERS }, () => Math.floor(random() * 200) - 100),
    seen: Float32Array.from({ length: FILTERS + 1 }, () => random() - 0.5),
    unseen: Float32Array.from({ length: FILTERS + 1 }, () => random() - 0.5),
  };
}

const lexemes = (words: readonly string[], group = 0) => ({
  length: words.length,
  word: Uint32Array.from(words, (word) => hashOf(word)),
  group: new Uint16Array(words.length).fill(group),
});

describe('reading', () => {
  test('keeps the strongest place of every filter, also where a text ends', () => {
    const random = randomFrom(5);
    const out = new NetReading(128);
    for (let run = 1; run < 40; run++) {
      const net = madeUpNet(run);
      const text = Array.from({ length: 1 + Math.floor(random() * 20) }, () => WORDS[Math.floor(random() * 6)] ?? '');
      readNet(net, lexemes(text), out);
      let seen = net.seen[FILTERS] ?? 0;
      for (let f = 0; f < FILTERS; f++) {
        const sums = text.map((_, i) =>
          text
            .slice(i, i + widthOf(f))
            .reduce((sum, word, tap) => sum + (net.rows[TAPS * rowOf(net, hashOf(word), 0) + tapOf(f, tap)] ?? 0), 0),
        );
        const most = Math.max(0, Math.max(...sums) + (net.starts[f] ?? 0));
        expect(out.most[f]).toBe(most);
        expect(sums[out.at[f] ?? 99]).toBe(Math.max(...sums));
        seen += most * (net.seen[f] ?? 0);
      }
      expect(out.seen).toBeCloseTo(seen, 3);
    }
  });

  test('of a word that is not known takes its group, and without one what is unknown', () => {
    const net = madeUpNet(1);
    expect(rowOf(net, hashOf('kettle'), 2)).toBe(UNKNOWN + 1);
    expect(rowOf(net, hashOf('wuggle'), 2)).toBe(net.groups + 1);
    expect(rowOf(net, hashOf('wuggle'), 0)).toBe(UNKNOWN);
  });

  test('stays inside the table, whatever the group', () => {
    const out = new NetReading(128);
    readNet(madeUpNet(1), lexemes(['wuggle', 'snorfel'], 60_000), out);
    expect([out.seen, out.unseen].every(Number.isFinite)).toBe(true);
  });

  test('of no text finds nothing', () => {
    const net = madeUpNet(1);
    const out = new NetReading(128);
    readNet(net, lexemes(WORDS), out);
    readNet(net, lexemes([]), out);
    expect([out.seen, Math.max(...out.most)]).toEqual([net.seen[FILTERS], 0]);
  });

  test('every place of a row belongs to one place of one filter', () => {
    const places = Array.from({ length: FILTERS }, (_, f) =>
      Array.from({ length: widthOf(f) }, (_tap, tap) => tapOf(f, tap)),
    ).flat();
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: TAPS }, (_, i) => i));
  });
});

describe('training', () => {
  const random = randomFrom(9);
  const lesson = (attack: boolean, i: number): Lesson => {
    const filler = (): string => WORDS[Math.floor(random() * 4)] ?? '';
    const words = Array.from({ length: 10 }, filler);
    // The same words in both: only which comes first tells.
    words.splice(1 + Math.floor(random() * 8), 0, ...(attack ? ['zorble', 'quandle'] : ['quandle', 'zorble']));
    return { words: lexemes(words).word, groups: new Uint16Array(12), attack, seen: 1, unseen: 1, source: `a${i % 4}` };
  };
  const lessons = Array.from({ length: 600 }, (_, i) => lesson(i % 2 === 0, i));
  const settings = { ...NET, passes: 8, rate: 0.01, size: 16, vocabulary: 20, blur: 0.05 };
  const net = trainNet(lessons, new Uint16Array(GROUPS), settings);

  test('finds what only the order of words tells', () => {
    const out = new NetReading(128);
    const right = Array.from({ length: 200 }, (_, i) => lesson(i % 2 === 0, i)).filter(({ words, groups, attack }) => {
      readNet(net, { length: words.length, word: words, group: groups }, out);
      return out.seen > 0 === attack && out.unseen > 0 === attack;
    });
    expect(right.length).toBeGreaterThan(190);
  });

  test('gives the same filters from the same texts, and others from another seed', () => {
    const again = trainNet(lessons.slice(0, 60), new Uint16Array(GROUPS), settings);
    expect(trainNet(lessons.slice(0, 60), new Uint16Array(GROUPS), settings)).toEqual(again);
    expect(trainNet(lessons.slice(0, 60), new Uint16Array(GROUPS), { ...settings, seed: 2 })).not.toEqual(again);
  });

  test('of nothing gives filters that say nothing wild', () => {
    const out = new NetReading(128);
    const empty = trainNet([], new Uint16Array(GROUPS), settings);
    readNet(empty, lexemes(WORDS), out);
    expect(Math.abs(out.seen)).toBeLessThan(10);
  });
});
