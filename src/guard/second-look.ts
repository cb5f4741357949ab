// When the worker is shown what (second-reading.ts): the whole document once it is read, changed places when they have
// settled. Goes on beside the guard's own work, which never waits for the worker.
import { debounced, Scheduler } from '../sensors/scheduler.ts';
import { isSpoken } from '../sensors/attributes.ts';
import { linkText } from '../sensors/links.ts';
import { concealmentOfFrame } from '../sensors/visibility.ts';
import { addMet, meet, nothingMet, sizeOfMet, type Met } from '../sensors/met.ts';
import type { StyleFact } from '../sensors/style-chain.ts';
import { bare } from '../model/bare.ts';
import { isElement, isFragment, isRendered } from '../model/node-kinds.ts';
import type { Carriers } from './carriers.ts';
import { surroundings } from './page-reader.ts';
import { SecondReading, type Ask } from './second-reading.ts';

export type { Ask } from './second-reading.ts';

/** Changed places wait this long for more, and at most so long: a text that is written word by word is asked about whole. */
const SETTLE_MS = 250;
const MAX_SETTLE_MS = 1_000;
/** Places remembered one by one; beyond that everything is shown again, of which only what is new travels. */
const MAX_PLACES = 200;
/** And the same of what was met. */
const MAX_MET = 100_000;

export class SecondLook {
  private readonly reading: SecondReading;
  private readonly scheduler: Scheduler;
  private met = nothingMet();
  private places = new Set<Node>();
  /** Elements with changed attributes, and which. */
  private attributes = new Map<Element, Set<string>>();
  private busy: Promise<void> = Promise.resolve();
  private readonly settled: () => void;

  constructor(
    ask: Ask,
    carriers: Carriers,
    owns: (node: Node) => boolean,
    /** The document and the shadow roots that are known. */
    private readonly trees: () => readonly (Document | ShadowRoot)[],
    private readonly signal: AbortSignal,
  ) {
    this.scheduler = new Scheduler(signal);
    this.reading = new SecondReading(ask, carriers, this.scheduler, owns);
    this.settled = debounced(() => this.run(), SETTLE_MS, MAX_SETTLE_MS, signal);
  }

  /** Shows what the first reading has met at the next idle moment. */
  soon(met: Met): void {
    addMet(this.met, met);
    this.run();
  }

  /** Shows what was met in changed places when changes pause. */
  laterMet(met: Met): void {
    if (sizeOfMet(met) === 0) return;
    if (sizeOfMet(this.met) < MAX_MET) addMet(this.met, met);
    else this.places.add(document.documentElement);
    this.settled();
  }

  /** Shows a changed place when changes pause. */
  later(place: Node): void {
    if (this.places.size < MAX_PLACES) this.places.add(place);
    else this.places = new Set([document.documentElement]);
    this.settled();
  }

  /** Shows changed attributes when changes pause. */
  laterAttributes(changes: ReadonlyMap<Element, ReadonlySet<string>>): void {
    for (const [element, names] of changes) {
      const own = [...names].filter((name) => isSpoken(name) || name === 'href');
      if (own.length === 0) continue;
      if (this.attributes.size >= MAX_PLACES) {
        this.later(document.documentElement);
        return;
      }
      this.attributes.set(element, new Set([...(this.attributes.get(element) ?? []), ...own]));
      this.settled();
    }
  }

  private run(): void {
    this.busy = this.busy.then(async () => {
      const waiting = sizeOfMet(this.met) + this.places.size + this.attributes.size;
      if (waiting === 0 || !(await this.scheduler.idle(200))) return;
      const { met, places, attributes } = this;
      this.met = nothingMet();
      this.places = new Set();
      this.attributes = new Map();
      // The page may change under the reading; what changes is shown again.
      await this.reading.show(met, concealmentOfFrame()).catch(() => undefined);
      for (const place of places) await this.show(place).catch(() => undefined);
      for (const [element, names] of attributes) this.changed(element, names);
      await this.reading.send();
    });
  }

  private changed(element: Element, names: ReadonlySet<string>): void {
    for (const name of names) {
      const value = bare(element).getAttribute(name);
      if (value !== null && isSpoken(name)) this.reading.attribute({ element, name, value });
    }
    const href = names.has('href') ? bare(element).getAttribute('href') : null;
    const link = href === null ? null : linkText(element, href);
    if (link) this.reading.link(link);
  }

  private async show(place: Node): Promise<void> {
    const tree = bare(place).getRootNode();
    // Contents of templates are connected to nothing.
    if ((!isRendered(tree) && !isFragment(tree)) || this.signal.aborted) return;
    if (!bare(place).isConnected && isRendered(tree)) return;
    const frame = concealmentOfFrame();
    if (place === document.documentElement) {
      for (const known of this.trees()) await this.read(known, frame);
      return;
    }
    const near = isFragment(place) ? place : surroundings(place);
    const root = isElement(near) || isFragment(near) ? near : bare(near).parentNode;
    if (!isElement(root) && !isFragment(root)) return;
    await this.read(root, isRendered(tree) ? frame : null);
  }

  private async read(root: ParentNode & Node, frame: StyleFact | null): Promise<void> {
    await this.reading.show(await meet(root, this.scheduler.more), frame);
  }
}
