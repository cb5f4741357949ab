// The guard of one frame: when the page is read, and what is told of it. What is read is page-reader.ts, what becomes of a
// find carriers.ts and case-book.ts. One AbortSignal is its lifetime. It never throws into the page.
import type { GuardStatus, ScanState } from '../model/status.ts';
import type { Prefilter } from '../engine/detect/prefilter.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { scan } from '../engine/scan.ts';
import { listenToPage } from '../sensors/page-channel.ts';
import { debounced, Scheduler } from '../sensors/scheduler.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import { Watcher } from '../sensors/watcher.ts';
import { Carriers } from './carriers.ts';
import { CaseBook, type CaseBookEnvironment } from './case-book.ts';
import { PageReader } from './page-reader.ts';
import { SecondLook, type Ask } from './second-look.ts';
import { bare } from '../model/bare.ts';
import { isElement, isHtml } from '../model/node-kinds.ts';

/** What the guard needs from outside; rules are made only when something looks suspicious. */
export interface GuardEnvironment extends CaseBookEnvironment {
  readonly prefilter: Prefilter;
  readonly rules: () => RuleSet;
  /** The page asked for the browser's own model. */
  readonly usesModel?: () => void;
  /** Asks the worker for its opinion on texts. */
  readonly ask: Ask;
  /** Called whenever the page has changed. */
  readonly lookForAgents?: () => void;
}

/** While a page is still loading it is read at growing intervals, so that a page that never ends is read all the same. */
const FIRST_CHECKPOINT_MS = 250;
const LAST_CHECKPOINT_MS = 16_000;
/** After changes: how long to wait for more, and how long at most. An assistant may read 100 ms after an insertion. */
const SETTLE_MS = 20;
const MAX_SETTLE_MS = 60;
/** After a style sheet was filled or has arrived. A page may fill one per component, so there is no hurry. */
const SHEET_MS = 60;
const MAX_SHEET_MS = 300;
/** A new frame brings functions that no hook is around yet: after it, the tree is looked through for shadow roots. */
const FRAME_MS = 150;
const MAX_FRAME_MS = 1_000;
/** A page that fills sheets or adds frames without end gets one part in so many of its time read. */
const TIME_SHARE = 20;
/** Style sheets changed by script leave no mutation; while a visible text has a case, it is looked at this often. */
const RECHECK_MS = 1_000;

export class Guard {
  private readonly book: CaseBook;
  private readonly scheduler: Scheduler;
  private readonly watcher: Watcher;
  private readonly carriers: Carriers;
  private readonly reader: PageReader;
  private readonly second: SecondLook;
  private state: ScanState = 'scanning';
  private limit = '';
  private rechecks: ReturnType<typeof setInterval> | undefined;
  /** The first look is done: from now on single places are read. */
  private looked = false;
  private readonly flush: () => void;
  private readonly restyled: () => void;
  private readonly framed: () => void;
  /** Not before these times are the sheets read, and the tree looked through, again. */
  private sheetsAfter = 0;
  private rootsAfter = 0;
  private busy: Promise<void> = Promise.resolve();
  /** When the last job ended. */
  private ended = -1;

  constructor(
    private readonly env: GuardEnvironment,
    private readonly signal: AbortSignal,
  ) {
    this.scheduler = new Scheduler(signal);
    this.flush = debounced(() => this.looked && this.queue(() => this.changed()), SETTLE_MS, MAX_SETTLE_MS, signal);
    this.restyled = debounced(
      () => this.looked && this.queue(() => this.sheets()),
      SHEET_MS,
      MAX_SHEET_MS,
      signal,
      () => this.sheetsAfter,
    );
    const whole = (): void => void (this.looked && this.queue(() => this.roots()));
    this.framed = debounced(whole, FRAME_MS, MAX_FRAME_MS, signal, () => this.rootsAfter);
    this.watcher = new Watcher(this.flush, signal);
    this.book = new CaseBook(env, signal);
    this.carriers = new Carriers(this.book, env.rules, signal);
    const owns = (node: Node): boolean => this.book.owns(node);
    this.reader = new PageReader(
      env.prefilter,
      this.carriers,
      this.watcher,
      this.scheduler,
      owns,
      (root) => this.second.later(root),
      signal,
    );
    this.second = new SecondLook(env.ask, this.carriers, owns, () => this.reader.trees(), signal);
    signal.addEventListener('abort', () => clearInterval(this.rechecks));
  }

