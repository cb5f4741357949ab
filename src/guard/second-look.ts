// When the worker is shown what (second-reading.ts): the whole document once it is read, changed places when they have
// settled. Goes on beside the guard's own work, which never waits for the worker.
import { debounced, Scheduler } from '../sensors/scheduler.ts';
import { concealmentOfFrame } from '../sensors/visibility.ts';
import { bare } from '../model/bare.ts';
import { isElement, isRendered } from '../model/node-kinds.ts';
import type { Carriers } from './carriers.ts';
import { SecondReading, type Ask } from './second-reading.ts';

export type { Ask } from './second-reading.ts';

/** Changed places wait this long for more, and at most so long: a text that is written word by word is asked about whole. */
const SETTLE_MS = 250;
const MAX_SETTLE_MS = 1_000;
/** Places remembered one by one; beyond that everything is shown again, of which only what is new travels. */
const MAX_PLACES = 200;

export class SecondLook {
  private readonly reading: SecondReading;
  private readonly scheduler: Scheduler;
  private places = new Set<Node>();
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

  /** Shows a place at the next idle moment. */
  soon(place: Node): void {
    this.places.add(place);
    this.run();
  }

  /** Shows a changed place when changes pause. */
  later(place: Node): void {
    if (this.places.size < MAX_PLACES) this.places.add(place);
    else this.places = new Set([document.documentElement]);
    this.settled();
  }

  private run(): void {
    this.busy = this.busy.then(async () => {
      if (this.places.size === 0 || !(await this.scheduler.idle(200))) return;
      const places = this.places;
      this.places = new Set();
      try {
        for (const place of places) await this.show(place);
      } catch {
        // The page changed under the reading; what changed is shown again.
      }
    });
  }

  private async show(place: Node): Promise<void> {
    if (!bare(place).isConnected || this.signal.aborted) return;
    const frame = concealmentOfFrame();
    if (place === document.documentElement) {
      for (const tree of this.trees()) await this.reading.read(tree, true, frame);
      return;
    }
    const root = isElement(place) ? place : bare(place).parentNode;
    if (isElement(root) || isRendered(root)) await this.reading.read(root, true, frame);
  }
}
