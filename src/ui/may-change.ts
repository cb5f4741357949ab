// Whether a person may change a setting. Only decides what is offered: the worker checks again and has the last word.
import type { EffectivePolicy, PolicyKey } from '../model/policy.ts';

/** Why a setting cannot be changed, or null when it can. */
export function lockOf(policy: EffectivePolicy, key: PolicyKey): 'locked' | 'not-allowed' | 'pending' | null {
  if (policy.locked.includes(key)) return 'locked';
  if (!policy.settings.allowUserSettings) return 'not-allowed';
  if (policy.managed === 'pending') return 'pending';
  return null;
}

export function mayChange(policy: EffectivePolicy, key: PolicyKey): boolean {
  return lockOf(policy, key) === null;
}