  /** Starts at document_start; the first look is when the document is parsed, or earlier if that takes long. */
  start(): void {
    const told = {
      root: (host: Element) => this.attached(host),
      sheet: this.restyled,
      model: () => this.env.usesModel?.(),
      look: this.framed,
      value: (control: Element) => {
        this.reader.noteValue(control);
        this.flush();
      },
    };
    listenToPage(told, this.signal);
    // Styles that arrive late can hide what was visible; jobs run in order, so this one follows the first look.
    addEventListener('load', () => this.queue(() => this.again()), { once: true, signal: this.signal });
    const arrived = (event: Event): void => {
      if (isHtml(event.target, 'link') && event.target.sheet) this.restyled();
    };
    document.addEventListener('load', arrived, { capture: true, signal: this.signal });
    // A text that fades out is gone only when the transition has ended.
    const ended = (): void => void (this.looked && this.book.watchesVisible() && this.flush());
    for (const type of ['transitionend', 'animationend'])
      document.addEventListener(type, ended, { capture: true, passive: true, signal: this.signal });
    // A font that draws nothing, or other letters, arrives on its own.
    document.fonts.addEventListener('loadingdone', ended, { signal: this.signal });
    if (parsedEnough()) {
      this.queue(() => this.first());
      this.queue(() => this.again());
      return;
    }
    let wait = FIRST_CHECKPOINT_MS;
    let timer: ReturnType<typeof setTimeout>;
    const checkpoint = (): void => {
      // document.open() takes every listener away, so the event may never come.
      if (parsedEnough()) {
        this.queue(() => this.first());
        this.queue(() => this.again());
        return;
      }
      this.queue(async () => {
        await this.reader.read(document.documentElement);
        if (this.state === 'scanning') this.stopped('limitStillLoading');
      });
      wait = Math.min(wait * 2, LAST_CHECKPOINT_MS);
      timer = setTimeout(checkpoint, wait);
    };
    timer = setTimeout(checkpoint, wait);
    this.signal.addEventListener('abort', () => clearTimeout(timer));
    const parsed = (): void => {
      clearTimeout(timer);
      this.queue(() => this.first());
    };
    // In a viewer's document the source is copied to where a person sees it before `load`, and must be whole until then.
    if (inViewer()) addEventListener('load', () => setTimeout(parsed, 0), { once: true, signal: this.signal });
    else document.addEventListener('DOMContentLoaded', parsed, { once: true, signal: this.signal });
  }

  status(): GuardStatus {
    return { state: this.state, limit: this.limit, textLength: this.reader.textLength, items: this.book.items() };
  }

  /** A person puts one text back. */
  undo(id: string): boolean {
    return this.book.undo(id);
  }

  /** The policy now spares this page: everything is put back. What comes later is held and asked about as ever. */
  release(): boolean {
    this.book.releaseAll();
    return true;
  }

  /** Jobs run one after the other; a failing job must not end the guard, nor show in the page's console. */
  private queue(job: () => Promise<void>): void {
    this.busy = this.busy.then(async () => {
      if (this.signal.aborted || !(await this.scheduler.job(this.ended))) return;
      try {
        await job();
        if (this.reader.partly) this.stopped('limitTooLarge');
        if (this.book.watchesVisible()) this.rechecks ??= setInterval(() => this.later(), RECHECK_MS);
      } catch (error) {
        this.stopped(error instanceof DOMException ? 'limitPageChanged' : 'limitInternal');
      }
      this.ended = performance.now();
    });
  }

  private stopped(limit: string): void {
    this.state = 'partly';
    this.limit = limit;
  }

  private async first(): Promise<void> {
    if (this.looked) return;
    this.looked = true;
    this.reader.watch(document);
    if (this.limit === 'limitStillLoading') this.state = 'scanning';
    const met = await this.reader.noting(() => this.reader.read(document.documentElement));
    // Not "scanned" in between: what follows may take a while.
    if (this.reader.partly) this.stopped('limitTooLarge');
    if (this.state === 'scanning') {
      this.state = 'scanned';
      this.limit = '';
    }
    await this.reader.attached();
    this.second.soon(met);
  }

  private async changed(): Promise<void> {
    this.env.lookForAgents?.();
    const changes = this.watcher.take();
    if ([...changes.roots].some(bringsFrame)) this.framed();
    const met = await this.reader.noting(() => this.reader.changes(changes));
    await this.reader.attached();
    this.second.laterMet(met);
    this.second.laterAttributes(changes.attributes);
    this.reader.newValues();
    this.recheck();
  }

  /** The page gave a standing element a shadow root. What is put into it from now on is noticed. */
  private attached(host: Element): void {
    this.reader.note(host);
    this.flush();
  }

  /** Shadow roots that nobody told of. */
  private async roots(): Promise<void> {
    if (!(await this.scheduler.idle(200))) return;
    const start = performance.now();
    this.reader.note(document.documentElement);
    await this.reader.attached();
    this.rootsAfter = performance.now() + (performance.now() - start) * TIME_SHARE;
  }

  /** Style sheets came or changed without a trace in the document. */
  private async sheets(): Promise<void> {
    this.recheck();
    if (!(await this.scheduler.idle(200))) return;
    const start = performance.now();
    await this.reader.allStyles();
    this.sheetsAfter = performance.now() + (performance.now() - start) * TIME_SHARE;
  }

  /** After everything has loaded: styles that came late, values that scripts have set. */
  private async again(): Promise<void> {
    this.recheck();
    await this.reader.values();
    if (await this.scheduler.idle(200)) await this.reader.allStyles();
  }

  /** Known visible texts may have been hidden since. */
  private recheck(): void {
    for (const { nodes, text: before, result } of this.book.hiddenSince()) {
      const fact = nodes[0] && concealmentOf(nodes.find((n) => /\S/.test(n.data)) ?? nodes[0]);
      if (!fact) continue;
      const text = nodes.map((n) => n.data).join('');
      const own = scan(this.env.rules(), text, true);
      // What the worker made of the same words as seen holds for them unseen.
      const known = text === before && own.verdict.kind !== 'malicious' ? result : own;
      this.carriers.text({ text, nodes, concealment: fact, result: known });
    }
  }

  private later(): void {
    if (this.book.watchesVisible()) this.queue(async () => this.recheck());
  }
}

/** XML without a style sheet of its own is shown by the browser's viewer, which builds its page from the source. */
const inViewer = (): boolean =>
  document instanceof XMLDocument && !/^(?:application\/xhtml|image\/svg)\+xml$/.test(document.contentType);

const parsedEnough = (): boolean =>
  inViewer() ? document.readyState === 'complete' : document.readyState !== 'loading';

const bringsFrame = (node: Node): boolean =>
  isElement(node) && (bare(node).localName === 'iframe' || bare(node).querySelector('iframe') !== null);
