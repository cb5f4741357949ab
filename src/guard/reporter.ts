// Brings reports to the worker and its decisions back. The worker may be asleep or killed at any time: every report has
// an id, is kept until it is answered, and is sent again; the store keeps one record per id, so nothing doubles.
import type { GuardDecision } from '../messaging/contract.ts';
import type { IncidentReport } from '../model/incident.ts';

const BATCH = 20;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 30_000;
/** Reports waiting at most: as many as a document has cases, so that none is dropped undecided. */
const MAX_WAITING = 500;

export type Send = (reports: readonly IncidentReport[]) => Promise<readonly GuardDecision[]>;

export class Reporter {
  private readonly waiting = new Map<string, IncidentReport>();
  private sending = false;
  private retry = FIRST_RETRY_MS;
  /** 1 after a failure: a report that the worker refuses must not hold up the others. */
  private batch = BATCH;

  constructor(
    private readonly send: Send,
    private readonly decided: (decision: GuardDecision) => void,
    private readonly signal: AbortSignal,
  ) {}

  add(report: IncidentReport): void {
    if (this.waiting.size >= MAX_WAITING) return;
    this.waiting.set(report.id, report);
    void this.flush();
  }

  private async flush(): Promise<void> {
    if (this.sending || this.signal.aborted) return;
    this.sending = true;
    try {
      while (this.waiting.size > 0) {
        // One microtask turn lets a scan's reports travel together.
        await Promise.resolve();
        const batch = [...this.waiting.values()].slice(0, this.batch);
        const decisions = await this.sendOrRotate(batch);
        const answered = decisions.filter((d) => this.waiting.delete(d.id));
        if (answered.length === 0) throw new Error('no answer');
        for (const d of answered) this.decided(d);
        this.retry = FIRST_RETRY_MS;
        this.batch = BATCH;
      }
    } catch {
      if (!this.signal.aborted) setTimeout(() => void this.flush(), this.retry);
      this.retry = Math.min(this.retry * 2, LAST_RETRY_MS);
    } finally {
      this.sending = false;
    }
  }

  /** A failed batch goes to the end of the queue and is sent one by one from then on. */
  private async sendOrRotate(batch: readonly IncidentReport[]): Promise<readonly GuardDecision[]> {
    try {
      return await this.send(batch);
    } catch (error) {
      this.batch = 1;
      for (const report of batch) {
        this.waiting.delete(report.id);
        this.waiting.set(report.id, report);
      }
      throw error;
    }
  }
}
