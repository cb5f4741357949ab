// The guard of one frame: scans, holds what a person cannot see and an assistant would obey, asks the worker, and
// enforces its decision. One AbortSignal is its lifetime. It never throws into the page.
import type { GuardDecision } from '../messaging/contract.ts';
import type { Concealment, Carrier } from '../model/observation.ts';
import type { IncidentReport, Enforcement } from '../model/incident.ts';
import type { GuardItem, GuardStatus, ScanState } from '../model/status.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import type { Prefilter } from '../engine/detect/prefilter.ts';
import { scan, type Scan } from '../engine/scan.ts';
import { Labels, type LabelTexts } from '../enforcement/label.ts';
import { Ledger } from '../enforcement/ledger.ts';
import { scanOther, scanSpoken, scanSrcdoc, scanValues, type AttributeText } from '../sensors/attributes.ts';
import { pathOf, shadowRootOf } from '../sensors/flat-tree.ts';
import { scanLinks } from '../sensors/links.ts';
import { scanComments, scanInert, templatesIn } from '../sensors/markup.ts';
import { scanPseudo } from '../sensors/pseudo.ts';
import { debounced, Scheduler } from '../sensors/scheduler.ts';
import { sweep } from '../sensors/sweep.ts';
import { scanText, type TextBlock } from '../sensors/text.ts';
import { concealmentOf, concealmentOfElement, concealmentOfFrame, concealmentOfPseudo } from '../sensors/visibility.ts';
import { Watcher } from '../sensors/watcher.ts';
import { judgeBlock, type Candidate } from './candidates.ts';
import { blankAttribute, blankData, blankLink, blankPseudo, blankText } from './blanking.ts';
import { newId } from './identity.ts';
import { Reporter, type Send } from './reporter.ts';
import { snippetOf } from './snippet.ts';

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
const MAX_ITEMS = 500;

interface Item extends GuardItem {
  enforcement: Enforcement | 'held';
  readonly nodes: readonly Text[];
  readonly text: string;
  readonly anchor: Node;
  readonly blank: () => void;
}

