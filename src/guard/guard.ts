// The guard of one frame: scans, holds what a person cannot see and an assistant would obey, asks the worker, and
// enforces its decision. One AbortSignal is its lifetime. It never throws into the page.
import type { Carrier } from '../model/observation.ts';
import type { GuardStatus, ScanState } from '../model/status.ts';
import type { LabelTexts } from '../enforcement/label.ts';
import type { Prefilter } from '../engine/detect/prefilter.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { scan } from '../engine/scan.ts';
import { scanOther, scanSpoken, scanSrcdoc, scanValues, type AttributeText } from '../sensors/attributes.ts';
import { shadowRootOf } from '../sensors/flat-tree.ts';
import { scanLinks, type LinkText } from '../sensors/links.ts';
import { scanComments, scanInert, templatesIn, type MarkupText } from '../sensors/markup.ts';
import { scanPseudo, type PseudoText } from '../sensors/pseudo.ts';
import { debounced, Scheduler } from '../sensors/scheduler.ts';
import { sweep } from '../sensors/sweep.ts';
import { scanText, type TextBlock } from '../sensors/text.ts';
import { concealmentOf, concealmentOfElement, concealmentOfFrame, concealmentOfPseudo } from '../sensors/visibility.ts';
import { Watcher } from '../sensors/watcher.ts';
import { concealmentOfAttribute, neverPainted } from './attribute-concealment.ts';
import { blankAttribute, blankData, blankLink, blankPseudo, blankText } from './blanking.ts';
import { judgeBlock, type Candidate } from './candidates.ts';
import { CaseBook, type Found } from './case-book.ts';
import type { Send } from './reporter.ts';

/** What the guard needs from outside; rules are made only when something looks suspicious. */
export interface GuardEnvironment {
  readonly prefilter: Prefilter;
  readonly rules: () => RuleSet;
  readonly send: Send;
  readonly labelTexts: () => LabelTexts;
}

/** While a page is still loading it is read at growing intervals, so that a page that never ends is read all the same. */
const FIRST_CHECKPOINT_MS = 250;
const LAST_CHECKPOINT_MS = 16_000;
/** After changes: how long to wait for more, and how long at most. An assistant may read 100 ms after an insertion. */
const SETTLE_MS = 20;
const MAX_SETTLE_MS = 60;
/** Style sheets changed by script leave no mutation; while a visible text has a case, it is looked at this often. */
const RECHECK_MS = 1_000;

