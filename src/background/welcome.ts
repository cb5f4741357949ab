// One page about Demarc, opened once after it was installed: what it does, what it records. Not while it is unknown whether an
// organisation has a policy, not where the policy says no, and not to somebody who looks at Demarc already.
import type { EffectivePolicy } from '../model/policy.ts';
import { onFirstInstall } from '../platform/runtime.ts';
import { read, remove, write } from '../platform/storage.ts';
import { openConsole, ownTabIsOpen } from '../platform/tabs.ts';

/** Set by the installation, taken away by the first answer; it outlives worker and browser. */
const WANTED = 'welcome.wanted';
const AGAIN_MS = 1_000;

/** Watches for the installation. Never rejects. @param policy the policy in force */
export function startWelcome(policy: () => Promise<EffectivePolicy>): void {
  const look = async (): Promise<void> => {
    if ((await read('local', WANTED)) !== true) return;
    const { managed, settings } = await policy();
    if (managed === 'pending') {
      setTimeout(() => void look().catch(said), AGAIN_MS);
      return;
    }
    await remove('local', WANTED);
    if (!settings.showWelcome || (await ownTabIsOpen())) return;
    // Behind the page that somebody may be reading by now.
    await openConsole('/welcome', false);
  };
  onFirstInstall(() => {
    void write('local', { [WANTED]: true })
      .then(look)
      .catch(said);
  });
  void look().catch(said);
}

const said = (error: unknown): void => {
  console.error('Demarc could not show its first page.', error);
};
