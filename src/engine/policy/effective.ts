// Joins the layers default < preset < user < managed into the policy that holds. Raw layers are any JSON (see parse.ts).
// The rule behind everything here: what an organisation may have said is never loosened, also while it is not known yet,
// where its value is broken, and where it chose a preset instead of single values.
import type { EffectivePolicy, ManagedState, PolicyKey, PolicyLayer, PolicySettings } from '../../model/policy.ts';
import { telling } from '../../model/telling.ts';
import { POLICY_KEYS, defaultSettings, sameValue, settingsOf } from './keys.ts';
import type { PolicyValue } from './keys.ts';
import { LOCKDOWN } from './lockdown.ts';
import { parseLayer } from './parse.ts';
import type { ParsedLayer, PolicyKeyData, PresetData } from './parse.ts';
import type { Renames } from './renames.ts';
import { tighter } from './strictness.ts';

export interface PolicyInput {
  readonly managed: {
    readonly state: ManagedState;
    /** What storage.managed holds; looked at when the state is 'present'. */
    readonly raw: unknown;
    /** What was good of it the last time it was known: holds while 'pending', and for a key whose value is broken now. */
    readonly lastKnown: unknown;
  };
  /** The person's own settings as stored. */
  readonly user: unknown;
  readonly keys: readonly PolicyKeyData[];
  readonly presets: PresetData;
  /** Names that updates have changed; none where they are not given. */
  readonly renames?: Renames;
}

interface Stack {
  readonly settings: PolicySettings;
  readonly source: Readonly<Record<PolicyKey, PolicyLayer>>;
}

/** The policy that holds. Total: any stored value gives a policy, with its problems named. */
export function effectivePolicy(input: PolicyInput): EffectivePolicy {
  const { keys, presets } = input;
  const { state } = input.managed;
  const managed = managedLayer(input);
  const user = parseLayer('user', input.user, keys, input.renames);
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
  const held = settings.lockdown ? lockedDown(settings, source as Sources) : { settings, source: source as Sources };
  return {
    ...held,
    managed: state,
    locked: POLICY_KEYS.filter(
      (key) => managed.settings[key] !== undefined || (settings.lockdown && Object.hasOwn(LOCKDOWN, key)),
    ),
    problems: [...managed.problems, ...(useUser ? user.problems : [])],
    hash: policyHash(held.settings),
  };
}

type Sources = Readonly<Record<PolicyKey, PolicyLayer>>;

/** Everything as in an emergency; what Demarc's own switch is stays the organisation's word, if it has said one. */
function lockedDown(settings: PolicySettings, source: Sources): { settings: PolicySettings; source: Sources } {
  const on = source.enabled === 'managed' ? {} : { enabled: true };
  const forced = { ...LOCKDOWN, ...on };
  const by = Object.fromEntries(Object.keys(forced).map((key) => [key, source.lockdown]));
  return { settings: { ...settings, ...forced }, source: { ...source, ...by } };
}

/** What an organisation says, with the last good value of each key whose value cannot be used now. */
function managedLayer({ managed, keys, renames }: PolicyInput): ParsedLayer {
  if (managed.state === 'none') return { settings: {}, problems: [] };
  if (managed.state === 'pending') return parseLayer('managed', managed.lastKnown, keys, renames);
  const now = parseLayer('managed', managed.raw, keys, renames);
  const last = parseLayer('managed', managed.lastKnown, keys, renames).settings;
  const all = typeof managed.raw !== 'object' || Array.isArray(managed.raw);
  const broken = keys
    .map(({ key }) => key)
    .filter((key) => now.settings[key] === undefined && last[key] !== undefined && (all || isGiven(managed.raw, key)));
  if (broken.length === 0) return now;
  const kept = Object.fromEntries(broken.map((key) => [key, last[key]]));
  return {
    settings: { ...kept, ...now.settings },
    problems: now.problems.map((p) =>
      broken.some((key) => key === p.key) ? { ...p, problem: telling('problemLastGood', p.problem) } : p,
    ),
  };
}

const isGiven = (raw: unknown, key: string): boolean => raw !== null && Object.hasOwn(raw as object, key);

/** What to remember of an organisation's policy: its good values, and the last good ones of keys that are broken now. */
export const goodManaged = (input: PolicyInput): Partial<PolicySettings> => managedLayer(input).settings;

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
