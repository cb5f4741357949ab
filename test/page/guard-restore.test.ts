// The whole guard on random pages: text that steers in any carrier, shown or hidden in any way, among honest text, while
// the page goes on changing. It goes when the guard is there, and the end of the guard leaves the page as it was.
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { Guard } from '../../src/guard/guard.ts';
import type { GuardDecision } from '../../src/messaging/contract.ts';
import type { IncidentReport } from '../../src/model/incident.ts';
import { labelTexts, revealed as reveal } from '../support/framework-texts.ts';
import { HONEST, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';

/** The worker has no opinion of its own here: rules decide. */
const ask = (): Promise<readonly []> => Promise.resolve([]);

const rules = madeUpRules();
const prefilter = createPrefilter(rules.table, () => rules);

const words = fc.oneof(fc.constant(HONEST), fc.constant(PAYLOAD), fc.string({ unit: 'grapheme', maxLength: 8 }));
const hiding = fc.constantFrom('', 'display:none', 'opacity:0', 'font-size:0', 'position:absolute;left:-9999px');
const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const piece = fc.oneof(
  fc.tuple(words, hiding).map(([t, h]) => `<p style="${h}">${quoted(t)}</p>`),
  fc
    .tuple(words, words, hiding)
    .map(([a, b, h]) => `<div lang="en">${quoted(a)} <b style="${h}">${quoted(b)}</b></div>`),
  words.map((t) => `<img alt="${quoted(t)}" src="data:," title="x" width="9">`),
  words.map((t) => `<a href="#f?q=${encodeURIComponent(t)}" class="c">link</a>`),
  words.map((t) => `<!--${t.replaceAll(/[->]/g, '')}-->`),
  words.map(
    (t) => `<script type="application/json">{"n": 1.0, "t": ${JSON.stringify(t).replaceAll('<', '\\u003c')}}</script>`,
  ),
  words.map((t) => `<template><i>${quoted(t)}</i></template>`),
  words.map((t) => `<input type="hidden" value="${quoted(t)}" name="n">`),
  words.map((t) => `<select><option>${quoted(t)}</option></select>`),
);
const pages = fc.array(piece, { minLength: 1, maxLength: 8 }).map((list) => list.join('\n'));

/** A guard whose worker takes everything away. */
function guarded(): { guard: Guard; life: AbortController; reports: IncidentReport[] } {
  const life = new AbortController();
  const reports: IncidentReport[] = [];
  const decision = { action: 'redact', reason: 'r', layer: 'default', key: 'hiddenTextAction', trace: [] } as const;
  const send = (batch: readonly IncidentReport[]): Promise<GuardDecision[]> => {
    reports.push(...batch);
    return Promise.resolve(batch.map(({ id }) => ({ id, decision })));
  };
  const guard = new Guard({ prefilter, rules: () => rules, labelTexts, reveal, ask, send }, life.signal);
  guard.start();
  return { guard, life, reports };
}
const rested = (guard: Guard): Promise<void> =>
  vi.waitFor(
    () => {
      const { state, items } = guard.status();
      expect([state, items.filter((i) => i.enforcement === 'held').length]).toEqual(['scanned', 0]);
    },
    { timeout: 5_000, interval: 5 },
  );
/** Everything that a reader of the source gets, templates included, our own note left out. */
const source = (): string => document.body.innerHTML;
const steers = (): boolean => source().includes('quandle');

describe('a guard comes and goes', () => {
  test('on random pages: what steers goes, and everything is back to the byte', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(pages, async (html) => {
        show(html);
        const before = source();
        const { guard, life, reports } = guarded();
        await rested(guard);
        try {
          if (reports.length > 0) await vi.waitFor(() => expect(steers()).toBe(false), { timeout: 3_000, interval: 5 });
          taken += reports.length;
        } finally {
          life.abort();
        }
        expect(source()).toBe(before);
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(taken).toBeGreaterThan(20);
  });

  test('case by case, in any order, as well', async () => {
    await fc.assert(
      fc.asyncProperty(pages, fc.infiniteStream(fc.nat(50)), async (html, picks) => {
        show(html);
        const before = source();
        const { guard, life } = guarded();
        await rested(guard);
        await vi.waitFor(() => expect(steers()).toBe(false), { timeout: 3_000, interval: 5 });
        for (;;) {
          const left = guard.status().items.filter((i) => i.enforcement === 'blanked');
          const next = left[(picks.next().value ?? 0) % Math.max(1, left.length)];
          if (!next) break;
          expect(guard.undo(next.id)).toBe(true);
        }
        try {
          expect(source()).toBe(before);
        } finally {
          life.abort();
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
