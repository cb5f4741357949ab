// The gate of one frame: hears every press, key and form before the page does, and keeps back what the worker's word does
// not let pass. It decides nothing: the engine names the act, the worker's table says what becomes of it, and only a person
// answers, outside of the page. One AbortSignal is its lifetime; it never throws into the page.
import { hold, isOurs } from '../enforcement/hold.ts';
import { isOwn } from '../enforcement/own.ts';
import { actOf, secretNames } from '../engine/agents/acts.ts';
import type { ActBook } from '../engine/agents/act-book.ts';
import type { ActFacts, ActOutcome, ActReport, AgentAct, AgentMark, GateState } from '../model/agent.ts';
import { isElement, isHtml } from '../model/node-kinds.ts';
import { PICK, SUBMIT } from '../model/page-channel.ts';
import {
  controlOf,
  factsOfEnter,
  factsOfForm,
  factsOfPress,
  isSecretField,
  pressedElement,
  takesLines,
  type ActPlace,
} from '../sensors/act-facts.ts';
import { marksHere } from '../sensors/agent-marks.ts';
import { namesLeft, noteAgent } from '../sensors/automation.ts';
import { InputShape } from '../sensors/input-shape.ts';
import { sharedHook } from '../sensors/shared-hook.ts';
import { redo, type Held } from './held.ts';
import type { GateNotice } from './gate-notice.ts';

export interface GateEnvironment {
  readonly book: ActBook;
  readonly marks: readonly AgentMark[];
  /** Asks the worker; rejects where it does not answer. */
  readonly open: (marks: readonly string[]) => Promise<GateState>;
  readonly report: (report: ActReport) => Promise<unknown>;
  readonly notice: GateNotice;
  readonly id: () => string;
}

type What = Omit<Held, 'act' | 'print'>;

const PRESSES = [
  'pointerdown',
  'mousedown',
  'touchstart',
  'pointerup',
  'mouseup',
  'touchend',
  'click',
  'dblclick',
  'auxclick',
] as const;
const KEYS = ['keydown', 'keypress', 'keyup'] as const;
/** What writes into fields; held where nothing may land. */
const WRITES = ['beforeinput', 'input', 'change', 'paste', 'drop', 'dragstart', 'compositionstart'] as const;
/** How often marks are looked for while the page is seen. */
const LOOK_MS = 1_000;
/** How long one act that was let pass carries what follows from it: a press, the form, what a script sends then. */
const CARRY_MS = 3_000;
/** The same act on the same thing is asked about once in this time. */
const AGAIN_MS = 5_000;
/** More reports than this in a minute are counted by nobody: a page that floods gets no more attention. */
const MAX_REPORTS = 20;
/** Until the worker's first word, and no longer than this, acts are kept back. */
const FIRST_MS = 2_000;

export class Gate {
  private state: GateState | undefined;
  private closed = true;
  /** What was kept back before the worker's first word: the last of it. */
  private early: { readonly facts: ActFacts; readonly what: What } | undefined;
  private readonly shape = new InputShape();
  private told = '';
  private readonly held = new Map<string, Held>();
  private readonly carried = new Map<AgentAct, number>();
  private readonly recent = new Map<string, number>();
  private reports: number[] = [];
  private redoing = false;
  private readonly secrets: ReadonlySet<string>;

  constructor(
    private readonly env: GateEnvironment,
    private readonly signal: AbortSignal,
  ) {
    this.secrets = secretNames(env.book);
  }

