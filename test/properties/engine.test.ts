// What holds for every text, not only for chosen ones: nothing throws, offsets stay inside, folding is settled, honest
// words around a payload never lose it, and the prefilter never hides what the engine would find.
// Payloads come from the catalogue's JSON; failures name the rule, never the words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIN_CONFIDENCE } from '../../src/engine/detect/pack.ts';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { detect } from '../../src/engine/detect/detect.ts';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { MAX_DECODED, MAX_EXCERPT, MAX_FINDINGS, MAX_LAYER, MAX_VIEWS } from '../../src/engine/limits.ts';
import { fold } from '../../src/engine/normalize/fold.ts';
import { views } from '../../src/engine/normalize/views.ts';
import type { View } from '../../src/engine/normalize/view.ts';
import { scan } from '../../src/engine/scan.ts';
import { judge } from '../../src/engine/verdict/judge.ts';
import { FAMILIES, SEVERITIES, type Finding } from '../../src/model/finding.ts';
import { readRules } from '../../tools/rule-catalog.ts';

const { lexicon, files } = readRules(process.cwd());
const rules = compileRules(lexicon, files);
const prefilter = createPrefilter(rules.table, () => rules);

interface Sample {
  readonly rule: string;
  readonly text: string;
}
const samples: readonly Sample[] = files.flatMap((f) =>
  f.rules
    .filter((r) => r.confidence >= MIN_CONFIDENCE)
    .flatMap((r) =>
      (r as unknown as { samples: { match: string[] } }).samples.match.map((text) => ({ rule: r.id, text })),
    ),
);
/** Rules that ask for the very start of a text; words in front of them are none of their business. */
const anchored = new Set(
  files.flatMap((f) => f.rules.filter((r) => 'pattern' in r.match && r.match.pattern.includes('^')).map((r) => r.id)),
);
/** Pattern rules that the prefilter has no anchors for: alone they are only met where something else leads there. */
const unled = files.flatMap((f) =>
  f.rules.filter((r) => 'pattern' in r.match && !r.match.anchors?.length).map((r) => r.id),
);
const leads = (f: Finding): boolean => f.confidence >= MIN_CONFIDENCE && !unled.includes(f.rule);
/** Samples that make a verdict without those. */
const strong = samples.filter(
  (s) =>
    judge(
      detect(rules, s.text).filter((f) => !unled.includes(f.rule)),
      [],
      true,
    ).kind === 'malicious',
);

/** Any UTF-16 text: letters of all scripts, lone surrogates, invisible code points, pieces of encodings. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map((a) => String.fromCharCode(...a)),
  fc.constantFrom(
    '\u200b\u200c',
    '\u200d',
    '\ufe0f',
    '\u{e0041}\u{e0042}',
    '\u202e',
    '%41%42%43',
    '&#65;',
    '&lt;',
    '\\x41\\x42',
    'QUJDREVGR0hJSktMTU5PUFFSU1Q=',
    '616263646566676869',
  ),
  fc.base64String({ maxLength: 60 }),
  fc.constantFrom(...samples.slice(0, 60).map((s) => s.text)),
);
const anyText = fc.array(piece, { maxLength: 8 }).map((p) => p.join(''));

/** Harmless words that belong to no concept. */
const honest = fc
  .array(
    fc.constantFrom(
      'kettle',
      'morning',
      'rain',
      'Tasse',
      'jardin',
      'воздух',
      '天气',
      'قهوة',
      'bread',
      '42',
      'river,',
      'moon.',
      '\u{1f600}',
      'é',
    ),
    { maxLength: 25 },
  )
  .map((w) => w.join(' '));

function checkMap(view: View, source: string): void {
  if (!view.map) {
    expect(view.text.length).toBe(source.length);
    return;
  }
  expect(view.map.length).toBe(view.text.length + 1);
  for (const offset of view.map) expect(offset >= 0 && offset <= source.length).toBe(true);
}

