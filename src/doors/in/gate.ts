// The one place where something on its way in is decided, asked about and recorded; paste, drop, file and send bring it
// here. What a person lets through once is not asked about again on this page.
import type { Notice, NoticeContent } from '../../enforcement/notice.ts';
import { MAX_EXCERPT, MAX_FINDINGS } from '../../engine/limits.ts';
import { decideInput } from '../../engine/policy/decide-input.ts';
import type { InputDecision, InputFacts, InputOutcome, InputWay } from '../../model/input.ts';
import { ACTIONS, type Action } from '../../model/policy.ts';
import type { SensitiveSpan } from '../../model/sensitive.ts';
import type { Placeholders } from '../placeholders.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { NO_STEERING, type Judge, type Steering } from './judge.ts';
import { maskedSpans, textMasked } from './masked.ts';
import { newId } from '../../model/identity.ts';
import { contentOf, type Choice } from './words.ts';

/** Something on its way in, as far as it was looked at. */
export interface Incoming {
  readonly way: InputWay;
  readonly text: string;
  readonly spans: readonly SensitiveSpan[];
  readonly steering?: Steering;
  /** Parts that a person could not see; '' for none. */
  readonly hidden?: string;
  /** Text that the person did not put there; '' for none. */
  readonly foreign?: string;
  readonly unscanned?: boolean;
  readonly file?: string;
}

export interface Offer {
  readonly canRedact: boolean;
  readonly canClean: boolean;
}

export interface Answer {
  readonly choice: Choice;
  readonly reason: string;
}

const MAX_EVIDENCE = 4_000;
const atLeast = (action: Action, than: Action): boolean => ACTIONS.indexOf(action) >= ACTIONS.indexOf(than);

export class Gate {
  /** Values, and foreign texts, that the person let through on this page. */
  private readonly allowed = new Set<string>();
  /** Values that are on record for this page already. */
  private readonly recorded = new Set<string>();
  /** The person went on although the service is not approved. */
  private serviceAccepted = false;

  constructor(
    readonly env: DoorsEnvironment,
    readonly session: Session,
    readonly judge: Judge,
    readonly placeholders: Placeholders,
    readonly notice: Notice,
  ) {}

  /** Values in a text that the person has not let through yet. */
  spansOf(text: string): readonly SensitiveSpan[] {
    return this.judge.spans(text).filter((s) => !this.allowed.has(text.slice(s.start, s.end)));
  }

  wasAllowed(text: string): boolean {
    return this.allowed.has(text);
  }

  /** Tells something that asks nothing; the person takes note of it. @param quote words of the draft or the paste, shown inert */
  tell(
    tone: NoticeContent['tone'],
    title: string,
    details: readonly string[],
    near: HTMLElement | null,
    quote = '',
  ): void {
    const say = this.env.text;
    const choices = [{ id: 'back', label: say('doorOk'), kind: 'plain' }] as const;
    const content = { tone, title, by: say('appName'), details, rows: [], quote, hint: '', choices };
    this.notice.tell(content, near, () => undefined);
  }

  decide(incoming: Incoming): InputDecision {
    const place = { ...this.session.place(), serviceAccepted: this.serviceAccepted };
    return decideInput(this.session.setup.policy, place, this.factsOf(incoming), Date.now());
  }

  /** Must it be held? */
  holds = (decision: InputDecision): boolean => atLeast(decision.action, 'warn');

  /** Asks the person. What they let through is remembered; what became of it is put on record. */
  async ask(incoming: Incoming, decision: InputDecision, offer: Offer, anchor: HTMLElement | null): Promise<Answer> {
    const question = {
      way: incoming.way,
      decision,
      text: incoming.text,
      spans: incoming.spans,
      quote: incoming.hidden || incoming.foreign || incoming.steering?.text || '',
      file: incoming.file ?? '',
      ...offer,
    };
    const { choice, reason } = await this.notice.ask(
      contentOf(this.env.text, this.session.setup.policy, question),
      anchor,
    );
    const answer: Answer = { choice: choice === '' ? 'back' : (choice as Choice), reason };
    if (answer.choice === 'go') this.allow(incoming, decision);
    this.record(incoming, decision, this.outcomeOf(answer, decision), reason);
    return answer;
  }

  /** Lets everything in it through from now on. */
  private allow({ text, spans, foreign = '' }: Incoming, decision: InputDecision): void {
    for (const span of spans) this.allowed.add(text.slice(span.start, span.end));
    if (foreign !== '') this.allowed.add(foreign);
    if (decision.key === 'unsanctionedServiceAction' || decision.reason === 'reasonRulePlace')
      this.serviceAccepted = true;
  }

  private outcomeOf({ choice }: Answer, { action }: InputDecision): InputOutcome {
    if (choice === 'go') return action === 'warn' ? 'sent-anyway' : 'overridden';
    if (choice === 'back') return action === 'block' ? 'stopped' : 'edited';
    return 'redacted';
  }

  /** Tells the worker; what is the same as before is told once. Never waited for: the draft is the person's business. */
  record(incoming: Incoming, decision: InputDecision, outcome: InputOutcome, reason = ''): void {
    if (decision.action === 'allow') {
      // What is clean is counted and no more: the line can then say that what went in was looked at.
      if (outcome === 'passed') {
        const { account } = this.session.place();
        void this.env.send('input.checked', { way: incoming.way, account }).catch(() => undefined);
      }
      return;
    }
    const { text, spans, steering = NO_STEERING, file = '' } = incoming;
    const key = [outcome, incoming.way === 'file' ? file : '', ...spans.map((s) => text.slice(s.start, s.end))].join(
      '\n',
    );
    const again = outcome === 'passed' && incoming.spans.length > 0 && this.recorded.has(key);
    if (again) return;
    this.recorded.add(key);
    const quoted = incoming.hidden || incoming.foreign || steering.text;
    const facts = this.factsOf(incoming);
    const { account, agent } = this.session.place();
    void this.env
      .send('input.report', {
        report: {
          id: newId(),
          way: incoming.way,
          outcome,
          reason: reason.slice(0, 500),
          file: file.slice(0, 200),
          textLength: text.length,
          account,
          spans: maskedSpans(text, spans, decision.spanActions),
          spanCount: spans.length,
          steering: steering.kind,
          steeringText: textMasked(quoted, quoted === '' ? [] : this.judge.spans(quoted), MAX_EVIDENCE),
          findings: steering.findings.slice(0, MAX_FINDINGS).map((finding) => ({
            ...finding,
            excerpt: textMasked(finding.excerpt, this.judge.spans(finding.excerpt), MAX_EXCERPT),
          })),
          hidden: facts.hidden,
          foreign: facts.foreign,
          unscanned: facts.unscanned,
          agent,
        },
      })
      .catch(() => undefined);
  }

  private factsOf({ way, spans, steering, hidden = '', foreign = '', unscanned = false }: Incoming): InputFacts {
    return {
      way,
      spans,
      steering: steering?.kind ?? 'clean',
      families: [...new Set(steering?.findings.map((f) => f.family))],
      hidden: hidden !== '',
      foreign: foreign !== '',
      unscanned,
    };
  }
}
