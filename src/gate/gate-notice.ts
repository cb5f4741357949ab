// What a person is told in the page while the gate holds something: what, and where to answer. Saying no is possible here and
// harmless whoever says it. There is no yes: whatever can be pressed in a page, an agent can press.
import type { Notice } from '../enforcement/notice.ts';
import type { ActReport, GateState } from '../model/agent.ts';

export type Say = (key: string, ...substitutions: readonly string[]) => string;

/** After a person has closed it, or so many, the notice stays away for a while; the toolbar button goes on counting. */
const QUIET_MS = 30_000;
const MAX_SHOWN = 4;

export class GateNotice {
  private shown: number[] = [];
  private open = '';
  private isStopped = false;
  private state: GateState | undefined;

  constructor(
    private readonly notice: Notice,
    private readonly say: Say,
    private readonly refuse: (id: string) => void,
  ) {}

  /** Tells of an act. One calm notice, whatever a page or an agent tries. */
  show({ id, act, outcome, label, to }: ActReport, state: GateState | undefined): void {
    if (!this.mayShow()) return;
    const { say } = this;
    this.open = id;
    const held = outcome === 'held';
    const rows = [
      ...(label === '' ? [] : [{ label: say('agentNoticeControl'), value: label }]),
      ...(to === '' || to === location.hostname ? [] : [{ label: say('agentNoticeTo'), value: to }]),
    ];
    this.notice.tell(
      {
        tone: held ? 'warn' : 'block',
        title: say(held ? 'agentNoticeHeld' : 'agentNoticeBlocked', say(`agentAct_${act}`)),
        by: this.by(state),
        details: [say(held ? 'agentNoticeAnswer' : 'agentNoticePolicy')],
        rows,
        quote: '',
        hint: '',
        choices: [{ id: 'no', label: say(held ? 'agentRefuse' : 'agentNoticeClose'), kind: held ? 'plain' : 'quiet' }],
      },
      null,
      () => {
        if (held) this.refuse(id);
      },
    );
  }

  answered(id: string): void {
    if (this.open === id) this.close();
  }

  /** Says that nothing lands here, or takes that away. */
  stopped(on: boolean, state: GateState): void {
    this.state = state;
    if (on === this.isStopped) return;
    this.isStopped = on;
    if (on && self === top) this.tellStopped();
    else this.notice.close();
  }

  /** Something was swallowed. */
  again(): void {
    if (self === top && (this.isStopped || this.state?.level === 'never') && this.mayShow()) this.tellStopped();
  }

  close(): void {
    this.open = '';
    if (!this.isStopped) this.notice.close();
  }

  private tellStopped(): void {
    const { say } = this;
    this.notice.tell(
      {
        tone: 'block',
        title: say(this.isStopped ? 'agentNoticeStopped' : 'agentNoticeNever'),
        by: this.by(this.state),
        details: [say(this.isStopped ? 'agentNoticeResume' : 'agentNoticeNeverWhy')],
        rows: [],
        quote: '',
        hint: '',
        choices: [{ id: 'no', label: say('agentNoticeClose'), kind: 'quiet' }],
      },
      null,
      () => undefined,
    );
  }

  private by(state: GateState | undefined): string {
    return state?.organisation ? this.say('whoOrganisation', state.organisation) : 'Demarc';
  }

  private mayShow(): boolean {
    const now = performance.now();
    this.shown = this.shown.filter((at) => at > now - QUIET_MS);
    if (this.shown.length >= MAX_SHOWN) return false;
    this.shown.push(now);
    return true;
  }
}
