// A small part of `npm run bench:readers` in real Chromium with the built extension: one technique of each class, read
// by every reader; the honest twins; and that each reader reads at all. Sentences come from the corpus.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareHonest } from '../../tools/bench/readers-honest.ts';
import { fixturesOf, readTechniques, serveTechniques } from '../../tools/bench/readers-pages.ts';
import type { Fixture, TechniqueServer } from '../../tools/bench/readers-pages.ts';
import { readLimits, reportOf } from '../../tools/bench/readers-report.ts';
import { MatrixRun } from '../../tools/bench/readers-run.ts';
import { MATRIX_READERS } from '../../tools/readers/matrix.ts';
import { PIXEL_READER, stopPixels } from '../../tools/readers/pixels.ts';

const READERS = [...MATRIX_READERS, PIXEL_READER];
/** One or two of each class; between them they pass through every sensor and every hand. */
const HIDDEN = [
  'display-none-class.article',
  'opacity-0-ancestor.short',
  'offscreen-left.article',
  'before-content.short',
  'split-hidden-decoy.article',
  'img-alt.short',
  'link-href.article',
  'input-hidden.short',
  'meta-description.article',
  'json-ld.short',
  'comment.article',
  'template.short',
  'iframe-srcdoc-hidden.article',
  'iframe-cross-site.short',
  'shadow-closed-hidden.article',
  'svg-desc.short',
  'unicode-tags.article',
];
const HONEST = [
  'display-none-class.article',
  'sr-only.short',
  'img-alt.short',
  'comment.article',
  'unicode-tags.short',
];

const all = readTechniques();
const fixtures = fixturesOf(all);
const fixtureOf = (key: string): Fixture => {
  const found = fixtures.find((fixture) => fixture.key === key);
  if (found === undefined) throw new Error(`there is no fixture ${key}`);
  return found;
};

const ATTACKED = fixtureOf('display-none-class.article');
/** Where the twin is none: Demarc blanks it, and the comparison has to say so. */
const NOT_HONEST: Fixture = {
  ...ATTACKED,
  key: 'not-honest',
  technique: { ...ATTACKED.technique, honest: ATTACKED.payload.text },
};

let server: TechniqueServer;
let run: MatrixRun;

beforeAll(async () => {
  server = await serveTechniques(all, [...fixtures, NOT_HONEST]);
  run = new MatrixRun('chromium', READERS, server);
  await run.start();
});
afterAll(async () => {
  await run.close();
  await Promise.all([server.close(), stopPixels()]);
});

test('every reader gets an ordinary sentence, and a person is told of it', async () => {
  const outcome = await run.read(fixtureOf('control-visible.article'), 0);
  expect(outcome.problem).toBe('');
  const silent = outcome.pairs.filter((pair) => pair.reader !== PIXEL_READER.id && pair.before !== true);
  expect(silent).toEqual([]);
  expect(outcome.done).toContain('labelled');
});

describe('hidden text reaches readers without Demarc and none with it', () => {
  test.each(HIDDEN)('%s', async (key) => {
    const outcome = await run.read(fixtureOf(key), HIDDEN.indexOf(key));
    const report = reportOf([outcome], readLimits(), 'chromium');
    expect(report.problems).toEqual([]);
    expect(report.voids).toEqual([]);
    expect(report.before).toBeGreaterThan(0);
    expect(report.newLeaks).toEqual([]);
    expect(outcome.done).toContain('blanked');
  });
});

// Reading letters from a picture takes what processor time there is.
test('what is painted too faintly for a person is read from the picture', { timeout: 180_000 }, async () => {
  const outcome = await run.read(fixtureOf('canvas-text.short'), 0);
  expect(outcome.pairs.find((pair) => pair.reader === PIXEL_READER.id)).toMatchObject({ before: true, problem: '' });
});

describe('an honest page is the same with Demarc and without', () => {
  test.each(HONEST)('%s', async (key) => {
    expect(await compareHonest(run, fixtureOf(key), 'chromium')).toEqual({ key, difference: '' });
  });

  test('a page that does differ is noticed', async () => {
    expect((await compareHonest(run, NOT_HONEST, 'chromium')).difference).toContain('the document differs');
  });
});
