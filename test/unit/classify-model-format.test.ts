// The classifier as bytes: what is written is what is read, and bytes that are broken, cut off or foreign are refused with a
// word on what is wrong, never read as if they were whole.
import { describe, expect, test } from 'vitest';
import { Classifier } from '../../src/engine/classify/classifier.ts';
import { packModel, readModel } from '../../src/engine/classify/model-format.ts';
import { randomFrom } from '../../tools/train/linear.ts';
import { madeUpModel } from '../support/made-up-model.ts';
import { bufferOf, trained, trainedBytes } from '../support/trained.ts';

const model = madeUpModel();
const bytes = packModel(model);
const CLEAR = /classifier/;

/** The bytes with a header that a test has changed. */
function withHeader(change: (header: Record<string, unknown>) => unknown): ArrayBuffer {
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(4, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.slice(8, 8 + length))) as Record<string, unknown>;
  const head = new TextEncoder().encode(JSON.stringify(change(header) ?? header));
  const start = (8 + head.length + 3) & ~3;
  const tables = bytes.slice((8 + length + 3) & ~3);
  const out = new Uint8Array(start + tables.length);
  out.set(bytes.slice(0, 8));
  new DataView(out.buffer).setUint32(4, head.length, true);
  out.set(head, 8);
  out.set(tables, start);
  return out.buffer;
}

describe('a model', () => {
  test('comes back as it was written', () => {
    expect(readModel(bufferOf(bytes))).toEqual(model);
  });

  test('gives the same bytes again', () => {
    expect(packModel(readModel(bufferOf(bytes)))).toEqual(bytes);
    expect(Buffer.compare(packModel(trained), Buffer.from(trainedBytes()))).toBe(0);
  });

  test('claims the same before and behind the bytes', () => {
    const text = 'zorble every quandle of the town while the rain sang';
    expect(new Classifier(readModel(bufferOf(bytes))).claims(text)).toEqual(new Classifier(model).claims(text));
  });
});

describe('broken bytes', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['seven bytes', new Uint8Array(7)],
    ['zeros', new Uint8Array(1_000)],
    ['text', new TextEncoder().encode('<!doctype html><title>Not found</title>')],
  ])('%s is no classifier', (_title, broken) => {
    expect(() => readModel(bufferOf(broken))).toThrow(CLEAR);
  });

  test('cut off anywhere are refused', () => {
    const random = randomFrom(7);
    const cuts = Array.from({ length: 200 }, () => Math.floor(random() * (bytes.length - 1)));
    for (const at of [...cuts, bytes.length - 1, bytes.length - 2, bytes.length - 4, 8, 9, 100])
      expect(() => readModel(bufferOf(bytes.slice(0, at))), `cut at ${at}`).toThrow(CLEAR);
  });

  test('with a header of any other bytes are refused, or read as a model that answers', { timeout: 20_000 }, () => {
    const random = randomFrom(3);
    const length = new DataView(bytes.buffer).getUint32(4, true);
    for (let run = 0; run < 300; run++) {
      const broken = bufferOf(bytes);
      const view = new Uint8Array(broken);
      for (let i = 0; i < 3; i++) view[8 + Math.floor(random() * length)] = Math.floor(random() * 256);
      try {
        const claims = new Classifier(readModel(broken)).claims('zorble every quandle of the town');
        expect(Object.keys(claims)).toEqual(['seen', 'unseen']);
      } catch (error) {
        expect(String(error)).toMatch(/classifier|heads/);
      }
    }
  });

  test.each<[string, (header: Record<string, unknown>) => unknown]>([
    ['no header', () => 'x'],
    ['a header of null', () => []],
    ['no tables', (h) => delete h['tables'] && h],
    ['one table less', (h) => ({ ...h, tables: (h['tables'] as number[]).slice(1) })],
    ['a table of a negative size', (h) => ({ ...h, tables: [-4, ...(h['tables'] as number[]).slice(1)] })],
    ['a table that ends inside an entry', (h) => ({ ...h, tables: [1_022, ...(h['tables'] as number[]).slice(1)] })],
    ['a table of no power of two', (h) => ({ ...h, tables: [400, ...(h['tables'] as number[]).slice(1)] })],
    ['a size that is no number', (h) => ({ ...h, tables: ['x', ...(h['tables'] as number[]).slice(1)] })],
    ['one head', (h) => ({ ...h, heads: (h['heads'] as unknown[]).slice(1) })],
    ['no families', (h) => ({ ...h, families: [] })],
    ['an unknown family', (h) => ({ ...h, families: ['wuggle', 'snorfel'] })],
    ['no languages', (h) => ({ ...h, languages: 'en' })],
    ['no version', (h) => ({ ...h, version: 1 })],
  ])('with %s are refused', (_title, change) => {
    expect(() => readModel(withHeader(change))).toThrow(CLEAR);
  });

  test('with a table without a free place are refused: a word would be looked for without end', () => {
    const full = { ...model, lexicon: { ...model.lexicon, words: new Uint32Array(1_024).fill(0x10001) } };
    expect(() => readModel(bufferOf(packModel(full)))).toThrow(CLEAR);
  });
});
