// The second reading: what the guard's own rules let pass is shown to the worker, whose classifier knows more than fits into
// a page. Texts travel in idle time, each once; only what comes back as not clean is looked at here, and only then is
// asked whether a person sees it.
import { scanElements, type ElementFinder, type ElementVisitor } from '../sensors/elements.ts';
import { blocksIn, type TextBlock } from '../sensors/text.ts';
import { scanComments, type MarkupText } from '../sensors/markup.ts';
import type { Scheduler } from '../sensors/scheduler.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import type { StyleFact } from '../sensors/style-chain.ts';
import type { Opinion } from '../messaging/contract.ts';
import type { Concealment } from '../model/observation.ts';
import { isText } from '../model/node-kinds.ts';
import { byWorker, type Carriers, type Given } from './carriers.ts';
import { stringsIn } from './json-words.ts';

/** Asks the worker; rejects when it is gone. */
export type Ask = (texts: readonly string[]) => Promise<readonly Opinion[]>;

interface Question {
  readonly text: string;
  readonly answered: (given: Given) => void;
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
/** Of one document; a page that writes without end is read by the rules alone from here on. */
const MAX_ASKED = 5_000_000;

export class SecondReading {
  /** What was asked about, by the node that holds its beginning. */
  private readonly asked = new WeakMap<Node, Set<string>>();
  private questions: Question[] = [];
  private units = 0;
  private total = 0;

  private readonly visitor: ElementVisitor = {
    attribute: (a) => this.question(a.element, a.value, (given) => this.carriers.attribute(a, given), a.name),
    link: (l) => this.question(l.element, l.value, (given) => this.carriers.link(l, given), l.name),
    markup: (m) => this.markup(m),
    // A frame's own guard reads what it shows; sheets are read by the rules.
    srcdoc: () => undefined,
    styleSource: () => undefined,
  };

  constructor(
    private readonly ask: Ask,
    private readonly carriers: Carriers,
    private readonly scheduler: Scheduler,
    /** True for nodes of our own. */
    private readonly owns: (node: Node) => boolean,
  ) {}

  /**
   * Shows everything below `root` to the worker.
   * @param rendered false for trees that are never painted
   */
  async read(root: ParentNode & Node, rendered: boolean, frame: StyleFact | null): Promise<void> {
    for (const block of blocksIn(root)) {
      const first = block.nodes[0];
      if (first && !this.owns(first))
        this.question(first, block.text, (given) => this.block(block, given, rendered, frame));
      if (!(await this.goOn())) return;
    }
    await scanComments([root], EVERYTHING, this.visitor.markup, this.scheduler.more);
    const inside = await scanElements([root], EVERYTHING, this.visitor, this.scheduler.more);
    await this.send();
    for (const content of inside.templates) await this.read(content, false, null);
  }

  private question(node: Node, text: string, answered: Question['answered'], name = ''): void {
    if (!worthAsking(text) || this.total > MAX_ASKED) return;
    const key = `${name}\n${text}`;
    const asked = this.asked.get(node) ?? new Set();
    if (asked.has(key)) return;
    // A text that grows is remembered as it is now, the attributes and strings of an element all of them.
    if (asked.size >= (isText(node) ? 1 : MAX_KNOWN)) asked.clear();
    this.asked.set(node, asked.add(key));
    const cut = text.slice(0, MAX_TEXT);
    this.questions.push({ text: cut, answered });
    this.units += cut.length;
    this.total += cut.length;
  }

  /** A comment, or data: of JSON each string by itself. */
  private markup(m: MarkupText): void {
    const strings = m.carrier === 'structured-data' ? stringsIn(m.value) : null;
    if (!strings) this.question(m.node, m.value, (given) => this.carriers.markup(m, given));
    for (const text of new Set(strings)) this.question(m.node, text, (given) => this.carriers.words(m, text, given));
  }

  private async goOn(): Promise<boolean> {
    if (this.questions.length >= MAX_TEXTS || this.units >= MAX_UNITS) await this.send();
    return this.scheduler.more();
  }

  private async send(): Promise<void> {
    while (this.questions.length > 0) {
      const part = this.questions.splice(0, MAX_TEXTS);
      if (this.questions.length === 0) this.units = 0;
      let opinions: readonly Opinion[] = [];
      try {
        opinions = await this.ask(part.map((q) => q.text));
      } catch {
        return; // The rules have read it; the worker is gone.
      }
      this.scheduler.begin();
      for (const { index, seen, unseen } of opinions) part[index]?.answered({ seen, unseen });
    }
  }

  /** Of a block that is not clean: all of it hidden, all of it seen, or the hidden part asked about by itself. */
  private block(block: TextBlock, given: Given, rendered: boolean, frame: StyleFact | null): void {
    const nodes = block.nodes.filter((n) => n.isConnected || !rendered);
    if (nodes.map((n) => n.data).join('') !== block.text) return;
    const facts = nodes.map((n) => (/\S/.test(n.data) ? this.factOf(n, rendered, frame) : undefined));
    const known = facts.filter((f) => f !== undefined);
    const hidden = known.filter((f) => f !== null);
    const fact = hidden[0] ?? null;
    if (hidden.length === known.length || !fact) {
      const verdict = fact ? given.unseen : given.seen;
      if (verdict) this.carriers.text({ text: block.text, nodes, concealment: fact, result: byWorker(verdict) });
      return;
    }
    const part = nodes.filter((_, i) => facts[i]);
    const text = part.map((n) => n.data).join('');
    this.questions.push({
      text: text.slice(0, MAX_TEXT),
      answered: ({ unseen }) => {
        if (unseen) this.carriers.text({ text, nodes: part, concealment: fact, result: byWorker(unseen) });
      },
    });
  }

  private factOf(node: Text, rendered: boolean, frame: StyleFact | null): Concealment | null {
    if (!rendered) return { reason: 'never-painted', evidence: {} };
    return concealmentOf(node) ?? frame;
  }
}

/** Takes every text of a batch: each begins a line. */
const EVERYTHING: ElementFinder = {
  test: () => true,
  find: (text, limit) => {
    const out = [0];
    for (let at = text.indexOf('\n'); at >= 0 && out.length < limit; at = text.indexOf('\n', at + 1)) out.push(at + 1);
    return out;
  },
};

const worthAsking = (text: string): boolean => text.length >= MIN_TEXT && SENTENCE.test(text);
