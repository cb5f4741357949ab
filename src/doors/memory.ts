// Tells the worker when the assistant's page says that something was saved to its memory, and whether the person's last
// message asked for that. The message itself stays in the page.
import { asksToRemember } from '../engine/exfiltration/memory-asked.ts';
import { bare } from '../model/bare.ts';
import { watchMemoryNotices } from '../sensors/assistants/memory-notices.ts';
import type { DoorsEnvironment, Session } from './session.ts';

export class MemoryWatch {
  private started = false;

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly session: Session,
    private readonly words: readonly string[],
    private readonly signal: AbortSignal,
  ) {}

  /** Starts when the worker has said which notices this service has. */
  start(): void {
    this.session.onChange(() => {
      if (this.started) return;
      this.started = true;
      watchMemoryNotices(this.session.setup.memoryNotices, (seen) => void this.tell(seen), this.signal);
    });
  }

  private async tell(seen: Parameters<Parameters<typeof watchMemoryNotices>[1]>[0]): Promise<void> {
    const asked = asksToRemember(this.lastMessage(), this.words);
    try {
      await this.env.send('memory.noticed', { notices: seen.map((notice) => ({ ...notice, asked })) });
    } catch {
      // Without a worker nothing is recorded; the page is not the place to keep it.
    }
  }

  private lastMessage(): string {
    const { page, general } = this.session.setup;
    for (const selector of [...page.userTurn, ...general.userTurn]) {
      try {
        const last = [...document.querySelectorAll(selector)].at(-1);
        if (last) return (bare(last).textContent ?? '').slice(0, 4_000);
      } catch {
        // A selector that this browser does not know.
      }
    }
    return '';
  }
}
