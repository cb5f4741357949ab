// Policies as files: what is written down for an organisation or another browser, and for a help desk.
import type { EffectivePolicy, PolicyKey } from '../../../model/policy.ts';
import { tell } from '../../t.ts';

/** Settings that somebody has made, key by key, as they can be pushed or imported. Demarc's own defaults are left out. */
export function exportedPolicy({ settings, source }: EffectivePolicy): string {
  const keys = (Object.keys(settings) as PolicyKey[]).filter((key) => source[key] !== 'default');
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, settings[key]])), null, 2);
}

/** All that a help desk has to know of the policy in force, without anything that was recorded. */
export function policyReport(policy: EffectivePolicy, version: string, now: number): unknown {
  return {
    schema: 'demarc.policy-report/1',
    version,
    time: new Date(now).toISOString(),
    managed: policy.managed,
    hash: policy.hash,
    settings: policy.settings,
    source: policy.source,
    locked: policy.locked,
    problems: policy.problems.map((p) => ({ ...p, problem: tell(p.problem) })),
  };
}

/** Hands a text to the browser as a file to be kept. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
