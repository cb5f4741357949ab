// A guard on the test page whose worker has an opinion of its own: what holds the marker word is an attack, as seen or as
// unseen. No rule of the made-up catalogue knows the marker.
import { afterEach, expect, vi } from 'vitest';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { Guard } from '../../src/guard/guard.ts';
import type { Ask } from '../../src/guard/second-look.ts';
import type { GuardDecision, Opinion } from '../../src/messaging/contract.ts';
import type { IncidentReport } from '../../src/model/incident.ts';
import type { Action } from '../../src/model/policy.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { labelTexts, revealed as reveal } from '../support/framework-texts.ts';
import { madeUpRules } from '../support/made-up-rules.ts';

const rules = madeUpRules();
const prefilter = createPrefilter(rules.table, () => rules);

/** Words that only the worker objects to. */
export const ONLY_WORKER = 'The grumbit should be whispered before the evening tea is served.';
export const MARKER = 'grumbit';

const verdict = (kind: Verdict['kind']): Verdict => ({
  kind,
  severity: 'medium',
  confidence: 0.9,
  families: ['suppression'],
  findings: [],
  layers: [],
});

/** The worker's opinion by the marker word. */
export function opinionsOn(
  texts: readonly string[],
  seen: Verdict['kind'] = 'malicious',
  word: string = MARKER,
): Opinion[] {
  return texts.flatMap((text, index) =>
    text.includes(word) ? [{ index, seen: seen === 'clean' ? null : verdict(seen), unseen: verdict('malicious') }] : [],
  );
}

export interface Guarded {
  readonly guard: Guard;
  readonly life: AbortController;
  readonly reports: IncidentReport[];
  /** Every message to the worker. */
  readonly asked: (readonly string[])[];
}

const lives: AbortController[] = [];
afterEach(() => {
  for (const life of lives.splice(0)) life.abort();
});

/** Starts a guard on the current page. The worker blocks what is hidden and warns of what is seen. */
export function guarded(ask: Ask = (texts) => Promise.resolve(opinionsOn(texts))): Guarded {
  const [reports, asked]: [IncidentReport[], (readonly string[])[]] = [[], []];
  const life = new AbortController();
  lives.push(life);
  const send = (batch: readonly IncidentReport[]): Promise<GuardDecision[]> => {
    reports.push(...batch);
    return Promise.resolve(
      batch.map(({ id, concealment }) => {
        const action: Action = concealment ? 'block' : 'warn';
        return { id, decision: { action, reason: 'r', layer: 'default', key: 'hiddenTextAction', trace: [] } };
      }),
    );
  };
  const noted: Ask = (texts) => {
    asked.push(texts);
    return ask(texts);
  };
  const guard = new Guard({ prefilter, rules: () => rules, labelTexts, reveal, ask: noted, send }, life.signal);
  guard.start();
  return { guard, life, reports, asked };
}

export const within = (check: () => void, timeout = 5_000): Promise<void> => vi.waitFor(check, { timeout });
export const items = ({ guard }: Guarded): string[] => guard.status().items.map((i) => i.enforcement);
export const done = (g: Guarded, ...what: string[]): Promise<void> =>
  within(() => expect(items(g).sort()).toEqual([...what].sort()));
/** Waits until the worker was asked about a text that holds these words. */
export const shown = ({ asked }: Guarded, words: string): Promise<void> =>
  within(() => expect(asked.flat().some((text) => text.includes(words))).toBe(true));
export const times = ({ asked }: Guarded, words: string): number =>
  asked.flat().filter((text) => text.includes(words)).length;
export const turn = (ms = 60): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
