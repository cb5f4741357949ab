// What holds for one assistant's page while it is open: the worker's word on policy and page, asked for at the start and
// whenever it changes. Until it is there, and where it never comes, the catalogue's defaults hold: nothing is looser for it.
import type { WorkerMessageName, WorkerMessages } from '../messaging/contract.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { PdfReader } from '../files/file-text.ts';
import { matchesAny } from '../engine/policy/hosts.ts';
import type { Place } from '../engine/policy/conditions.ts';
import type { DoorsSetup } from '../model/doors.ts';
import type { Account } from '../model/input.ts';
import { accountDomain } from '../sensors/assistants/account.ts';
import { drivenByProgram } from '../sensors/automation.ts';

/** What the doors need from outside. */
export interface DoorsEnvironment {
  /** Sends a message to the worker; rejects where it does not answer. */
  readonly send: <N extends WorkerMessageName>(
    name: N,
    params: WorkerMessages[N]['params'],
  ) => Promise<WorkerMessages[N]['result']>;
  /** A text for people, with $1…$9 filled in. */
  readonly text: (key: string, ...substitutions: readonly string[]) => string;
  /** What reads PDF files, brought into the page when the first one is attached; null where it does not come. */
  readonly pdfReader: () => Promise<PdfReader | null>;
  /** Makes the detectors of what an organisation calls its own ready; false where that cannot be. Never rejects. */
  readonly ownData: (policy: EffectivePolicy) => Promise<boolean>;
  /** The setup that holds without the worker. */
  readonly fallback: DoorsSetup;
}

/** How long an interaction waits for the first word of the worker. */
const FIRST_WAIT_MS = 2_000;
/** People change accounts seldom. */
const ACCOUNT_MS = 15_000;

export class Session {
  /** What holds now. */
  setup: DoorsSetup;
  private known = false;
  /** Whose account it is, as far as the page shows, and until when that holds. */
  private account: Account = 'unknown';
  private accountUntil = -Infinity;
  private readonly opened: Promise<void>;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly signal: AbortSignal,
  ) {
    this.setup = env.fallback;
    this.opened = this.refresh();
  }

  /** True once the worker has answered. */
  get ready(): boolean {
    return this.known;
  }

  /** Resolves when the worker has answered, or has had its time. Never rejects. */
  async atHand(): Promise<void> {
    if (this.known) return;
    await Promise.race([this.opened, new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS))]);
  }

  /** Asks the worker anew. Without an answer what was known stays. */
  async refresh(): Promise<void> {
    try {
      const setup = (await this.env.send('doors.open', {})) as DoorsSetup | undefined;
      if (!setup || this.signal.aborted) return;
      // Judged without what the organisation calls its own, a message would pass that must not.
      if (!(await this.env.ownData(setup.policy)))
        console.error('Demarc does not find the organisation’s own data here.');
      this.setup = setup;
      this.known = true;
      for (const listener of this.listeners) listener();
    } catch {
      // The next interaction asks again.
    }
  }

  /** Where this page is, for the policy. */
  place(): Required<Place> {
    const { site, service, layer } = this.setup;
    return { site, service, layer, account: this.whose(), agent: drivenByProgram() };
  }

  /** Only where an organisation has named its domains does it matter whose account it is. */
  private whose(): Account {
    const { accountDomains } = this.setup.policy.settings;
    if (accountDomains.length === 0 || performance.now() < this.accountUntil) return this.account;
    this.accountUntil = performance.now() + ACCOUNT_MS;
    const domain = accountDomain();
    this.account = domain === '' ? 'unknown' : matchesAny(accountDomains, domain) ? 'work' : 'personal';
    return this.account;
  }

  /** Called whenever the setup changed. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }
}
