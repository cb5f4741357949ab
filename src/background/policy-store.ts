// Keeps the effective policy current: reads storage.managed with its late arrival, the person's settings, and the last
// managed values seen. Until it is known whether the organisation has a policy, nothing may loosen.
import { effectivePolicy, goodManaged } from '../engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../engine/policy/parse.ts';
import type { PolicyInput } from '../engine/policy/effective.ts';
import { ownDataOf } from '../engine/policy/own-data.ts';
import { compilePatterns } from '../engine/sensitive/own/patterns.ts';
import { policyDraft } from '../engine/policy/draft.ts';
import { NO_RENAMES, type Renames } from '../engine/policy/renames.ts';
import { changeUserSettings } from '../engine/policy/user-settings.ts';
import type { EffectivePolicy, ManagedState, PolicyDraft, PolicyProblem } from '../model/policy.ts';
import { telling } from '../model/telling.ts';
import { latestTime, withoutEnded } from './latest-time.ts';
import { read, readAll, remove, write } from '../platform/storage.ts';

/** Names the patterns of an organisation that RE2 does not take; the pages leave them out as well. */
function withPatternsChecked(policy: EffectivePolicy): EffectivePolicy {
  const key = 'organisationPatterns';
  const { refused } = compilePatterns(ownDataOf(policy.settings).patterns);
  const problems = refused.map(({ id, reason }): PolicyProblem => {
    return { layer: policy.source[key], key, problem: telling('problemPattern', id, reason) };
  });
  return problems.length === 0 ? policy : { ...policy, problems: [...policy.problems, ...problems] };
}

/** Chromium delivers a first policy about 3 s after start; after this long without one there is none. */
export const MANAGED_WAIT_MS = 10_000;
/** "No policy" is asked again after this long: an event that never came must not leave a browser unmanaged. */
const NONE_HOLDS_MS = 30_000;
const USER = 'policy.user';
const LAST_MANAGED = 'policy.lastManaged';
/** Set once per browser session when it is known that there is no managed policy. */
const SETTLED = 'policy.settled';
/** When this session's first worker began to wait; worker deaths must not start the wait anew. */
const WAITING_SINCE = 'policy.waitingSince';

export class PolicyStore {
  private cached: Promise<EffectivePolicy> | undefined;
  private noneUntil = Infinity;
  /** Changes read, judge and write in turn, so that two at once are both kept. */
  private changes: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly keys: readonly PolicyKeyData[],
    private readonly presets: PresetData,
    private readonly now: () => number,
    private readonly renames: Renames = NO_RENAMES,
  ) {}

  /** The policy in force. Never rejects: with unreadable storage the defaults apply and the problem is named. */
  current(): Promise<EffectivePolicy> {
    if (this.now() > this.noneUntil) this.invalidate();
    this.cached ??= this.load();
    return this.cached;
  }

  /** Storage changed: the next question reads again. */
  invalidate(): void {
    this.cached = undefined;
  }

  /**
   * Applies a person's change. What policy forbids is refused, the rest is stored.
   * Answers the message key of the first refusal, '' when all was accepted.
   */
  change(settings: Readonly<Record<string, unknown>>): Promise<string> {
    const done = this.changes.then(() => this.apply(settings));
    this.changes = done.catch(() => undefined);
    return done;
  }

  /**
   * The policy that would hold with a draft in the place of the organisation's policy, or of the person's own settings.
   * Stores nothing. @param text JSON
   */
  async draft(text: string, as: 'managed' | 'user'): Promise<PolicyDraft> {
    const inputs = await this.inputs();
    return policyDraft(inputs, text, as);
  }

  private async apply(settings: Readonly<Record<string, unknown>>): Promise<string> {
    const result = changeUserSettings(await this.inputs(), settings);
    await write('local', { [USER]: result.user });
    this.invalidate();
    return result.refused[0]?.reason ?? '';
  }

  private async load(): Promise<EffectivePolicy> {
    const now = this.now();
    const [inputs, latest] = await Promise.all([this.inputs(), latestTime(now)]);
    const { state } = inputs.managed;
    this.noneUntil = state === 'none' ? this.now() + NONE_HOLDS_MS : Infinity;
    if (state === 'present') await this.remember(goodManaged(inputs), inputs.managed.lastKnown);
    if (state === 'none') await remove('local', LAST_MANAGED).catch(() => undefined);
    // A pending answer must not outlive the wait.
    if (state === 'pending') setTimeout(() => this.invalidate(), 500);
    return withPatternsChecked(withoutEnded(effectivePolicy(inputs), latest, now));
  }

  /** Firefox announces writes that change nothing: with one at every question, those who listen would ask for ever. */
  private async remember(managed: unknown, lastKnown: unknown): Promise<void> {
    if (inOrder(managed) === inOrder(lastKnown)) return;
    await write('local', { [LAST_MANAGED]: managed }).catch(() => undefined);
  }

  private async inputs(): Promise<PolicyInput> {
    // Asked for together: a worker that was just woken is waited for.
    const [raw, lastKnown, user] = await Promise.all([
      readAll('managed').catch(() => ({})),
      read('local', LAST_MANAGED).catch(() => undefined),
      read('local', USER).catch(() => undefined),
    ]);
    const state: ManagedState = Object.keys(raw).length > 0 ? 'present' : (await this.settled()) ? 'none' : 'pending';
    return { managed: { state, raw, lastKnown }, user, keys: this.keys, presets: this.presets, renames: this.renames };
  }

  private async settled(): Promise<boolean> {
    try {
      if ((await read('session', SETTLED)) === true) return true;
      const since = await read('session', WAITING_SINCE);
      // A clock that was set back begins the wait anew instead of prolonging it by hours.
      if (typeof since !== 'number' || since > this.now()) {
        await write('session', { [WAITING_SINCE]: this.now() });
        return false;
      }
      if (this.now() - since < MANAGED_WAIT_MS) return false;
      await write('session', { [SETTLED]: true });
      return true;
    } catch {
      return false;
    }
  }
}

/** Settings as text, whatever the order in which a browser keeps keys. */
const inOrder = (settings: unknown): string =>
  JSON.stringify(Object.entries(settings ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
