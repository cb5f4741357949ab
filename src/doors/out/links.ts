// Links of answers that carry data away: named when the pointer or the keyboard comes to them, held when a person follows
// them. A model can be led to write what it knows into an address; nobody reads one before they click.
import { judgeAddress, maskedAddress, type AddressJudgement } from '../../engine/exfiltration/address-data.ts';
import { hold } from '../../enforcement/hold.ts';
import type { Notice } from '../../enforcement/notice.ts';
import { isHtml } from '../../model/node-kinds.ts';
import type { Decision } from '../../model/policy.ts';
import type { OutputOutcome } from '../../model/output.ts';
import { answersIn, userTurnsIn } from '../../sensors/assistants/composer.ts';
import type { DoorsEnvironment, Session } from '../session.ts';
import { whoDecided } from '../who.ts';
import type { OutputTeller } from './output-teller.ts';

/** UTF-16 units of the conversation in which the values of an address are looked for, from its end. */
const MAX_CONVERSATION = 40_000;
const MAX_SHOWN = 200;
const MAX_ROWS = 4;
/** What such a link is, for rules. */
const CARRIES = [{ family: 'data-exfiltration' }] as const;

export class Links {
  /** Links that the person opens although they were asked. */
  private readonly allowed = new WeakSet<Element>();
  private named: { readonly link: Element; readonly id: string } | null = null;

  constructor(
    private readonly env: DoorsEnvironment,
    private readonly session: Session,
    private readonly teller: OutputTeller,
    private readonly notice: Notice,
    private readonly signal: AbortSignal,
  ) {}

  start(): void {
    const hear = (type: string, job: (event: Event) => void): void =>
      addEventListener(type, job, { capture: true, signal: this.signal });
    for (const type of ['click', 'auxclick']) hear(type, (event) => this.followed(event));
    for (const type of ['pointerover', 'focusin']) hear(type, (event) => this.met(event));
  }

  /** A person follows a link: with the mouse, any button of it, or with Enter. */
  private followed(event: Event): void {
    if (!event.isTrusted || (event as MouseEvent).button === 2) return;
    const link = this.linkOf(event);
    if (link === null || this.allowed.delete(link)) return;
    const judged = this.judge(link);
    if (judged?.carrying !== 'data') return;
    const decision = this.teller.decide(CARRIES);
    const { action } = decision;
    if (action === 'allow') return;
    if (action === 'audit') {
      this.record(link, judged, 'recorded');
      return;
    }
    hold(event);
    void this.ask(link, judged, decision);
  }

  private async ask(link: HTMLAnchorElement, judged: AddressJudgement, decision: Decision): Promise<void> {
    const stopped = decision.action === 'block';
    const say = this.env.text;
    const bare = withoutData(link.href);
    const open = { id: 'open', label: say('linkOpen'), kind: 'quiet' } as const;
    const plain = { id: 'bare', label: say('linkOpenBare'), kind: 'main' } as const;
    const back = { id: 'back', label: say('linkBack'), kind: bare === '' ? 'main' : 'plain' } as const;
    const { choice } = await this.notice.ask(
      {
        tone: stopped ? 'block' : 'warn',
        title: say('linkTitle', judged.finalHost || link.hostname),
        by: say('appName'),
        details: [say(stopped ? 'linkStopped' : 'linkDetail'), ...whoDecided(say, this.session.setup.policy, decision)],
        rows: judged.findings
          .filter((f) => f.reason !== 'nested-address' && f.reason !== 'long-run')
          .slice(0, MAX_ROWS)
          .map(({ reason, where }) => ({ label: where, value: say(`carries_${reason.replaceAll('-', '_')}`) })),
        quote: link.href.slice(0, MAX_SHOWN),
        hint: say('doorHint'),
        choices: [...(bare === '' ? [] : [plain]), back, ...(stopped ? [] : [open])],
      },
      link,
    );
    this.record(link, judged, choice === 'open' ? 'went-on' : choice === 'bare' ? 'cleaned' : 'stopped');
    if (choice === 'open') {
      this.allowed.add(link);
      link.click();
    } else if (choice === 'bare') window.open(bare, '_blank', 'noopener,noreferrer');
  }

  /** Named before anything is done: on hover, and when the keyboard comes to it. */
  private met(event: Event): void {
    const link = this.linkOf(event);
    if (this.named !== null && this.named.link !== link) {
      this.teller.forget(this.named.id);
      this.named = null;
    }
    if (link === null || this.named?.link === link || !this.tells()) return;
    const judged = this.judge(link);
    if (judged === null || judged.carrying === 'none') return;
    const host = judged.finalHost || link.hostname;
    const words = this.env.text(judged.carrying === 'data' ? 'linkCarries' : 'linkOpaque', host);
    this.named = { link, id: this.teller.name(link, words) };
  }

  private tells(): boolean {
    const { action } = this.teller.decide(CARRIES);
    return action !== 'allow' && action !== 'audit';
  }

  /** The link that an event is about, when it stands in an answer and leads elsewhere. */
  private linkOf(event: Event): HTMLAnchorElement | null {
    const path = event.composedPath() as Node[];
    const link = path.find((node) => isHtml(node, 'a') && node.href !== '');
    if (!isHtml(link, 'a') || !/^https?:$/.test(link.protocol) || isOwn(link.hostname)) return null;
    const { page, general } = this.session.setup;
    const answers = new Set<Node>(answersIn(page, general));
    return path.some((node) => answers.has(node)) ? link : null;
  }

  private judge(link: HTMLAnchorElement): AddressJudgement | null {
    return judgeAddress(link.href, conversationBefore(link, this.session));
  }

  private record(link: HTMLAnchorElement, judged: AddressJudgement, outcome: OutputOutcome): void {
    const text = maskedAddress(link.href);
    this.teller.report(
      'link',
      text,
      [
        {
          rule: `data-exfiltration.${judged.findings[0]?.reason ?? 'link'}`,
          family: 'data-exfiltration',
          severity: 'high',
          confidence: 0.8,
          start: 0,
          end: text.length,
          transform: 'original',
          excerpt: text.slice(0, MAX_SHOWN),
        },
      ],
      [],
      outcome,
    );
  }
}

/** Of the service itself, as far as its own address shows. */
function isOwn(host: string): boolean {
  const own = location.hostname;
  return host === own || host.endsWith(`.${own}`) || own.endsWith(`.${host}`);
}

/** What was written on this page, without the addresses: a link is not proved by itself. */
function conversationBefore(link: Element, { setup }: Session): string {
  const turns = userTurnsIn(setup.page, setup.general);
  const texts = turns.map((turn) => (turn.contains(link) ? '' : (turn.textContent ?? '')));
  return texts.join('\n').slice(-MAX_CONVERSATION);
}

/** The address without query and fragment; '' when nothing would be left out. */
function withoutData(address: string): string {
  const url = new URL(address);
  if (url.search === '' && url.hash === '') return '';
  url.search = '';
  url.hash = '';
  return url.href;
}
