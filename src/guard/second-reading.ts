// The second reading: what the guard's own rules let pass is shown to the worker, whose classifier knows more than fits into
// a page. Texts travel in idle time, each once; only what comes back as not clean is looked at here, and only then is
// asked whether a person sees it.
import type { AttributeText, Waiting } from '../sensors/attributes.ts';
import { addressText } from '../sensors/data-addresses.ts';
import type { Met } from '../sensors/met.ts';
import type { TextBlock } from '../sensors/text.ts';
import { linkText, type LinkText } from '../sensors/links.ts';
import type { MarkupText } from '../sensors/markup.ts';
import type { Scheduler } from '../sensors/scheduler.ts';
import { bare } from '../model/bare.ts';
import { isElement, isFragment } from '../model/node-kinds.ts';
import { paintedInHeap } from '../sensors/painted-order.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import type { StyleFact } from '../sensors/style-chain.ts';
import type { Opinion } from '../messaging/contract.ts';
import type { Concealment } from '../model/observation.ts';
import { byWorker, type Carriers, type Given } from './carriers.ts';
import { stringsIn } from './json-words.ts';

/** Asks the worker; rejects when it is gone. */
export type Ask = (texts: readonly string[]) => Promise<readonly Opinion[]>;

interface Question {
  /** The place that is asked about: a node, and an attribute or a part of it. */
  readonly node: Node;
  readonly name: string;
  readonly text: string;
  readonly answered: (given: Given) => unknown;
}

/** A steering sentence needs some room. */
const MIN_TEXT = 20;
const SENTENCE = /\S\s+\S+\s+\S|[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]{8}|[A-Za-z0-9+/=]{40}/;
const MAX_TEXT = 20_000;
/** Texts remembered of one node. */
const MAX_KNOWN = 200;
/** In one message: texts, and UTF-16 units. */
const MAX_TEXTS = 300;
const MAX_UNITS = 100_000;
/** Texts between two looks at the clock. */
const STEP = 15;
/** Of one document; a page that writes without end is read by the rules alone from here on. */
const MAX_ASKED = 5_000_000;
/** Nodes up to this size are asked about once more with what follows when a block is asked about in pieces. */
const MAX_OVERLAP = 2_000;
/** The worker may be killed while it thinks: it is asked again after these pauses, and given up after so long. */
const PAUSES_MS = [300, 2_000];
const PATIENCE_MS = 30_000;

export class SecondReading {
  /** What was asked about last: by the node that holds its beginning, and by name of the attribute or part. */
  private readonly asked = new WeakMap<Node, Map<string, string>>();
  private questions: Question[] = [];
  private units = 0;
  private count = 0;
  private total = 0;

  constructor(
    private readonly ask: Ask,
    private readonly carriers: Carriers,
    private readonly scheduler: Scheduler,
    /** True for nodes of our own. */
    private readonly owns: (node: Node) => boolean,
  ) {}

  /**
   * Shows everything that a reading has met to the worker, as it stands now: what hardly anybody sees first, because that
   * is where attacks are.
   */
  async show({ blocks, attributes, markup }: Met, frame: StyleFact | null): Promise<void> {
    const seen: [Node, Text[]][] = [];
    const each = async <T>(list: Iterable<T>, show: (one: T) => void): Promise<boolean> => {
      for (const one of list) {
        show(one);
        const on = this.goOn();
        if (on !== true && !(await on)) return false;
      }
      return true;
    };
    const shown =
      (await each(blocks, ([place, met]) => {
        if (looksSeen(met)) seen.push([place, met]);
        else this.met(place, met, frame);
      })) &&
      // What is left of it by now.
      (await each(markup, (m) => this.markup({ ...m, value: m.node.data }))) &&
      (await each(attributes, (found) => {
        // A frame's own guard reads what the source of a frame shows.
        if (found.kind === 'link') this.link(found as Waiting & LinkText);
        else if (found.kind === 'attribute') this.attribute(found);
      }));
    if (!shown) return;
    await this.send();
    if (await each(seen, ([place, met]) => this.met(place, met, frame))) await this.send();
  }