  start(): void {
    const { signal } = this;
    const on = (types: readonly string[], job: (event: Event) => void): void => {
      for (const type of types)
        addEventListener(type, (event) => this.safely(event, job), { capture: true, passive: false, signal });
    };
    on(PRESSES, (event) => this.press(event));
    on(KEYS, (event) => this.key(event as KeyboardEvent));
    on(WRITES, (event) => this.write(event));
    on(['submit'], (event) => this.submit(event as SubmitEvent));
    this.shape.start(signal);
    const hook = sharedHook();
    const bySelf = (event: Event): void => this.safely(event, () => this.native(event));
    hook?.addEventListener(SUBMIT, bySelf, { signal });
    hook?.addEventListener(PICK, bySelf, { signal });
    void this.look(true);
    setTimeout(() => this.open(), FIRST_MS);
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.look();
    }, LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(timer));
  }

  /** The worker's word, asked for or not. */
  become(state: GateState): void {
    this.state = state;
    this.open();
    if (state.on) noteAgent('');
    this.env.notice.stopped(state.stopped, state);
    if (this.nothingLands()) this.env.notice.close();
  }

  /** From now on the worker's word holds. What came before it is judged now, and done where nothing stands against it. */
  private open(): void {
    if (!this.closed) return;
    this.closed = false;
    const { early } = this;
    this.early = undefined;
    if (!early || this.nothingLands()) return;
    if (this.state?.on && this.keeps(early.facts, early.what)) return;
    this.redoing = true;
    try {
      redo({ ...early.what, act: 'pay', print: '' });
    } finally {
      this.redoing = false;
    }
  }

  /** A person has answered. True when the act was done. */
  answered(id: string, go: boolean): boolean {
    const held = this.held.get(id);
    this.held.delete(id);
    this.env.notice.answered(id);
    if (!held || !go || this.nothingLands()) return false;
    // The page may have changed what the control does since a person read about it.
    if (JSON.stringify(this.factsAgain(held)) !== held.print) return false;
    this.carried.set(held.act, performance.now() + CARRY_MS);
    this.redoing = true;
    try {
      return redo(held);
    } finally {
      this.redoing = false;
    }
  }

  /** Looks for marks and tells the worker where they changed. Never rejects. */
  private async look(always = false): Promise<void> {
    try {
      const marks = [...marksHere(this.env.marks, namesLeft().slice(0, 400).split(' ')), ...this.shape.marks()];
      const form = marks.join();
      if (form === this.told && !always) return;
      this.told = form;
      const state = await this.env.open(marks);
      if (!this.signal.aborted) this.become(state);
    } catch {
      // The next look asks again.
      this.told = '?';
    }
  }

  /** Whatever breaks in here must not show in the page; what could not be judged is held where the gate stands. */
  private safely(event: Event, job: (event: Event) => void): void {
    if (this.redoing || isOurs(event) || this.isOurUi(event)) return;
    try {
      if (this.nothingLands()) this.swallow(event);
      else if (this.state?.on || this.closed) job(event);
    } catch {
      if (this.state?.on) hold(event);
    }
  }

  private isOurUi(event: Event): boolean {
    return isElement(event.target as Node) && isOwn(event.target as Node);
  }

  private nothingLands(): boolean {
    return this.state !== undefined && (this.state.stopped || (this.state.on && this.state.level === 'never'));
  }

  private swallow(event: Event): void {
    hold(event);
    // A value that a script has set stands already; what was only typed never came.
    if (event.type === 'pointerdown' || event.type === 'submit' || event.type === 'keydown') this.env.notice.again();
  }

  private place(): ActPlace {
    return { start: this.state?.start ?? '', secrets: this.secrets };
  }

  private press(event: Event): void {
    const inner = pressedElement(event);
    const control = inner && controlOf(inner);
    if (!control) return;
    if (event.type === 'click') void this.look();
    this.judge(event, factsOfPress(control, this.place()), { kind: 'press', element: control });
  }

  private key(event: KeyboardEvent): void {
    const [field] = event.composedPath();
    if (!isElement(field as Node) || event.isComposing) return;
    const element = field as Element;
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey && takesLines(element)) {
      this.judge(event, factsOfEnter(element, event, this.place()), { kind: 'enter', element });
      return;
    }
    // A key on a control presses it; pages may act on the key itself.
    if (event.key !== 'Enter' && event.key !== ' ') return;
    const control = controlOf(element);
    if (!control || (isHtml(control, 'input') && !/^(?:submit|button|image)$/.test(control.type))) return;
    if (isHtml(control, 'textarea') || isHtml(control, 'select')) return;
    this.judge(event, factsOfPress(control, this.place()), { kind: 'press', element: control });
  }

  private write(event: Event): void {
    const [field] = event.composedPath();
    if (!isElement(field as Node)) return;
    const blocked = this.state?.acts.secret === 'block' && isSecretField(field as Element, this.secrets);
    if (!blocked && this.state?.level !== 'read') return;
    hold(event);
    if (blocked && event.type === 'input' && isHtml(field as Element, 'input')) (field as HTMLInputElement).value = '';
    const act = blocked ? 'secret' : 'send';
    this.tell(act, 'blocked', '', '', { kind: 'write', element: field as Element, print: '' });
  }

  private submit(event: SubmitEvent): void {
    const form = event.target as Element;
    if (!isHtml(form, 'form')) return;
    const by = isElement(event.submitter) ? event.submitter : null;
    this.judge(event, factsOfForm(form, by, this.place()), { kind: 'submit', element: form, by });
  }

  /** A form that a script sends without an event, or a link in no document that it presses. */
  private native(event: Event): void {
    const element = (event as Partial<FocusEvent>).relatedTarget as Element | null;
    if (!element || !isElement(element)) return;
    if (isHtml(element, 'form'))
      this.judge(event, factsOfForm(element, null, this.place()), { kind: 'native', element });
    else if (isHtml(element, 'a')) this.judge(event, factsOfPress(element, this.place()), { kind: 'press', element });
  }

  private judge(event: Event, facts: ActFacts, what: What): void {
    if (this.closed) {
      if (!actOf(this.env.book, facts)) return;
      this.early = { facts, what };
      hold(event);
    } else if (this.keeps(facts, what)) hold(event);
  }

  /** Whether an act is kept from the page; told to worker and person as it deserves. */
  private keeps(facts: ActFacts, what: What): boolean {
    const act = actOf(this.env.book, facts);
    if (!act) return false;
    const action = this.state?.acts[act] ?? 'ask';
    const label = facts.labels[0] ?? '';
    const to = hostOf(facts.target);
    const carries = (this.carried.get(act) ?? 0) > performance.now();
    if (action === 'allow' || (carries && action === 'ask')) {
      if (action === 'allow') this.tell(act, 'passed', label, to, { ...what, print: '' });
      return false;
    }
    const print = JSON.stringify(facts);
    this.tell(act, action === 'block' ? 'blocked' : 'held', label, to, { ...what, print });
    return true;
  }

  /** Tells worker and person of an act, once for all the events of one press, and not more often than anybody can read. */
  private tell(act: AgentAct, outcome: ActOutcome, label: string, to: string, what: Omit<Held, 'act'>): void {
    const now = performance.now();
    const key = `${act} ${outcome} ${label} ${to}`;
    if ((this.recent.get(key) ?? -Infinity) > now - AGAIN_MS) return;
    this.reports = this.reports.filter((at) => at > now - 60_000);
    if (this.reports.length >= MAX_REPORTS) return;
    this.reports.push(now);
    this.recent.set(key, now);
    if (this.recent.size > 100) this.recent.delete([...this.recent.keys()][0] ?? '');
    const report: ActReport = { id: this.env.id(), act, outcome, label, to };
    if (outcome === 'held') {
      // One question at a time: an agent that tries something else has given up what it tried before.
      this.held.clear();
      this.held.set(report.id, { ...what, act });
    }
    if (outcome !== 'passed') this.env.notice.show(report, this.state);
    void this.env.report(report).catch(() => undefined);
  }

  private factsAgain({ kind, element, by }: Held): ActFacts | null {
    if (!element.isConnected && kind !== 'press') return null;
    const place = this.place();
    if (kind === 'press') return factsOfPress(element, place);
    if (kind === 'enter') return { ...factsOfEnter(element, new KeyboardEvent('keydown'), place) };
    return isHtml(element, 'form') ? factsOfForm(element, by ?? null, place) : null;
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname.slice(0, 253);
  } catch {
    return '';
  }
}
