// Every bypass of the engine ever found, by its id; the texts are data (test/corpus/regressions), in made-up words.
import { expect, test } from 'vitest';
import data from '../corpus/regressions/engine-readings.json' with { type: 'json' };
import { MAX_TEXT } from '../../src/engine/limits.ts';
import { scan } from '../../src/engine/scan.ts';
import { madeUpRules } from '../support/made-up-rules.ts';

const rules = madeUpRules();
interface Case {
  readonly id: string;
  readonly text: string;
  readonly rule: string;
  readonly repeat?: { readonly before: string; readonly times: number; readonly gap: string };
}

test.each(data.cases as readonly Case[])('$id', ({ text, rule, repeat }) => {
  const whole = repeat ? `${repeat.before.repeat(repeat.times)}${repeat.gap}${text}` : text;
  expect(whole.length).toBeLessThanOrEqual(MAX_TEXT);
  const { verdict } = scan(rules, whole, true);
  expect(verdict.findings.map((f) => f.rule)).toContain(rule);
  expect(verdict.kind).toBe('malicious');
});
