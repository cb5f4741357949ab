// Joins the layers default < preset < user < managed into the policy that holds. Raw layers are any JSON (see parse.ts).
// The rule behind everything here: what an organisation may have said is never loosened, also while it is not known yet,
// where its value is broken, and where it chose a preset instead of single values.
import type { EffectivePolicy, ManagedState, PolicyKey, PolicyLayer, PolicySettings } from '../../model/policy.ts';
import { POLICY_KEYS, defaultSettings, sameValue, settingsOf } from './keys.ts';
import type { PolicyValue } from './keys.ts';
import { parseLayer } from './parse.ts';
import type { ParsedLayer, PolicyKeyData, PresetData } from './parse.ts';
import { tighter } from './strictness.ts';

export interface PolicyInput {
  readonly managed: {
    readonly state: ManagedState;
    /** What storage.managed holds; looked at when the state is 'present'. */
    readonly raw: unknown;
    /** What it held the last time it was known; looked at while the state is 'pending'. */
    readonly lastKnown: unknown;
  };
  /** The person's own settings as stored. */
  readonly user: unknown;
  readonly keys: readonly PolicyKeyData[];
  readonly presets: PresetData;
}

interface Stack {
  readonly settings: PolicySettings;
  readonly source: Readonly<Record<PolicyKey, PolicyLayer>>;
}

/** The policy that holds. Total: any stored value gives a policy, with its problems named. */
export function effectivePolicy(input: PolicyInput): EffectivePolicy {
  const { keys, presets } = input;
  const { state } = input.managed;
  const managed = parseLayer('managed', managedRaw(input), keys);
  const user = parseLayer('user', input.user, keys);
  const defaults = defaultSettings(keys);

  const base = stack(defaults, {}, managed.settings, presets);
  const useUser = base.settings.allowUserSettings;
  const full = useUser ? stack(defaults, user.settings, managed.settings, presets) : base;
  const bounded = boundedKeys(state, managed, presets);

  const source: Partial<Record<PolicyKey, PolicyLayer>> = {};
  const settings = settingsOf((key) => {
    const value = bounded.has(key) ? tighter(key, base.settings[key], full.settings[key]) : full.settings[key];
    source[key] = bounded.has(key) && sameValue(value, base.settings[key]) ? base.source[key] : full.source[key];
    return value;
  });
  return {
    settings,
    source: source as Readonly<Record<PolicyKey, PolicyLayer>>,
    managed: state,
    locked: POLICY_KEYS.filter((key) => managed.settings[key] !== undefined),
    problems: [...managed.problems, ...(useUser ? user.problems : [])],
    hash: policyHash(settings),
  };
}

function managedRaw({ managed }: PolicyInput): unknown {
  if (managed.state === 'present') return managed.raw;
  return managed.state === 'pending' ? managed.lastKnown : undefined;
}

function stack(
  defaults: PolicySettings,
  user: Partial<PolicySettings>,
  managed: Partial<PolicySettings>,
  presets: PresetData,
): Stack {
  const preset = managed.preset ?? user.preset ?? defaults.preset;
  // A value from a preset was decided by whoever chose the preset.
  const presetLayer = managed.preset ? 'managed' : user.preset ? 'preset' : 'default';
  const layers: readonly (readonly [PolicyLayer, Partial<PolicySettings>])[] = [
    ['managed', managed],
    ['user', user],
    [presetLayer, presets[preset]],
  ];
  const source: Partial<Record<PolicyKey, PolicyLayer>> = {};
  const settings = settingsOf((key): PolicyValue => {
    for (const [layer, values] of layers) {
      const value = values[key];
      if (value === undefined) continue;
      source[key] = layer;
      return value;
    }
    source[key] = 'default';
    return defaults[key];
  });
  return { settings, source: source as Readonly<Record<PolicyKey, PolicyLayer>> };
}

/** Keys that a person may tighten but not loosen, compared with the policy without the person's settings. */
function boundedKeys(state: ManagedState, managed: ParsedLayer, presets: PresetData): ReadonlySet<PolicyKey> {
  const bad = new Set(managed.problems.map((problem) => problem.key));
  // These decide over other keys; when they cannot be read, nobody knows over which.
  if (state === 'pending' || bad.has('preset') || bad.has('allowUserSettings')) return new Set(POLICY_KEYS);
  const unreadable = bad.has('') && Object.keys(managed.settings).length === 0;
  if (unreadable) return new Set(POLICY_KEYS);
  const ofPreset = managed.settings.preset ? presets[managed.settings.preset] : {};
  return new Set(POLICY_KEYS.filter((key) => bad.has(key) || ofPreset[key] !== undefined));
}

/** Short stable hash of settings (FNV-1a, two runs of 32 bits): equal settings, equal hash. Not a secret, not a proof. */
export function policyHash(settings: PolicySettings): string {
  const text = POLICY_KEYS.map((key) => {
    const value = settings[key];
    return `${key}=${JSON.stringify(typeof value === 'object' ? [...value].sort() : value)}`;
  }).join('\n');
  return fnv1a(text, 0x811c9dc5) + fnv1a(text, 0x9747b28c);
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