export class Guard {
  private readonly ledger = new Ledger();
  private readonly labels: Labels;
  private readonly scheduler: Scheduler;
  private readonly watcher: Watcher;
  private readonly reporter: Reporter;
  private readonly items = new Map<string, Item>();
  /** Texts that a decision released or a person put back: left alone for the life of this document. */
  private readonly released = new Set<string>();
  private readonly judged = new WeakMap<Node, string>();
  /** Texts reported for a carrier that is not a text node. */
  private readonly reported = new WeakMap<Node, Set<string>>();
  private readonly roots = new Set<Node>();
  private readonly visibleItems = new Map<string, Item>();
  private state: ScanState = 'scanning';
  private limit = '';
  private textLength = 0;
  private busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly env: GuardEnvironment,
    private readonly signal: AbortSignal,
  ) {
    this.scheduler = new Scheduler(signal);
    this.labels = new Labels(env.labelTexts, signal);
    const flush = debounced(() => this.queue(() => this.changed()), SETTLE_MS, MAX_SETTLE_MS, signal);
    this.watcher = new Watcher(flush, signal);
    this.reporter = new Reporter(env.send, (d) => this.decided(d), signal);
    signal.addEventListener('abort', () => this.ledger.undoAll());
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
    const items = [...this.items.values()].map(
      ({ id, carrier, concealment, family, enforcement, excerpt }): GuardItem => ({
        id,
        carrier,
        concealment,
        family,
        enforcement,
        excerpt,
      }),
    );
    return { state: this.state, limit: this.limit, textLength: this.textLength, items };
  }

  /** A person puts one text back. */
  undo(id: string): boolean {
    const item = this.items.get(id);
    if (!item || item.enforcement !== 'blanked') return false;
    this.released.add(item.text);
    this.ledger.undo(id);
    item.enforcement = 'undone';
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
    scanSrcdoc(root, prefilter.test, (a) => {
      const fact = concealmentOfElement(a.element);
      if (fact)
        this.candidate('attribute', 'srcdoc', a.element, a.value, fact, (id) =>
          this.ledger.setAttribute(id, a.element, 'srcdoc', ''),
        );
    });
    scanLinks(root, prefilter.test, (l) => {
      this.candidate('url', l.name, l.element, l.value, neverPainted({ attribute: 'href' }), (id) =>
        blankLink(this.ledger, id, l, this.signal),
      );
    });
    const markup = (carrier: Carrier, name: string, node: CharacterData, value: string): void => {
      this.candidate(carrier, name, node, value, neverPainted({ carrier }), (id) =>
        blankData(this.ledger, id, carrier, node, this.env.rules()),
      );
    };
    scanComments(root, prefilter.test, (m) => markup(m.carrier, m.name, m.node, m.value));
    scanInert(root, prefilter.test, (m) => markup(m.carrier, m.name, m.node, m.value));
    for (const content of templatesIn(root)) {
      this.watch(content);
      await this.read(content);
    }
    if (root === document.documentElement) this.styles(document);
  }

  private styles(root: Document | ShadowRoot): void {
    // A sheet with no suspicious string in its source is not read rule by rule.
    const sources = [...root.querySelectorAll('style')].some((s) => this.env.prefilter.test(s.textContent ?? ''));
    const generated = root.querySelector('[data-content],[data-note],[data-text]') !== null;
    if (!sources && root.adoptedStyleSheets.length === 0 && !generated) return;
    scanPseudo(root, this.env.prefilter.test, (p) => {
      this.candidate('pseudo', p.pseudo, p.element, p.value, concealmentOfPseudo(p.element, p.pseudo), (id) =>
        blankPseudo(this.ledger, id, p),
      );
    });
  }

  /** Idle look at every element: shadow roots and the remaining attributes. */
  private async deep(root: ParentNode & Node): Promise<void> {
    const found: ShadowRoot[] = [];
    await sweep(
      root,
      (element, shadow) => {
        if (shadow && !this.roots.has(shadow) && !this.labels.owns(element)) found.push(shadow);
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
      if (this.labels.owns(root)) continue;
      if (!root.isConnected && !(root.getRootNode() instanceof DocumentFragment)) continue;
      if (root instanceof Comment) {
        if (root.parentNode) scanComments(root.parentNode, this.env.prefilter.test, (m) => this.comment(m.node));
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

  private comment(node: CharacterData): void {
    this.candidate('comment', '', node, node.data, neverPainted({ carrier: 'comment' }), (id) =>
      blankData(this.ledger, id, 'comment', node, this.env.rules()),
    );
  }

  private async again(): Promise<void> {
    this.recheck();
    this.styles(document);
    scanValues(document, this.env.prefilter.test, (element, value) => {
      this.candidate('value', 'value', element, value, concealmentOfElement(element), (id) =>
        this.ledger.clearValue(id, element),
      );
    });
    for (const root of this.roots) if (root instanceof ShadowRoot) this.styles(root);
    await Promise.resolve();
  }

  /** Known visible texts that steer an assistant may have been moved or hidden since. */
  private recheck(): void {
    this.labels.place();
    for (const [id, item] of this.visibleItems) {
      const node = item.nodes.find((n) => n.isConnected && /\S/.test(n.data));
      if (!node) {
        this.visibleItems.delete(id);
        continue;
      }
      if (!concealmentOf(node)) continue;
      this.visibleItems.delete(id);
      this.labels.remove(id);
      for (const n of item.nodes) this.judged.delete(n);
      const text = item.nodes.map((n) => n.data).join('');
      const fact = concealmentOf(node);
      const result = scan(this.env.rules(), text, true);
      if (fact && result.verdict.kind !== 'clean') this.text({ text, nodes: item.nodes, concealment: fact, result });
    }
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

  private text(candidate: Candidate): void {
    const { nodes, text, concealment, result } = candidate;
    const anchor = nodes[0];
    if (!anchor) return;
    const tag = anchor.parentElement?.localName;
    const carrier: Carrier =
      tag === 'title'
        ? 'title'
        : tag === 'noscript'
          ? 'noscript'
          : tag === 'option' || tag === 'textarea'
            ? 'value'
            : 'text';
    this.candidate(
      carrier,
      '',
      anchor,
      text,
      concealment,
      (id) => blankText(this.ledger, id, nodes, concealment),
      result,
      nodes,
    );
  }

  private attribute(a: AttributeText): void {
    const carrier = a.name === 'content' ? 'meta' : a.name === 'value' ? 'value' : 'attribute';
    this.candidate(carrier, a.name, a.element, a.value, concealmentOfAttribute(a), (id) =>
      blankAttribute(this.ledger, id, a),
    );
  }

  /** Judges if need be, holds what is hidden, reports. */
  private candidate(
    carrier: Carrier,
    name: string,
    anchor: Node,
    text: string,
    concealment: Concealment | null,
    blank: (id: string) => void,
    judgedResult?: Scan,
    nodes: readonly Text[] = [],
  ): void {
    const result = judgedResult ?? scan(this.env.rules(), text, concealment !== null);
    const { verdict } = result;
    // The same words in the same place were reported before; the page is only read again.
    if (nodes.length === 0) {
      const known = this.reported.get(anchor) ?? new Set<string>();
      if (known.has(`${name}\n${text}`)) return;
      this.reported.set(anchor, known.add(`${name}\n${text}`));
    }
    if (verdict.kind === 'clean' || this.released.has(text) || this.items.size >= MAX_ITEMS) return;
    // People write about assistants in plain sight; only a clear case is worth a person's attention.
    if (concealment === null && verdict.kind !== 'malicious') return;
    const report: IncidentReport = {
      id: newId(),
      text: text.slice(0, 20_000),
      textLength: text.length,
      carrier,
      name: name.slice(0, 100),
      path: pathOf(anchor),
      snippet: snippetOf(anchor),
      concealment: concealment && bounded(concealment),
      verdict,
    };
    const item: Item = {
      id: report.id,
      carrier,
      concealment: concealment?.reason ?? null,
      family: verdict.families[0] ?? null,
      enforcement: 'recorded',
      excerpt: text.slice(0, 160),
      nodes,
      text,
      anchor,
      blank: () => blank(report.id),
    };
    this.items.set(report.id, item);
    if (concealment !== null && verdict.kind === 'malicious') {
      item.blank();
      item.enforcement = 'held';
    } else if (concealment === null) this.visibleItems.set(report.id, item);
    this.reporter.add(report);
  }

  /** The worker has decided; a held text is kept blank or released. */
  private decided({ id, decision }: GuardDecision): void {
    const item = this.items.get(id);
    if (!item) return;
    const held = item.enforcement === 'held';
    const { action } = decision;
    if (action === 'block' || action === 'redact') {
      // Visible text is not held while the worker thinks; a strict policy blanks it now.
      if (!held && item.concealment === null) item.blank();
      item.enforcement = held || item.concealment === null ? 'blanked' : 'recorded';
    } else {
      if (held) {
        this.released.add(item.text);
        this.ledger.undo(id);
      }
      item.enforcement = action === 'allow' ? 'released' : action === 'warn' && !held ? 'labelled' : 'recorded';
      const target = item.anchor instanceof Element ? item.anchor : item.anchor.parentElement;
      if (item.enforcement === 'labelled' && target) this.labels.add(id, target);
    }
    if (item.enforcement === 'released') this.items.delete(id);
  }
}

const neverPainted = (evidence: Record<string, string>): Concealment => ({ reason: 'never-painted', evidence });

/** Placeholders and button captions are painted, as far as their control is and as far as there is room for them. */
function concealmentOfAttribute({ element, name, value }: AttributeText): Concealment | null {
  const button = element instanceof HTMLInputElement && /^(?:button|submit|reset)$/.test(element.type);
  if (name !== 'placeholder' && !(name === 'value' && button)) return neverPainted({ attribute: name });
  const fact = concealmentOfElement(element);
  if (fact) return { reason: fact.reason, evidence: { ...fact.evidence, attribute: name } };
  const room =
    (element.clientWidth * Math.max(1, element.clientHeight / 20)) /
    (parseFloat(getComputedStyle(element).fontSize) * 0.4);
  return value.length > room * 1.5
    ? { reason: 'clipped', evidence: { room: `${Math.round(room)} characters`, attribute: name } }
    : null;
}

/** Only what the record holds: a fact from a sensor also carries its element, which must not travel. */
function bounded({ reason, evidence }: Concealment): Concealment {
  const entries = Object.entries(evidence).slice(0, 8);
  return {
    reason,
    evidence: Object.fromEntries(entries.map(([name, value]) => [name.slice(0, 40), value.slice(0, 300)])),
  };
}
