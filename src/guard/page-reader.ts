// What of a document is read, and how: its text, its elements, the trees inside it, the places that have changed. When it is read is guard.ts; what becomes of a find is carriers.ts.
import type { Prefilter } from '../engine/detect/prefilter.ts';
import { scanValues } from '../sensors/attributes.ts';
import { scanElements, type ElementVisitor } from '../sensors/elements.ts';
import { blockOf, isInline, shadowRootOf } from '../sensors/flat-tree.ts';
import { scanComments } from '../sensors/markup.ts';
import { SheetReader } from '../sensors/pseudo.ts';
import type { Scheduler } from '../sensors/scheduler.ts';
import { sweep } from '../sensors/sweep.ts';
import { scanText, type TextScan } from '../sensors/text.ts';
import { scanCues, watchTracks } from '../sensors/tracks.ts';
import { nothingMet, type Met } from '../sensors/met.ts';
import type { Changes, Watcher } from '../sensors/watcher.ts';
import type { Carriers } from './carriers.ts';
import { bare } from '../model/bare.ts';
import { isComment, isElement, isFragment, isRendered, isText } from '../model/node-kinds.ts';

/** Shortest attribute value that can hold a steering sentence. */
const MIN_ATTRIBUTE = 12;
/** Changed places between two looks at the clock. */
const STEP = 15;
/** Hosts remembered one by one; beyond that the whole document is looked through. */
const MAX_HOSTS = 500;

export class PageReader {
  /** Every tree that is watched: the document, shadow roots, contents of templates. None is kept alive by this. */
  private readonly roots = new WeakSet<Node>();
  /** Those that have style sheets. */
  private styled: WeakRef<Document | ShadowRoot>[] = [];
  /** Elements in whose trees a shadow root is known to have been attached since the last look. */
  private hosts = new Set<Element>();
  /** Parents of text controls that scripts gave values. */
  private readonly controls = new Set<Element>();
  /** UTF-16 units of text in the document when it was last read. */
  textLength = 0;
  /** A limit stopped a reading. */
  partly = false;
  private readonly visitor: ElementVisitor;
  /** Where what is met is noted down, while that is asked for. */
  private met: Met | undefined;

  constructor(
    private readonly prefilter: Prefilter,
    private readonly carriers: Carriers,
    private readonly watcher: Watcher,
    private readonly scheduler: Scheduler,
    /** True for elements of our own. */
    private readonly owns: (node: Node) => boolean,
    /** Told of every shadow root that was read by itself. */
    private readonly found: (root: ShadowRoot) => void,
    private readonly signal: AbortSignal,
  ) {
    this.visitor = {
      attribute: (a) => carriers.attribute(a),
      srcdoc: (a) => carriers.srcdoc(a),
      link: (l) => carriers.link(l),
      markup: (m) => carriers.markup(m),
      styleSource: (s) => carriers.styleSource(s),
    };
  }

  /** Has changes below `root` reported from now on. */
  watch(root: Node): void {
    if (this.roots.has(root)) return;
    this.roots.add(root);
    if (isRendered(root)) this.styled.push(new WeakRef(root));
    this.watcher.observe(root);
  }

  /** Every painted tree that is known: the document and shadow roots. */
  trees(): (Document | ShadowRoot)[] {
    return this.styled.map((ref) => ref.deref()).filter((root) => root?.isConnected) as (Document | ShadowRoot)[];
  }

  /** A whole tree and the trees inside it; the sheets of the document only where they look suspicious. */
  async read(root: Node | null): Promise<void> {
    if (!root) return;
    const { length, partly } = await this.texts([root]);
    if (root === document.documentElement) this.textLength = length;
    if (partly) this.partly = true;
    if (!(isElement(root) || isFragment(root))) return;
    await this.comments([root]);
    const suspicious = await this.elements([root]);
    // Sheets in the page's own source are at hand; the others are looked at when everything has loaded.
    if (suspicious && root === document.documentElement) this.styles(document);
  }

