// Sharing: a person's press on a button by which an assistant's page makes the conversation public, or exports it, is held
// and asked about, with what would be in it. The page hears nothing of the press until then. The buttons are known by the
// catalogue's selectors; the requests behind them are the browser's business where policy says block.
import { hold, isOurs, press, PRESS_EVENTS } from '../../enforcement/hold.ts';
import type { Notice, NoticeContent } from '../../enforcement/notice.ts';
import { decideShare } from '../../engine/policy/decide-output.ts';
import type { Action, Decision } from '../../model/policy.ts';
import type { OutputOutcome } from '../../model/output.ts';
import { answersIn, shareButtonOf, userTurnsIn } from '../../sensors/assistants/composer.ts';
import type { Judge } from '../in/judge.ts';
import { masked } from '../in/masked.ts';
import { typeKey } from '../in/words.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { whoDecided } from '../who.ts';
import type { OutputTeller } from './output-teller.ts';

/** A yes holds for the page's own dialogs, which have such buttons too. */
const AGREED_MS = 60_000;
/** UTF-16 units of the conversation that are looked through for values, from its end. */
const MAX_CONVERSATION = 200_000;
const MAX_VALUES = 4;
const MAX_LABEL = 100;

export class Shares {
  private asking = false;
  private agreed = { path: '', until: 0 };

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly session: Session,
    private readonly judge: Judge,
    private readonly teller: OutputTeller,
    private readonly notice: Notice,
    private readonly signal: AbortSignal,
  ) {}

  /** Starts at document_start, so that the page hears of no press before. */
  start(): void {
    for (const type of [...PRESS_EVENTS, 'keydown'])
      addEventListener(type, (event) => this.pressed(event), { capture: true, signal: this.signal });
  }

  private pressed(event: Event): void {
    if (!event.isTrusted || isOurs(event)) return;
    // The other buttons of a mouse open menus of the browser, and most keys move on.
    if ((event as MouseEvent).button > 0) return;
    const byKey = event.type === 'keydown';
    if (byKey && !/^(?:Enter| )$/.test((event as KeyboardEvent).key)) return;
    const { page, general } = this.session.setup;
    const button = shareButtonOf(event.composedPath(), page, general);
    if (button === null || this.mayGoOn()) return;
    const { action } = this.decide();
    if (this.session.ready && !holds(action)) {
      if (action === 'audit' && event.type === 'click') this.record(button, 'recorded');
      return;
    }
    // A touch that the browser may not finish would become no click.
    if (event.type.startsWith('touch')) event.stopImmediatePropagation();
    else hold(event);
    if (byKey || event.type === 'click') void this.ask(button);
  }

  private async ask(button: HTMLElement): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      await this.session.atHand();
      const decision = this.decide();
      const { action } = decision;
      const path = location.pathname;
      const goes = !holds(action) || (await this.notice.ask(this.contentOf(decision), button)).choice === 'share';
      if (action !== 'allow') this.record(button, !goes ? 'stopped' : action === 'audit' ? 'recorded' : 'went-on');
      if (!goes) return;
      if (holds(action)) this.agreed = { path, until: performance.now() + AGREED_MS };
      press(button);
    } finally {
      this.asking = false;
    }
  }

  private contentOf(decision: Decision): NoticeContent {
    const stopped = decision.action === 'block';
    const say = this.env.text;
    const { policy, page, general } = this.session.setup;
    const written = userTurnsIn(page, general);
    const answers = answersIn(page, general);
    return {
      tone: stopped ? 'block' : 'warn',
      title: say(stopped ? 'shareTitleStopped' : 'shareTitle'),
      by: say('appName'),
      details: [say(stopped ? 'shareStopped' : 'shareDetail'), ...whoDecided(say, policy, decision)],
      rows: [
        { label: say('shareWritten'), value: String(written.length) },
        { label: say('shareAnswers'), value: String(answers.length) },
        ...this.valuesIn([...written, ...answers]),
      ],
      quote: '',
      hint: say('shareHint'),
      choices: stopped
        ? [{ id: 'back', label: say('doorOk'), kind: 'main' }]
        : [
            { id: 'back', label: say('shareBack'), kind: 'main' },
            { id: 'share', label: say('shareGo'), kind: 'plain' },
          ],
    };
  }

  /** One of each kind of sensitive value in the conversation, masked. */
  private valuesIn(turns: readonly Element[]): NoticeContent['rows'] {
    const text = turns
      .map((turn) => turn.textContent ?? '')
      .join('\n')
      .slice(-MAX_CONVERSATION);
    const kinds = new Map(this.judge.spans(text).map((span) => [span.type, span]));
    return [...kinds.values()]
      .slice(0, MAX_VALUES)
      .map(({ type, start, end }) => ({ label: this.env.text(typeKey(type)), value: masked(text.slice(start, end)) }));
  }

  private record(button: HTMLElement, outcome: OutputOutcome): void {
    const words = button.getAttribute('aria-label') ?? button.textContent ?? '';
    this.teller.report('share', words.trim().slice(0, MAX_LABEL), [], [], outcome);
  }

  private decide(): Decision {
    return decideShare(this.session.setup.policy, this.session.place(), Date.now());
  }

  private mayGoOn(): boolean {
    return this.agreed.path === location.pathname && performance.now() < this.agreed.until;
  }
}

const holds = (action: Action): boolean => action !== 'allow' && action !== 'audit';
