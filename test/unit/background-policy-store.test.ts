// The policy over the life of a browser session: unknown at first, known later, across workers that die, with an
// organisation's word that comes late, stays, changes or goes. The browser's storage is held in memory.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { MANAGED_WAIT_MS, PolicyStore } from '../../src/background/policy-store.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';

const areas = vi.hoisted(() => ({
  local: {} as Record<string, unknown>,
  session: {} as Record<string, unknown>,
  managed: {} as Record<string, unknown>,
  broken: false,
  /** Names of what was written to `local`, in order. */
  written: [] as string[],
}));
vi.mock('../../src/platform/storage.ts', () => {
  type Area = 'local' | 'session' | 'managed';
  const copy = <T>(value: T): T => structuredClone(value);
  const alive = (): void => {
    if (areas.broken) throw new Error('storage is gone');
  };
  // Like the browser's: answers come in a later turn, values are copies.
  const later = async <T>(answer: () => T): Promise<T> => {
    await Promise.resolve();
    alive();
    return answer();
  };
  return {
    readAll: (area: Area) => later(() => copy(areas[area])),
    read: (area: Area, key: string) => later(() => copy(areas[area][key])),
    write: (area: Area, values: Record<string, unknown>) =>
      later(() => {
        if (area === 'local') areas.written.push(...Object.keys(values));
        Object.assign(areas[area], copy(values));
      }),
    remove: (area: Area, key: string) => later(() => void delete areas[area][key]),
  };
});

let now = 0;
const worker = (): PolicyStore =>
  new PolicyStore(managedKeys.keys as readonly PolicyKeyData[], policyPresets.presets as PresetData, () => now);

beforeEach(() => {
  vi.useFakeTimers();
  now = 1_000_000;
  Object.assign(areas, { local: {}, session: {}, managed: {}, broken: false, written: [] });
});
afterEach(() => vi.useRealTimers());

/** Time passes for the clock and for timers. */
async function pass(ms: number): Promise<void> {
  now += ms;
  await vi.advanceTimersByTimeAsync(ms);
}

describe('without an organisation', () => {
  test('is pending for ten seconds, then none', async () => {
    const store = worker();
    expect((await store.current()).managed).toBe('pending');
    await pass(MANAGED_WAIT_MS - 1);
    expect((await store.current()).managed).toBe('pending');
    await pass(501);
    expect((await store.current()).managed).toBe('none');
  });

  test('a worker that dies does not start the wait anew', async () => {
    expect((await worker().current()).managed).toBe('pending');
    await pass(6_000);
    expect((await worker().current()).managed).toBe('pending');
    await pass(4_500);
    expect((await worker().current()).managed).toBe('none');
    expect((await worker().current()).managed).toBe('none');
  });

  test('a new browser session waits again', async () => {
    await worker().current();
    await pass(20_000);
    expect((await worker().current()).managed).toBe('none');
    areas.session = {};
    expect((await worker().current()).managed).toBe('pending');
  });

  test('while pending a person may tighten, not loosen; afterwards both', async () => {
    const store = worker();
    await store.current();
    await store.change({ hiddenTextAction: 'audit' });
    expect((await store.current()).settings.hiddenTextAction).toBe('block');
    await pass(MANAGED_WAIT_MS + 600);
    expect(await store.change({ hiddenTextAction: 'audit' })).toBe('');
    expect(await store.current()).toMatchObject({
      settings: { hiddenTextAction: 'audit' },
      source: { hiddenTextAction: 'user' },
    });
  });
});