  /** Everything that is met while `reading` goes on. */
  async noting(reading: () => Promise<void>): Promise<Met> {
    const met = nothingMet();
    this.met = met;
    try {
      await reading();
    } finally {
      this.met = undefined;
    }
    return met;
  }

  private texts(places: Iterable<Node>): Promise<TextScan> {
    const seen = new WeakSet<Element>();
    return scanText(
      places,
      this.prefilter,
      (block) => this.carriers.block(block, isRendered(rootOf(block.nodes[0])), seen),
      this.scheduler.more,
      this.met,
    );
  }

  private comments(roots: Iterable<Node>): Promise<void> {
    return scanComments(roots, this.prefilter, this.visitor.markup, this.scheduler.more, this.met?.markup);
  }

  /** Elements, and the trees inside them. Answers whether a style element looks suspicious. */
  private async elements(roots: Iterable<ParentNode & Node>, sheets = false): Promise<boolean> {
    const { shadows, templates, styles, paints } = await scanElements(
      roots,
      this.prefilter,
      this.visitor,
      this.scheduler.more,
      this.met,
    );
    for (const tree of new Set(sheets ? styles.map(rootOf) : [])) if (isRendered(tree)) this.styles(tree);
    for (const content of templates) {
      this.watch(content);
      await this.read(content);
    }
    for (const [host, shadow] of shadows) {
      if (this.signal.aborted) return false;
      if (!this.roots.has(shadow) && !this.owns(host)) await this.shadow(shadow);
    }
    return paints;
  }

  /** Text that style sheets paint. */
  styles(root: Document | ShadowRoot, sheets = new SheetReader(this.prefilter.test)): void {
    sheets.scan(root, (p) => this.carriers.pseudo(p));
  }

  /** The same in every tree that is known by now. */
  async allStyles(): Promise<void> {
    const sheets = new SheetReader(this.prefilter.test);
    this.styled = this.styled.filter((ref) => ref.deref() !== undefined);
    for (const ref of this.styled) {
      const root = ref.deref();
      if (root?.isConnected) this.styles(root, sheets);
      if (!(await this.scheduler.more())) return;
    }
  }

  /** Values that scripts have put into text controls, and captions, which are loaded on their own. */
  async values(): Promise<void> {
    scanValues(document, this.prefilter, (element, value) => this.carriers.value(element, value));
    if (!(await this.scheduler.more())) return;
    this.captions(document);
    if (!(await this.scheduler.more())) return;
    watchTracks(document, (media) => this.captions(bare(media).parentElement ?? document), this.signal);
  }

  private captions(root: ParentNode): void {
    scanCues(root, this.prefilter, (c) => this.carriers.cue(c));
  }

  /** Remembers a text control to which a script gave a value; the value is read later, once for many. */
  noteValue(control: Element): void {
    const around = control.parentElement;
    if (around && this.controls.size < MAX_HOSTS) this.controls.add(around);
  }

  /** Reads the controls that were given values. */
  newValues(): void {
    for (const around of this.controls) scanValues(around, this.prefilter, (e, v) => this.carriers.value(e, v));
    this.controls.clear();
  }

  /** Remembers an element that has a new shadow root, itself or in its shadow tree. */
  note(host: Element): void {
    if (this.owns(host)) return;
    if (this.hosts.size < MAX_HOSTS) this.hosts.add(host);
    else this.hosts = new Set([document.documentElement]);
    const own = shadowRootOf(host);
    // Watched at once, read later: what the page puts into it meanwhile is part of that reading.
    if (own && !this.roots.has(own)) this.watcher.observe(own);
  }

  /** Reads the shadow roots that were attached to standing elements. */
  async attached(): Promise<void> {
    const hosts = this.hosts;
    this.hosts = new Set();
    for (const host of hosts) {
      if (!bare(host).isConnected) continue;
      const own = shadowRootOf(host);
      if (own && !this.roots.has(own)) await this.shadow(own);
      else await this.unknownRoots(own ?? host);
      if (this.signal.aborted) return;
    }
  }