  private met(place: Node, met: readonly Text[], frame: StyleFact | null): void {
    const block = isElement(place) ? place : null;
    const nodes = met.length === 1 ? met : met.filter((n) => n.parentNode !== null);
    const [first] = nodes;
    if (!first) return;
    const text = textOf(nodes);
    if (!worthAsking(text) || this.owns(first)) return;
    // Contents of templates are connected to nothing; what else is, has left the page.
    const rendered = first.isConnected;
    if (rendered || isFragment(first.getRootNode()))
      this.pieces({ block, nodes, text }, rendered, rendered ? frame : null);
  }

  /** Shows one attribute. */
  attribute(a: AttributeText): void {
    const { element, name, value, cleaned } = a;
    const saysIt = (): boolean => {
      const now = bare(element).getAttribute(name);
      return (cleaned === undefined || now === null ? now : addressText(element, name, now)?.value) === value;
    };
    // What the rules have taken away since it was met is not asked about.
    if (!worthAsking(value) || !saysIt()) return;
    this.question(element, value, (given) => saysIt() && this.carriers.attribute(a, given), name);
  }

  /** Shows the address of a link. */
  link(l: LinkText): void {
    const saysIt = (): boolean => linkText(l.element, l.element.getAttribute(l.name) ?? '')?.value === l.value;
    if (!worthAsking(l.value) || !saysIt()) return;
    this.question(l.element, l.value, (given) => saysIt() && this.carriers.link(l, given), l.name);
  }

  /** A block as one question or, where it is long, as several: whole nodes together, a very long node in stretches. */
  private pieces(block: TextBlock, rendered: boolean, frame: StyleFact | null): void {
    const ask = (nodes: readonly Text[], text: string, name = ''): void => {
      const piece = { ...block, nodes, text };
      if (nodes[0]) this.question(nodes[0], text, (given) => this.block(piece, given, rendered, frame), name);
    };
    if (block.text.length <= MAX_TEXT) {
      ask(block.nodes, block.text);
      return;
    }
    let nodes: Text[] = [];
    let length = 0;
    for (const node of block.nodes) {
      if (length + node.data.length > MAX_TEXT) {
        ask(nodes, textOf(nodes));
        nodes = nodes
          .slice(-1)
          .filter((n) => n.data.length <= MAX_OVERLAP && node.data.length <= MAX_TEXT - MAX_OVERLAP);
        length = textOf(nodes).length;
      }
      if (node.data.length <= MAX_TEXT) {
        nodes.push(node);
        length += node.data.length;
        continue;
      }
      for (let at = 0; at < node.data.length; at += MAX_TEXT - MAX_OVERLAP)
        ask([node], node.data.slice(at, at + MAX_TEXT), String(at));
    }
    ask(nodes, textOf(nodes));
  }

  private question(node: Node, text: string, answered: Question['answered'], name = ''): void {
    if (!worthAsking(text) || this.total > MAX_ASKED) return;
    const names = this.asked.get(node) ?? new Map<string, string>();
    if (names.get(name) === text) return;
    if (names.size >= MAX_KNOWN) names.clear();
    this.asked.set(node, names.set(name, text));
    const cut = text.slice(0, MAX_TEXT);
    this.questions.push({ node, name, text: cut, answered });
    this.units += cut.length;
    this.total += cut.length;
  }

  /** A comment, or data: of JSON each string by itself. */
  private markup(m: MarkupText): void {
    const { node, value } = m;
    const strings = m.carrier === 'structured-data' ? stringsIn(value) : null;
    if (!strings) {
      this.question(node, value, (given) => node.data === value && this.carriers.markup(m, given));
      return;
    }
    for (const text of new Set(strings))
      this.question(
        node,
        text,
        (given) => stringsIn(node.data)?.includes(text) && this.carriers.words(m, text, given),
        text,
      );
  }

  /** Sends what has come together, and lets other tasks run. No promise while neither is due: pages have thousands of texts. */
  private goOn(): boolean | Promise<boolean> {
    const { more } = this.scheduler;
    if ((++this.count & STEP) !== 0) return true;
    return this.questions.length >= MAX_TEXTS || this.units >= MAX_UNITS ? this.send().then(more) : more();
  }

