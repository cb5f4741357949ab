// The first page: once, after an installation, when it is known what the organisation says, and not to somebody who is there.
import { beforeEach, expect, test, vi } from 'vitest';
import { startWelcome } from '../../src/background/welcome.ts';
import type { EffectivePolicy, ManagedState } from '../../src/model/policy.ts';

const world = vi.hoisted(() => ({
  local: {} as Record<string, unknown>,
  ours: false,
  opened: [] as string[],
  installed: (): void => undefined,
}));
vi.mock('../../src/platform/storage.ts', () => ({
  read: (_: string, key: string) => Promise.resolve(world.local[key]),
  write: (_: string, values: object) => Promise.resolve(void Object.assign(world.local, values)),
  remove: (_: string, key: string) => Promise.resolve(void delete world.local[key]),
}));
vi.mock('../../src/platform/tabs.ts', () => ({
  ownTabIsOpen: () => Promise.resolve(world.ours),
  openConsole: (hash: string) => Promise.resolve(void world.opened.push(hash)),
}));
vi.mock('../../src/platform/runtime.ts', () => ({
  onFirstInstall: (listener: () => void) => void (world.installed = listener),
}));

let managed: ManagedState;
let showWelcome: boolean;
const policy = (): Promise<EffectivePolicy> =>
  Promise.resolve({ managed, settings: { showWelcome } } as unknown as EffectivePolicy);
const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(5_000).then(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(world, { local: {}, ours: false, opened: [] });
  managed = 'none';
  showWelcome = true;
});

test('opens once after an installation, and not when a worker starts again', async () => {
  startWelcome(policy);
  await settle();
  expect(world.opened).toEqual([]);
  world.installed();
  await settle();
  startWelcome(policy);
  await settle();
  expect(world.opened).toEqual(['/welcome']);
});

test('waits until it is known what the organisation says, over the death of a worker', async () => {
  managed = 'pending';
  startWelcome(policy);
  world.installed();
  await settle();
  expect(world.opened).toEqual([]);
  vi.clearAllTimers();
  managed = 'present';
  startWelcome(policy);
  await settle();
  expect(world.opened).toEqual(['/welcome']);
});

test.each([
  ['where the policy says no', () => (showWelcome = false)],
  ['to somebody who looks at Demarc', () => (world.ours = true)],
])('does not open %s', async (_why, arrange) => {
  arrange();
  startWelcome(policy);
  world.installed();
  await settle();
  expect(world.opened).toEqual([]);
  expect(world.local).toEqual({});
});