  /** Looks through a tree and every shadow tree in it for roots that are not known yet. */
  private async unknownRoots(root: ParentNode & Node): Promise<void> {
    const inside: ShadowRoot[] = [];
    const visit = (element: Element, _name: string, shadow: ShadowRoot | null): void => {
      if (shadow && !this.owns(element)) inside.push(shadow);
    };
    await sweep([root], visit, this.scheduler.more);
    for (const shadow of inside) {
      if (this.signal.aborted) return;
      if (this.roots.has(shadow)) await this.unknownRoots(shadow);
      else await this.shadow(shadow);
    }
  }

  /** What the watcher has collected. */
  async changes({ roots, attributes }: Changes): Promise<void> {
    const places = new Set<Node>();
    const elements = new Set<Element>();
    const sources = new Set<Element>();
    const comments = new Set<Node>();
    let count = 0;
    for (const root of together(roots)) {
      if (this.owns(root)) continue;
      if (!bare(root).isConnected && !isFragment(rootOf(root))) continue;
      if (isComment(root)) {
        comments.add(root);
        continue;
      }
      if (this.carriers.goesOn(root)) continue;
      places.add(surroundings(root));
      if (isElement(root)) elements.add(root);
      else if (root.parentElement && SOURCES.has(root.parentElement.localName)) sources.add(root.parentElement);
      if ((++count & STEP) === 0 && !(await this.scheduler.more())) return;
    }
    if ((await this.texts(places)).partly) this.partly = true;
    await this.comments([...comments, ...elements]);
    await this.elements(elements, true);
    await this.elements(sources);
    for (const [element, names] of attributes) {
      if (names.has('srcdoc')) await this.elements([element]);
      for (const name of names) {
        const value = bare(element).getAttribute(name);
        if (value !== null && value.length >= MIN_ATTRIBUTE && this.prefilter.test(value))
          this.carriers.attribute({ element, name, value });
      }
    }
  }

  private async shadow(root: ShadowRoot): Promise<void> {
    this.watch(root);
    await this.read(root);
    this.styles(root);
    if (!this.met) this.found(root);
  }
}

/** The tree that a node belongs to. */
const rootOf = (node: Node | undefined): Node | null => (node ? bare(node).getRootNode() : null);

/** Elements whose text is no text of the page. */
const SOURCES: ReadonlySet<string> = new Set(['script', 'style']);

/** A block up to this length is read whole when a word of it has changed. */
const MAX_BLOCK = 20_000;
/** Small neighbours are read with a changed block: texts are also written one block at a time. */
const MAX_AROUND = 2_000;
const MAX_CHILDREN = 60;

/** What to read when this has changed: what it says may only make sense together with the words before and behind it. */
export function surroundings(changed: Node): Node {
  const block = isText(changed) || isInline(changed) ? blockOf(changed) : null;
  let place = block && (block.textContent ?? '').length <= MAX_BLOCK ? block : changed;
  for (let level = 0; level < 2; level++) {
    const parent: Element | null = place.parentElement;
    if (!parent || parent === document.body || parent.childNodes.length > MAX_CHILDREN) break;
    if ((parent.textContent ?? '').length > MAX_AROUND) break;
    place = parent;
  }
  return place;
}

/** Children of one parent from which on they are read with it, when they are most of it. */
const MANY = 50;

/** The changed places, where most of what a parent holds is new the parent instead: one reading for thousands of rows. */
function together(roots: ReadonlySet<Node>): Iterable<Node> {
  if (roots.size < MANY) return roots;
  const counts = new Map<Element, number>();
  for (const { parentElement: parent } of roots) if (parent) counts.set(parent, (counts.get(parent) ?? 0) + 1);
  const out = new Set<Node>();
  for (const root of roots) {
    const parent = root.parentElement;
    const count = (parent && counts.get(parent)) ?? 0;
    out.add(parent && count >= MANY && count * 2 >= parent.childNodes.length ? parent : root);
  }
  return out;
}