  /** Sends what waits. */
  async send(): Promise<void> {
    while (this.questions.length > 0) {
      const part = this.message();
      const opinions = await this.opinions(part.map((q) => q.text));
      if (!opinions) {
        // The worker is gone. The rules have read everything; what is read again is asked about again.
        for (const { node, name } of [...part, ...this.questions]) this.asked.get(node)?.delete(name);
        this.questions = [];
        this.units = 0;
        return;
      }
      this.scheduler.begin();
      for (const { index, seen, unseen } of opinions) {
        part[index]?.answered({ seen, unseen });
        if (!(await this.scheduler.more())) return;
      }
    }
  }

  /** What of the questions travels together. */
  private message(): Question[] {
    let count = 0;
    let units = 0;
    for (const { text } of this.questions) {
      if (count > 0 && (count >= MAX_TEXTS || units + text.length > MAX_UNITS)) break;
      count++;
      units += text.length;
    }
    this.units = Math.max(0, this.units - units);
    return this.questions.splice(0, count);
  }

  /** The worker's answer; null when there is none, or when the guard has ended meanwhile. */
  private async opinions(texts: readonly string[]): Promise<readonly Opinion[] | null> {
    for (const pause of [...PAUSES_MS, null]) {
      try {
        const opinions = await Promise.race([this.ask(texts), after(PATIENCE_MS).then(() => null)]);
        if (opinions) return (await this.scheduler.more()) ? opinions : null;
      } catch {
        // It was killed, or is being started.
      }
      if (pause === null || !(await this.scheduler.more())) return null;
      await after(pause);
    }
    return null;
  }

  /** Of a block that is not clean: all of it hidden, all of it seen, or the hidden part asked about by itself. */
  private block(block: TextBlock, given: Given, rendered: boolean, frame: StyleFact | null): void {
    const nodes = block.nodes.filter((n) => n.isConnected || !rendered);
    const now = textOf(nodes);
    const stretch = nodes.length === 1 && now.length > MAX_TEXT && now.includes(block.text);
    if (now !== block.text && !stretch) return;
    const facts = nodes.map((n) => (/\S/.test(n.data) ? this.factOf(n, rendered, frame) : undefined));
    const known = facts.filter((f) => f !== undefined);
    const hidden = known.filter((f) => f !== null);
    const fact = hidden[0] ?? null;
    if (hidden.length === known.length || !fact) {
      // Words in a heap can be seen, and what they say cannot.
      const concealment = fact ?? (rendered && given.unseen ? paintedInHeap(nodes) : null);
      const verdict = concealment ? given.unseen : given.seen;
      if (verdict)
        this.carriers.text({ text: block.text, nodes, concealment, result: byWorker(verdict), second: true });
      return;
    }
    this.part(
      nodes.filter((_, i) => facts[i]),
      fact,
    );
    // Something hidden beside it makes a visible text no better.
    const visible = nodes.filter((_, i) => facts[i] === null);
    if (given.seen) this.part(visible, null);
  }

  /** Asks about a part of a block by itself. */
  private part(nodes: readonly Text[], concealment: Concealment | null): void {
    const [node] = nodes;
    const text = textOf(nodes);
    if (!node || text.trim() === '') return;
    const answered = ({ seen, unseen }: Given): void => {
      const verdict = concealment ? unseen : seen;
      if (verdict && textOf(nodes) === text)
        this.carriers.text({ text, nodes, concealment, result: byWorker(verdict), second: true });
    };
    this.questions.push({ node, name: 'part', text: text.slice(0, MAX_TEXT), answered });
  }

  private factOf(node: Text, rendered: boolean, frame: StyleFact | null): Concealment | null {
    if (!rendered) return { reason: 'never-painted', evidence: {} };
    return concealmentOf(node) ?? frame;
  }
}

/** A first guess, of native speed. What it takes for seen is shown all the same, a little later. */
function looksSeen(nodes: readonly Text[]): boolean {
  let before: Element | null = null;
  for (const node of nodes) {
    const parent = node.parentElement;
    if (parent === before) continue;
    if (!parent || !bare(parent).checkVisibility(AS_PAINTED)) return false;
    before = parent;
  }
  return true;
}
const AS_PAINTED = { opacityProperty: true, visibilityProperty: true };

const textOf = (nodes: readonly Text[]): string =>
  nodes.length === 1 ? (nodes[0]?.data ?? '') : nodes.map((n) => n.data).join('');

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const worthAsking = (text: string): boolean => text.length >= MIN_TEXT && SENTENCE.test(text);