describe('for any text', () => {
  test('folding is settled, monotonic and inside', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const view = fold(text);
        expect(fold(view.text).text).toBe(view.text);
        checkMap(view, text);
        if (view.map)
          for (let i = 0; i + 1 < view.map.length; i++)
            expect(view.map[i] ?? 0).toBeLessThanOrEqual(view.map[i + 1] ?? 0);
      }),
      { numRuns: 1_500 },
    );
  });

  test('views never throw, are bounded, and map inside', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, decoded, guesses } = views(text);
        expect(decoded.length).toBeLessThanOrEqual(MAX_VIEWS);
        expect(decoded.reduce((n, v) => n + v.text.length, 0)).toBeLessThanOrEqual(MAX_DECODED * 2);
        for (const view of [folded, ...decoded, ...guesses]) checkMap(view, text);
      }),
      { numRuns: 800 },
    );
  });

  test('a scan never throws, is the same twice, and its findings lie inside the text', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, hidden) => {
        const result = scan(rules, text, hidden);
        expect(scan(rules, text, hidden)).toEqual(result);
        const { verdict } = result;
        expect(verdict.confidence >= 0 && verdict.confidence <= 1).toBe(true);
        expect(verdict.findings.length).toBeLessThanOrEqual(MAX_FINDINGS);
        for (const f of verdict.findings) {
          expect(f.start >= 0 && f.start < f.end && f.end <= text.length).toBe(true);
          expect(f.excerpt.length > 0 && f.excerpt.length <= MAX_EXCERPT).toBe(true);
        }
        for (const l of verdict.layers) expect(l.text.length).toBeLessThanOrEqual(MAX_LAYER);
      }),
      { numRuns: 600 },
    );
  });

  test('the prefilter never throws; its places ascend, lie inside, and respect the limit', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 5 }), (text, limit) => {
        const places = prefilter.find(text, limit);
        expect(places.length).toBeLessThanOrEqual(limit);
        expect(places.length > 0).toBe(prefilter.test(text));
        places.forEach((p, i) => expect(p >= 0 && p < text.length && p >= (places[i - 1] ?? 0)).toBe(true));
      }),
      { numRuns: 1_500 },
    );
  });
});

test('the excerpt is what stands at the place of the finding, folded', () => {
  fc.assert(
    fc.property(fc.constantFrom(...samples), honest, honest, ({ text }, before, after) => {
      const whole = `${before}\n${text}\n${after}`;
      for (const f of detect(rules, whole)) {
        expect(f.excerpt.startsWith(fold(whole.slice(f.start, f.end)).text.slice(0, MAX_EXCERPT).trimEnd())).toBe(true);
      }
    }),
    { numRuns: 600 },
  );
});

test('honest words around a payload never lose it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...strong), honest, honest, (sample, before, after) => {
      const found = new Set(detect(rules, `${before}\n${sample.text}\n${after}`).map((f) => f.rule));
      const lost = detect(rules, sample.text)
        .map((f) => f.rule)
        .filter((r) => !found.has(r) && !anchored.has(r));
      expect(lost).toEqual([]);
      if (detect(rules, sample.text).some((f) => anchored.has(f.rule))) return;
      expect(scan(rules, `${before}\n${sample.text}\n${after}`, true).verdict.kind).toBe('malicious');
    }),
    { numRuns: 1_000 },
  );
});

test('a further finding never lowers the verdict', () => {
  const finding: fc.Arbitrary<Finding> = fc.record({
    rule: fc.constant('x.y'),
    family: fc.constantFrom(...FAMILIES),
    severity: fc.constantFrom(...SEVERITIES),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    start: fc.constant(0),
    end: fc.constant(1),
    transform: fc.constant('original' as const),
    excerpt: fc.constant('x'),
  });
  const rank = { clean: 0, suspicious: 1, malicious: 2, 'not-scanned': -1 } as const;
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 8 }), finding, fc.boolean(), (list, more, hidden) => {
      const a = judge(list, [], hidden);
      const b = judge([...list, more], [], hidden);
      expect(b.confidence).toBeGreaterThanOrEqual(a.confidence - 1e-12);
      expect(rank[b.kind]).toBeGreaterThanOrEqual(rank[a.kind]);
      expect(judge(list, [], true).confidence).toBe(judge(list, [], false).confidence);
      expect(rank[judge(list, [], true).kind]).toBeGreaterThanOrEqual(rank[judge(list, [], false).kind]);
    }),
    { numRuns: 2_000 },
  );
});

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
   * each may only shrink. Short encodings (a run below 32 characters) are too common on honest pages to be read closer.
   */
  const KNOWN: Readonly<Record<string, number>> = {
    base64: 0.06,
    base64url: 0.07,
    hex: 0.009,
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
