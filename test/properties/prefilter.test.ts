// The prefilter never hides what the engine would find: whatever the gaps, the case, the disguise. Known misses are
// measured and may only shrink. Failures name the rule, never the words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detect } from '../../src/engine/detect/detect.ts';
import { scan } from '../../src/engine/scan.ts';
import { honest, leads, prefilter, rules, samples, strong, unled } from '../support/rule-samples.ts';

describe('the prefilter lets pass whatever the engine would find', () => {
  const gap = fc.constantFrom(' ', '  ', '\u00a0', '\n', '\n\n\t', ' \u00a0 ');
  const casing = fc.constantFrom<(t: string) => string>(
    (t) => t,
    (t) => t.toUpperCase(),
    (t) => t.toLowerCase(),
    (t) => t.replace(/\p{L}+/gu, (w) => w.slice(0, 1).toUpperCase() + w.slice(1)),
  );

  test('with other gaps, other case, and honest words around', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.array(gap, { minLength: 1, maxLength: 4 }),
        casing,
        honest,
        honest,
        (sample, gaps, recase, before, after) => {
          let n = 0;
          const text = recase(sample.text).replace(/ /g, () => {
            const chosen = gaps[n++ % gaps.length] ?? ' ';
            // See the known miss of no-break spaces below.
            return /[^\x00-\x7f]/.test(sample.text) ? chosen.replaceAll('\u00a0', ' ') : chosen;
          });
          const whole = `${before}\n${text}\n${after}`;
          const found = detect(rules, whole).filter(leads);
          if (found.length > 0 && !prefilter.test(whole))
            throw new Error(`not let through: ${found.map((f) => f.rule).join()}`);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('rules without anchors are a short, known list that may only shrink', () => {
    const known = [
      'action-steering.money-away',
      'chat-template.plain-token',
      'chat-template.section-heading',
      'chat-template.transcript',
      'data-exfiltration.address-with-data',
      'data-exfiltration.image-with-data',
      'data-exfiltration.mail-order',
      'role-spoofing.header-token',
      'task-injection.quoted-answer',
    ];
    expect(unled.filter((id) => !known.includes(id))).toEqual([]);
  });

  // The lookup of anchors keeps a combining mark that folding drops.
  test('decomposed accents inside an anchor', () => {
    const whole = strong.map((s) => s.text.normalize('NFD')).filter((t) => detect(rules, t).some(leads));
    expect(whole.filter((t) => !prefilter.test(t)).length).toBe(0);
  });

  // A word after a no-break space is not taken for a beginning unless it begins with a Latin letter.
  test('no-break spaces before words of other scripts', () => {
    const whole = samples.map((s) => s.text.replace(/ /g, '\u00a0')).filter((t) => detect(rules, t).some(leads));
    expect(whole.filter((t) => !prefilter.test(t)).length).toBe(0);
  });

  // A space of the General Punctuation block alone between words is folded away instead of read as a gap.
  test('em spaces between words', () => {
    const whole = strong.map((s) => s.text.replace(/ /g, '\u2003')).filter((t) => detect(rules, t).some(leads));
    expect(whole.filter((t) => !prefilter.test(t)).length).toBe(0);
  });

  const tags = (t: string): string =>
    [...t].map((c) => (c < '\u007f' ? String.fromCodePoint(0xe0000 + (c.codePointAt(0) ?? 0)) : c)).join('');
  const wide = (t: string): string => t.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  const split =
    (sign: string) =>
    (t: string): string =>
      t.replace(/(\p{L})(?=\p{L})/gu, `$1${sign}`);
  const cyrillic: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х' };
  const leet: Readonly<Record<string, string>> = { a: '4', e: '3', o: '0', i: '1' };
  const disguises: readonly (readonly [string, (t: string) => string])[] = [
    ['tags', tags],
    ['full width', wide],
    ['zero-width spaces', split('\u200b')],
    ['soft hyphens', split('\u00ad')],
    ['word joiners', split('\u2060')],
    ['combining marks', split('\u0332')],
    ['base64', (t) => Buffer.from(t).toString('base64')],
    ['base64url', (t) => Buffer.from(t).toString('base64url')],
    ['hex', (t) => Buffer.from(t).toString('hex')],
    ['hex with spaces', (t) => Buffer.from(t).toString('hex').replace(/(..)/g, '$1 ')],
    ['percent', (t) => [...Buffer.from(t)].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('')],
    ['entities', (t) => [...t].map((c) => `&#${c.codePointAt(0) ?? 0};`).join('')],
    ['look-alikes', (t) => t.replace(/[aeocpx]/g, (c) => cyrillic[c] ?? c)],
    ['leet', (t) => t.replace(/[aeoi]/g, (c) => leet[c] ?? c)],
    ['letters apart', (t) => [...t].join(' ')],
    ['letters apart, wider between words', (t) => [...t.replace(/ /g, '  ')].join(' ')],
    ['letters apart by dots', (t) => [...t].join('.')],
    [
      'rot13',
      (t) =>
        t.replace(/[a-z]/gi, (c) =>
          String.fromCharCode(
            (c <= 'Z' ? 90 : 122) >= c.charCodeAt(0) + 13 ? c.charCodeAt(0) + 13 : c.charCodeAt(0) - 13,
          ),
        ),
    ],
    ['reversed', (t) => [...t].reverse().join('')],
  ];

  /**
   * Share of samples that the prefilter may still miss in a disguise that the engine reads: known limits, measured;
   * each may only shrink. Short encodings (a run below 24 characters) are too common on honest pages to be read closer.
   */
  const KNOWN: Readonly<Record<string, number>> = {
    base64: 0.06,
    base64url: 0.07,
    hex: 0,
    'hex with spaces': 1,
    leet: 0.25,
    'letters apart': 0.06,
    'letters apart by dots': 1,
    rot13: 0.4,
    reversed: 0.85,
  };

  test.each(disguises)('disguised as %s', (name, disguise) => {
    const lost: string[] = [];
    let seen = 0;
    for (const sample of strong) {
      const whole = `kettle and rain\n${disguise(sample.text)}\nbread.`;
      const { kind } = scan(rules, whole, true).verdict;
      if (kind !== 'malicious') continue;
      seen++;
      if (!prefilter.test(whole)) lost.push(sample.rule);
    }
    expect(seen).toBeGreaterThan(15);
    expect(lost.length / seen, `${lost.length} of ${seen}: ${[...new Set(lost)].join()}`).toBeLessThanOrEqual(
      KNOWN[name] ?? 0,
    );
  });
});
