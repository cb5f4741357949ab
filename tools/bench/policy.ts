// `npm run bench:policy`: what decisions cost, in Node on one core, with a policy as full as it may be, and what it costs to
// try a draft on ten thousand incidents. Ends with 1 when a figure is over its budget.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { decide, type DecisionInput } from '../../src/engine/policy/decide.ts';
import { decideInput } from '../../src/engine/policy/decide-input.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { replay } from '../../src/engine/policy/replay.ts';
import type { InputFacts } from '../../src/model/input.ts';
import type { Incident } from '../../src/model/incident.ts';
import type { EffectivePolicy } from '../../src/model/policy.ts';
import { SENSITIVE_TYPES, categoryOf } from '../../src/model/sensitive.ts';
import { median, say } from './sample.ts';

const HELP = `npm run bench:policy [-- --json OUT]

  --json OUT         write the figures to the file OUT`;

/** Microseconds of one decision; milliseconds of a trial. */
const DECISION_US = 50;
const TRIAL_MS = 500;
const INCIDENTS = 10_000;
const RUNS = 9;
const NOW = Date.UTC(2027, 0, 15);

const keys = managedKeys.keys as readonly PolicyKeyData[];
const presets = policyPresets.presets as PresetData;
const policyOf = (raw: object): EffectivePolicy =>
  effectivePolicy({ managed: { state: 'present', raw, lastKnown: undefined }, user: undefined, keys, presets });

/** As many entries as each list may have, of which few fit. */
const FULL = policyOf({
  excludedSites: Array.from({ length: 500 }, (_, i) => `*.site-${i}.example`),
  rules: Array.from(
    { length: 200 },
    (_, i) =>
      `r-${i}: ${i % 2 ? 'warn' : 'audit'} data=${SENSITIVE_TYPES[i % SENSITIVE_TYPES.length]} site=*.a-${i % 7}.example,*.example.org`,
  ),
  exceptions: Array.from(
    { length: 200 },
    (_, i) => `r-${i}: until=2027-12-31 owner="Owner ${i}" reason="Reason ${i}" service=claude,chatgpt`,
  ),
});
const text: DecisionInput = {
  ...{
    site: 'news.example.org',
    frameSite: 'news.example.org',
    service: 'claude',
    hidden: true,
    verdictKind: 'malicious',
  },
  ...{ families: ['data-exfiltration'], severity: 'high', confidence: 0.9 },
};
const message: InputFacts = {
  ...{ way: 'send', steering: 'clean', hidden: false, foreign: false, unscanned: false },
  spans: SENSITIVE_TYPES.slice(0, 3).map((type) => ({ type, category: categoryOf(type) })),
};
const every: InputFacts = { ...message, spans: SENSITIVE_TYPES.map((type) => ({ type, category: categoryOf(type) })) };
const place = { site: 'news.example.org', service: 'claude', layer: 'saas', account: 'work', agent: false } as const;

/** Processor milliseconds of this process, so that waiting for a busy machine is no cost. */
function cpuMs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** Microseconds of one call: the median of some runs of many calls, after warming up. */
function each(work: () => unknown): number {
  const calls = 2_000;
  const times = Array.from({ length: RUNS }, () => {
    const ms = cpuMs(() => {
      for (let i = 0; i < calls; i++) work();
    });
    return (ms * 1000) / calls;
  });
  return median(times.slice(2)) ?? NaN;
}

function incidents(): Incident[] {
  return Array.from({ length: INCIDENTS }, (_, i): Incident => {
    const input = i % 3 === 0;
    return {
      ...{ schema: 'demarc.incident/1', id: String(i), time: NOW - i, site: `s-${i % 50}.example`, frameSite: '' },
      ...{ url: '', service: i % 2 ? 'claude' : '', tabId: 1, frameId: 0, text: '', textLength: 0, name: '', path: '' },
      ...{ snippet: '', undoneAt: 0, policyHash: '', catalogVersion: '', appVersion: '', enforcement: 'recorded' },
      carrier: input ? 'input' : 'text',
      concealment: null,
      verdict: {
        kind: 'malicious',
        severity: 'high',
        confidence: 1,
        families: ['suppression'],
        findings: [],
        layers: [],
      },
      decision: { action: 'audit', reason: '', layer: 'default', key: 'enabled', trace: [] },
      ...(input
        ? {
            input: {
              ...{ way: 'send', outcome: 'passed', reason: '', account: 'work', spanCount: 3 },
              ...{ hidden: false, foreign: false, unscanned: false },
              spans: message.spans.map((s) => ({ ...s, confidence: 1, masked: '', action: 'audit' as const })),
            } as const,
          }
        : {}),
    };
  });
}

/** Milliseconds of trying a draft, median. */
function trial(from: EffectivePolicy, to: EffectivePolicy): number {
  const all = incidents();
  const times = Array.from({ length: RUNS }, () => cpuMs(() => void replay(all, from, to, new Map(), NOW)));
  return median(times) ?? NaN;
}

const { values } = parseArgs({ options: { json: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) say(HELP);
else {
  const plain = policyOf({});
  const figures = [
    { name: 'a hidden text, defaults', value: each(() => decide(plain, text, NOW)), unit: 'µs', budget: DECISION_US },
    { name: 'a hidden text, full policy', value: each(() => decide(FULL, text, NOW)), unit: 'µs', budget: DECISION_US },
    {
      name: 'a message with 3 kinds of values, full policy',
      value: each(() => decideInput(FULL, place, message, NOW)),
      unit: 'µs',
      budget: DECISION_US,
    },
    {
      name: 'a message with every kind, full policy',
      value: each(() => decideInput(FULL, place, every, NOW)),
      unit: 'µs',
      budget: DECISION_US,
    },
    {
      name: 'a draft on 10,000 incidents, presets',
      value: trial(plain, policyOf({ preset: 'strict' })),
      unit: 'ms',
      budget: TRIAL_MS,
    },
    { name: 'a draft on 10,000 incidents, full policies', value: trial(FULL, FULL), unit: 'ms', budget: TRIAL_MS },
  ];
  for (const { name, value, unit, budget } of figures)
    say(`${name.padEnd(48)} ${value.toFixed(2).padStart(9)} ${unit}  (at most ${budget})`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (figures.some(({ value, budget }) => value > budget)) process.exitCode = 1;
}
