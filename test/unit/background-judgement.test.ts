// The worker's judgement: the classifier is loaded once, when it is asked for; without it the rules go on; what rules are
// sure of is not taken back, what they are less sure of is. Rules and classifier are the delivered ones.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { scan } from '../../src/engine/scan.ts';
import { buildReport } from '../support/incidents.ts';
import { corpus, covertAttacks, judged, pastRules, quietTexts, rules, some, trainedBytes } from '../support/trained.ts';
import { Judgement } from '../../src/background/judgement.ts';

vi.mock('../../src/catalog/load.ts', async () => {
  const { packRules } = await import('../../src/engine/detect/pack.ts');
  const { readRules } = await import('../../tools/rule-catalog.ts');
  const { ROOT } = await import('../../tools/browsers/launch.ts');
  const { lexicon, files } = readRules(ROOT);
  return { packedRules: packRules(lexicon, files), CATALOG_VERSION: '1' };
});

const load = vi.fn(() => Promise.resolve(trainedBytes()));
const broken = (): Judgement => new Judgement(() => Promise.reject(new Error('no such file')));
const silent = (): ReturnType<typeof vi.spyOn> => vi.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => vi.restoreAllMocks());

const [attack] = some(covertAttacks(), 1);
const [quiet] = some(quietTexts(), 1);
const texts = [quiet?.text ?? '', attack?.text ?? '', 'x'];
/** Attacks that the rules are sure of, and honest texts in which they see signs that the classifier does not believe. */
const sure = corpus.find((e) => e.attack && scan(rules, e.text, true).verdict.confidence >= 0.85);
const taken = corpus.find(({ attack: is, text }) => {
  const { kind, confidence } = scan(rules, text, true).verdict;
  return !is && kind === 'malicious' && confidence < 0.85 && judged(text).unseen.verdict.kind === 'clean';
});

describe('the classifier', () => {
  test('is loaded once, when the first text asks for it, whoever asks at the same time', async () => {
    load.mockClear();
    const judgement = new Judgement(load);
    expect(load).not.toHaveBeenCalled();
    await Promise.all([judgement.opinions(texts), judgement.ofSeen('x'), judgement.reviewed([buildReport()])]);
    await judgement.opinions(texts);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test.each<[string, () => Judgement]>([
    ['that is not there', broken],
    ['of broken bytes', () => new Judgement(() => Promise.resolve(new ArrayBuffer(64)))],
    ['cut off', () => new Judgement(() => Promise.resolve(trainedBytes().slice(0, 1_000_000)))],
    ['whose loading throws at once', () => new Judgement(() => Promise.reject(new TypeError('failed to fetch')))],
  ])('%s leaves the rules to judge, and is told of once', async (_title, make) => {
    const told = silent();
    const judgement = make();
    expect(await judgement.opinions(texts)).toEqual([]);
    const reports = [buildReport({ text: attack?.text ?? '' })];
    expect(await judgement.reviewed(reports)).toEqual(reports);
    expect((await judgement.ofSeen(quiet?.text ?? '')).kind).toBe('clean');
    expect(told).toHaveBeenCalledTimes(1);
  });
});

describe('opinions', () => {
  test('are of what is not clean, by the place in the question', async () => {
    const answer = await new Judgement(load).opinions(texts);
    expect(answer.map((o) => o.index)).toEqual([1]);
    expect(answer[0]?.unseen?.kind).toBe('malicious');
    for (const verdict of [answer[0]?.seen, answer[0]?.unseen]) {
      expect(verdict?.kind).not.toBe('clean');
      // Why is for the record; a page's process gets the verdict alone.
      expect(verdict).not.toHaveProperty('explanation');
    }
  });

  test('of no texts, and of texts that are none, are none', async () => {
    const judgement = new Judgement(load);
    expect([await judgement.opinions([]), await judgement.opinions(['', ' ', '\ud800', '\u200b'])]).toEqual([[], []]);
  });
});

describe('a review', () => {
  const hidden = { concealment: { reason: 'transparent', evidence: {} } } as const;
  const verdictOf = (text: string) => scan(rules, text, true).verdict;
  const reviewed = async (report: ReturnType<typeof buildReport>) =>
    (await new Judgement(load).reviewed([report]))[0]?.verdict;

  test('keeps what rules are sure of', async () => {
    expect(sure).toBeDefined();
    const text = sure?.text ?? '';
    const verdict = await reviewed(buildReport({ ...hidden, text, verdict: verdictOf(text) }));
    expect(verdict?.kind).toBe('malicious');
    // Also where the text that was sent does not show it, as where a guard has read more than travels.
    const kept = await reviewed(buildReport({ ...hidden, text: 'x', verdict: verdictOf(text) }));
    expect(kept).toEqual(verdictOf(text));
  });

  test.runIf(taken)('takes back what rules only suspect and the classifier does not believe', async () => {
    const text = taken?.text ?? '';
    const verdict = await reviewed(buildReport({ ...hidden, text, verdict: verdictOf(text) }));
    expect(verdict?.kind).toBe('clean');
  });

  test('finds what rules have missed, as it is hidden', async () => {
    expect(attack && pastRules(attack)).toBe(true);
    const text = attack?.text ?? '';
    const report = buildReport({ ...hidden, text, verdict: verdictOf(text) });
    expect((await reviewed(report))?.kind).toBe('malicious');
    expect((await reviewed({ ...report, concealment: null }))?.kind).toBe('clean');
  });

  test('changes the verdict and nothing else, in the order of the reports', async () => {
    const reports = [1, 2, 3].map((n) =>
      buildReport({ id: `00000000-0000-4000-8000-00000000000${n}`, text: texts[n - 1] ?? '' }),
    );
    const answer = await new Judgement(load).reviewed(reports);
    expect(answer.map(({ verdict: _verdict, ...rest }) => rest)).toEqual(
      reports.map(({ verdict: _verdict, ...rest }) => rest),
    );
  });
});