describe('with an organisation', () => {
  test('its word is in force at once, and remembered', async () => {
    areas.managed = { hiddenTextAction: 'block', allowUndo: false };
    const policy = await worker().current();
    expect(policy).toMatchObject({ managed: 'present', settings: { allowUndo: false } });
    expect(policy.locked).toContain('allowUndo');
    expect(areas.local['policy.lastManaged']).toEqual(areas.managed);
  });

  test('what it said last time holds while its word is not there yet', async () => {
    areas.local['policy.lastManaged'] = { allowUndo: false };
    const store = worker();
    expect(await store.current()).toMatchObject({ managed: 'pending', settings: { allowUndo: false } });
    expect(await store.change({ allowUndo: true })).not.toBe('');
    expect((await store.current()).settings.allowUndo).toBe(false);
  });

  test('what it said last time is dropped when it is known to say nothing', async () => {
    areas.local['policy.lastManaged'] = { allowUndo: false };
    const store = worker();
    await store.current();
    await pass(MANAGED_WAIT_MS + 600);
    expect(await store.current()).toMatchObject({ managed: 'none', settings: { allowUndo: true } });
    expect(areas.local['policy.lastManaged']).toBeUndefined();
  });

  test('a word that comes late, also after "none", holds from then on', async () => {
    const store = worker();
    await store.current();
    await pass(MANAGED_WAIT_MS + 600);
    expect((await store.current()).managed).toBe('none');
    areas.managed = { preset: 'strict' };
    store.invalidate();
    expect(await store.current()).toMatchObject({ managed: 'present', source: { preset: 'managed' } });
  });

  test('a word that comes while waiting is read within half a second even if the browser tells nobody', async () => {
    const store = worker();
    await store.current();
    areas.managed = { allowUndo: false };
    await pass(500);
    expect((await store.current()).managed).toBe('present');
  });

  test('is remembered once, not at every question: a browser may announce each writing, and be asked again for it', async () => {
    areas.managed = { hiddenTextAction: 'audit' };
    await worker().current();
    await worker().current();
    expect(areas.written).toEqual(['policy.lastManaged']);
    areas.managed = { hiddenTextAction: 'block' };
    await worker().current();
    expect(areas.written).toEqual(['policy.lastManaged', 'policy.lastManaged']);
  });

  test('a locked key is refused with a reason, the others are stored', async () => {
    areas.managed = { hiddenTextAction: 'block' };
    const store = worker();
    expect(await store.change({ hiddenTextAction: 'allow', visibleTextAction: 'audit' })).toBe('settingLocked');
    expect((await store.current()).settings).toMatchObject({ hiddenTextAction: 'block', visibleTextAction: 'audit' });
  });
});

describe('the store itself', () => {
  test('asks storage once for many questions', async () => {
    const store = worker();
    expect(store.current()).toBe(store.current());
    const before = store.current();
    store.invalidate();
    expect(store.current()).not.toBe(before);
    await store.current();
  });

  test('two changes at once are both kept', async () => {
    areas.session['policy.settled'] = true;
    const store = worker();
    await Promise.all([store.change({ visibleTextAction: 'audit' }), store.change({ retentionDays: 7 })]);
    expect((await store.current()).settings).toMatchObject({ visibleTextAction: 'audit', retentionDays: 7 });
  });

  test('storage that does not answer gives a policy all the same, and nothing looser', async () => {
    areas.broken = true;
    expect(await worker().current()).toMatchObject({
      managed: 'pending',
      settings: { enabled: true, hiddenTextAction: 'block' },
    });
  });

  test('rubbish in storage gives a policy, with the problem named or ignored', async () => {
    areas.session['policy.waitingSince'] = 'yesterday';
    areas.local = { 'policy.user': [1, 2], 'policy.lastManaged': 'x' };
    const policy = await worker().current();
    expect(policy.settings.enabled).toBe(true);
    expect(policy.problems.length).toBeGreaterThan(0);
  });

  test('a clock that was set back does not settle the wait early, nor keep it for ever', async () => {
    await worker().current();
    now -= 3_600_000;
    expect((await worker().current()).managed).toBe('pending');
    await pass(MANAGED_WAIT_MS + 600);
    expect((await worker().current()).managed).toBe('none');
  });
});

describe('a clock that is set back', () => {
  const DAY = 86_400_000;
  const entry = (until: string): string => `sensitiveActions: until=${until} owner=Kim reason=trial`;
  const problemsOf = (policy: { problems: readonly { problem: { key: string } }[] }): string[] =>
    policy.problems.map(({ problem }) => problem.key);

  test('brings back no exception that had ended, not even in another worker, and says so', async () => {
    areas.managed = { exceptions: [entry('2027-03-31'), entry('2027-12-31')] };
    now = Date.UTC(2027, 3, 2);
    expect((await worker().current()).settings.exceptions).toHaveLength(2);
    now -= 30 * DAY;
    const policy = await worker().current();
    expect(policy.settings.exceptions).toEqual([expect.stringContaining('2027-12-31')]);
    expect(problemsOf(policy)).toEqual(['problemClock']);
  });

  test('by some minutes changes nothing, and neither does one where nothing had ended', async () => {
    areas.managed = { exceptions: [entry('2027-03-31')] };
    now = Date.UTC(2027, 3, 1, 0, 10);
    await worker().current();
    now -= 20 * 60_000;
    expect(problemsOf(await worker().current())).toEqual([]);
    areas.managed = { exceptions: [entry('2027-12-31')] };
    now -= 30 * DAY;
    expect(problemsOf(await worker().current())).toEqual([]);
  });

  test('the latest time is written once an hour at most', async () => {
    areas.managed = { preset: 'strict' };
    now = Date.UTC(2027, 3, 1);
    const store = worker();
    for (let i = 0; i < 90; i++) {
      store.invalidate();
      await store.current();
      now += 60_000;
    }
    expect(areas.written.filter((name) => name === 'clock.latest')).toHaveLength(2);
  });
});
