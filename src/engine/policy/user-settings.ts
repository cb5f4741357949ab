// A person's change of settings, checked before it is stored: what policy forbids is refused with a reason, so that
// nothing lies in storage that looks set and has no effect. The change comes from our own pages and is checked all the same.
import type { EffectivePolicy, PolicyKey, PolicySettings } from '../../model/policy.ts';
import { effectivePolicy } from './effective.ts';
import type { PolicyInput } from './effective.ts';
import { sameValue } from './keys.ts';
import { parseLayer } from './parse.ts';
import type { PolicyKeyData } from './parse.ts';

export interface Refusal {
  readonly key: string;
  /** Message key. */
  readonly reason: string;
}

export interface SettingsChange {
  /** The person's layer to store. */
  readonly user: Partial<PolicySettings>;
  /** The policy that holds with it. */
  readonly policy: EffectivePolicy;
  readonly refused: readonly Refusal[];
}

/** Applies a change to the person's layer. `null` as a value forgets the person's setting. */
export function changeUserSettings(input: PolicyInput, change: Readonly<Record<string, unknown>>): SettingsChange {
  const before = effectivePolicy(input);
  const stored = parseLayer('user', input.user, input.keys, input.renames).settings;
  const parsed = parseLayer('user', change, input.keys, input.renames);
  const wanted = parsed.settings;
  // One bad entry of a list refuses the change: here somebody is there to mend it.
  const bad = new Set(parsed.problems.map((problem) => problem.key));
  const refused: Refusal[] = [];
  const accepted: PolicyKey[] = [];
  let user: Partial<PolicySettings> = stored;
  for (const key of Object.keys(change)) {
    const spec = input.keys.find((candidate) => candidate.key === key);
    const forget = change[key] === null;
    const reason = refusal(before, spec, forget || (Object.hasOwn(wanted, key) && !bad.has(key)), forget);
    if (reason !== '' || !spec) {
      refused.push({ key, reason });
      continue;
    }
    const { [spec.key]: _old, ...rest } = user;
    user = forget ? rest : { ...rest, [spec.key]: wanted[spec.key] };
    if (!forget) accepted.push(spec.key);
  }
  const after = effectivePolicy({ ...input, user });
  for (const key of accepted) {
    if (sameValue(after.settings[key], wanted[key])) continue;
    refused.push({ key, reason: after.managed === 'pending' ? 'settingPending' : 'settingMinimum' });
    const { [key]: _new, ...rest } = user;
    user = stored[key] === undefined ? rest : { ...rest, [key]: stored[key] };
  }
  return { user, policy: effectivePolicy({ ...input, user }), refused };
}

function refusal(policy: EffectivePolicy, spec: PolicyKeyData | undefined, valid: boolean, forget: boolean): string {
  if (!spec) return 'settingInvalid';
  if (policy.locked.includes(spec.key)) return 'settingLocked';
  if (!spec.userSettable) return 'settingNotYours';
  if (!policy.settings.allowUserSettings) return 'settingsNotAllowed';
  // What forgetting a setting leads to depends on the layer that is not known yet.
  if (forget && policy.managed === 'pending') return 'settingPending';
  return valid ? '' : 'settingInvalid';
}