export class Guard {
  private readonly book: CaseBook;
  private readonly scheduler: Scheduler;
  private readonly watcher: Watcher;
  private readonly judged = new WeakMap<Node, string>();
  /** Texts reported for a carrier that is not a text node. */
  private readonly reported = new WeakMap<Node, Set<string>>();
  private readonly roots = new Set<Node>();
  private state: ScanState = 'scanning';
  private limit = '';
  private textLength = 0;
  private rechecks: ReturnType<typeof setInterval> | undefined;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly env: GuardEnvironment,
    private readonly signal: AbortSignal,
  ) {
    this.scheduler = new Scheduler(signal);
    const flush = debounced(() => this.queue(() => this.changed()), SETTLE_MS, MAX_SETTLE_MS, signal);
    this.watcher = new Watcher(flush, signal);
    this.book = new CaseBook(env.send, env.labelTexts, signal);
    signal.addEventListener('abort', () => clearInterval(this.rechecks));
  }

  /** Starts at document_start; the first look is when the document is parsed, or earlier if that takes long. */
  start(): void {
    // Styles that arrive late can hide what was visible; jobs run in order, so this one follows the first look.
    addEventListener('load', () => this.queue(() => this.again()), { once: true, signal: this.signal });
    if (document.readyState !== 'loading') {
      this.queue(() => this.first());
      this.queue(() => this.again());
      return;
    }
    let wait = FIRST_CHECKPOINT_MS;
    let timer: ReturnType<typeof setTimeout>;
    const checkpoint = (): void => {
      this.queue(async () => {
        await this.read(document.documentElement);
        if (this.state === 'scanning') {
          this.state = 'partly';
          this.limit = 'limitStillLoading';
        }
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
    document.addEventListener('DOMContentLoaded', parsed, { once: true, signal: this.signal });
  }

  status(): GuardStatus {
    return { state: this.state, limit: this.limit, textLength: this.textLength, items: this.book.items() };
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
      if (this.signal.aborted) return;
      this.scheduler.begin();
      try {
        await job();
      } catch (error) {
        this.state = 'partly';
        this.limit = error instanceof DOMException ? 'limitPageChanged' : 'limitInternal';
      }
    });
  }

  private async first(): Promise<void> {
    this.watch(document);
    if (this.limit === 'limitStillLoading') this.state = 'scanning';
    await this.read(document.documentElement);
    if (this.state === 'scanning') {
      this.state = 'scanned';
      this.limit = '';
    }
    if (await this.scheduler.idle(200)) await this.deep(document);
  }

  private watch(root: Node): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    this.watcher.observe(root);
  }

  /** Everything that one native query or string can find below `root`. */
  private async read(root: Node | null): Promise<void> {
    if (!root) return;
    const { prefilter } = this.env;
    const seen = new WeakSet<Element>();
    const visit = (block: TextBlock): void =>
      this.block(block, seen, root.getRootNode() instanceof Document || root.getRootNode() instanceof ShadowRoot);
    const result = await scanText(root, prefilter, visit, this.scheduler.yieldNow);
    if (root === document.documentElement) this.textLength = result.length;
    if (result.partly) {
      this.state = 'partly';
      this.limit = 'limitTooLarge';
    }
    if (!(root instanceof Element || root instanceof DocumentFragment)) return;
    scanSpoken(root, prefilter.test, (a) => this.attribute(a));
    scanSrcdoc(root, prefilter.test, (a) => this.srcdoc(a));
    scanLinks(root, prefilter.test, (l) => this.link(l));
    scanComments(root, prefilter.test, (m) => this.markup(m));
    scanInert(root, prefilter.test, (m) => this.markup(m));
    for (const content of templatesIn(root)) {
      this.watch(content);
      await this.read(content);
    }
    // Sheets in the page's own source are at hand; the others are looked at when everything has loaded.
    const suspicious = (e: Element): boolean => prefilter.test(e.textContent ?? '');
    if (root === document.documentElement && [...document.querySelectorAll('style')].some(suspicious))
      this.styles(document);
  }

  /** Text that style sheets paint. */
  private styles(root: Document | ShadowRoot): void {
    scanPseudo(root, this.env.prefilter.test, (p) => this.pseudo(p));
  }

  /** Idle look at every element: shadow roots and the remaining attributes. */
  private async deep(root: ParentNode & Node): Promise<void> {
    const found: ShadowRoot[] = [];
    await sweep(
      root,
      (element, shadow) => {
        if (shadow && !this.roots.has(shadow) && !this.book.owns(element)) found.push(shadow);
        scanOther(element, this.env.prefilter.test, (a) => this.attribute(a));
      },
      () => this.scheduler.idle(500),
      this.scheduler.hasTime,
    );
    for (const shadow of found) {
      if (this.signal.aborted) return;
      this.watch(shadow);
      await this.read(shadow);
      this.styles(shadow);
      await this.deep(shadow);
    }
  }

  private async changed(): Promise<void> {
    const { roots, attributes } = this.watcher.take();
    for (const root of roots) {
      if (this.book.owns(root)) continue;
      if (!root.isConnected && !(root.getRootNode() instanceof DocumentFragment)) continue;
      if (root instanceof Comment) {
        if (root.parentNode) scanComments(root.parentNode, this.env.prefilter.test, (m) => this.markup(m));
        continue;
      }
      await this.read(root);
      if (root instanceof Element) {
        if (root.localName === 'style' || root.querySelector('style')) this.styles(document);
        await this.deepNew(root);
      }
      if (!(await this.scheduler.yieldNow())) return;
    }
    for (const [element, names] of attributes) {
      for (const name of names) {
        const value = element.getAttribute(name);
        if (value !== null && value.length >= 12 && this.env.prefilter.test(value))
          this.attribute({ element, name, value });
      }
    }
    this.recheck();
  }

  /** New elements may be shadow hosts, themselves or deep inside. */
  private async deepNew(root: Element): Promise<void> {
    const own = shadowRootOf(root);
    if (own && !this.roots.has(own)) {
      this.watch(own);
      await this.read(own);
      this.styles(own);
    }
    await this.deep(root);
  }

  /** After everything has loaded: styles that came late, values that scripts have set. */
  private async again(): Promise<void> {
    this.recheck();
    scanValues(document, this.env.prefilter.test, (element, value) => this.value(element, value));
    if (!(await this.scheduler.idle(200))) return;
    for (const root of this.roots) if (root instanceof Document || root instanceof ShadowRoot) this.styles(root);
  }

  /** Known visible texts may have been hidden since. */
  private recheck(): void {
    for (const nodes of this.book.hiddenSince()) {
      const fact = nodes[0] && concealmentOf(nodes.find((n) => /\S/.test(n.data)) ?? nodes[0]);
      if (!fact) continue;
      const text = nodes.map((n) => n.data).join('');
      this.text({ text, nodes, concealment: fact, result: scan(this.env.rules(), text, true) });
    }
  }

  private later(): void {
    if (this.book.watchesVisible()) this.queue(async () => this.recheck());
  }

  private block(block: TextBlock, seen: WeakSet<Element>, rendered: boolean): void {
    // Blocks that were judged with the same words are not judged again.
    const key = block.block ?? block.nodes[0];
    if (!key || this.judged.get(key) === block.text) return;
    const inTemplate = !(
      block.nodes[0]?.getRootNode() instanceof Document || block.nodes[0]?.getRootNode() instanceof ShadowRoot
    );
    for (const candidate of judgeBlock(this.env.rules(), block, rendered && !inTemplate, seen, concealmentOfFrame()))
      this.text(candidate);
    this.judged.set(key, block.nodes.map((n) => n.data).join(''));
  }

  private text({ nodes, text, concealment, result }: Candidate): void {
    const anchor = nodes[0];
    if (!anchor) return;
    const blank = (id: string): void => blankText(this.book.ledger, id, nodes, concealment);
    this.book.open({ carrier: carrierOf(anchor), name: '', anchor, text, concealment, result, nodes, blank });
    if (concealment === null && this.book.watchesVisible())
      this.rechecks ??= setInterval(() => this.later(), RECHECK_MS);
  }

  private attribute(a: AttributeText): void {
    this.judge({
      carrier: a.name === 'content' ? 'meta' : a.name === 'value' ? 'value' : 'attribute',
      name: a.name,
      anchor: a.element,
      text: a.value,
      concealment: concealmentOfAttribute(a),
      blank: (id) => blankAttribute(this.book.ledger, id, a),
    });
  }

  private markup({ carrier, name, node, value }: MarkupText): void {
    this.judge({
      carrier,
      name,
      anchor: node,
      text: value,
      concealment: neverPainted({ carrier }),
      blank: (id) => blankData(this.book.ledger, id, carrier, node, this.env.rules()),
    });
  }

  private link(l: LinkText): void {
    this.judge({
      carrier: 'url',
      name: l.name,
      anchor: l.element,
      text: l.value,
      concealment: neverPainted({ attribute: 'href' }),
      blank: (id) => blankLink(this.book.ledger, id, l, this.signal),
    });
  }

  private srcdoc(a: AttributeText): void {
    // The frame's own guard judges what is shown; a frame that nobody sees is emptied here, markup and all.
    const concealment = concealmentOfElement(a.element);
    if (!concealment) return;
    const blank = (id: string): void => this.book.ledger.setAttribute(id, a.element, 'srcdoc', '');
    this.judge({ carrier: 'attribute', name: 'srcdoc', anchor: a.element, text: a.value, concealment, blank });
  }

  private pseudo(p: PseudoText): void {
    this.judge({
      carrier: 'pseudo',
      name: p.pseudo,
      anchor: p.element,
      text: p.value,
      concealment: concealmentOfPseudo(p.element, p.pseudo),
      blank: (id) => blankPseudo(this.book.ledger, id, p),
    });
  }

  private value(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
    const blank = (id: string): void => this.book.ledger.clearValue(id, element);
    this.judge({
      carrier: 'value',
      name: 'value',
      anchor: element,
      text,
      concealment: concealmentOfElement(element),
      blank,
    });
  }

  /** Judges a text that is not made of text nodes and opens a case for it. */
  private judge(found: Omit<Found, 'result' | 'nodes'>): void {
    // The same words in the same place were judged before; the page is only read again.
    const known = this.reported.get(found.anchor) ?? new Set<string>();
    const key = `${found.name}\n${found.text}`;
    if (known.has(key)) return;
    this.reported.set(found.anchor, known.add(key));
    const result = scan(this.env.rules(), found.text, found.concealment !== null);
    this.book.open({ ...found, result, nodes: [] });
  }
}

function carrierOf(text: Text): Carrier {
  const tag = text.parentElement?.localName;
  if (tag === 'title' || tag === 'noscript') return tag;
  return tag === 'option' || tag === 'textarea' ? 'value' : 'text';
}
