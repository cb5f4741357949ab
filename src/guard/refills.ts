// Texts that are taken away again and again: each case has its pace; what comes too soon waits for its turn, the latest
// of each place only. Whoever waits must look again before it writes, because the page goes on meanwhile.
import { isGone } from '../enforcement/ledger.ts';
import { Pace } from '../enforcement/pace.ts';

/** One turn is good for this long, and for each place once: a reading of the page finds many places at a time. */
const TURN_MS = 50;
/** Places that wait in one case before those that have left the document are dropped. */
const MAX_WAITING = 1_000;

interface Queue {
  readonly pace: Pace;
  readonly waiting: Map<Node, () => void>;
  /** Places written in the turn that began at `began`. */
  readonly done: Set<Node>;
  /** The latest of them. */
  last: Node | undefined;
  began: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export class Refills {
  private readonly queues = new Map<string, Queue>();

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => {
      for (const id of [...this.queues.keys()]) this.forget(id);
    });
  }

  /** Runs a job of a case now if it has a turn, else at its next one together with what else waits. */
  turn(id: string, place: Node, job: () => void): void {
    const now = performance.now();
    let queue = this.queues.get(id);
    if (!queue) {
      queue = {
        pace: new Pace(now),
        waiting: new Map(),
        done: new Set(),
        last: undefined,
        began: -TURN_MS,
        timer: undefined,
      };
      this.queues.set(id, queue);
    }
    const { done, waiting } = queue;
    const wait = queue.timer !== undefined ? 1 : this.wait(queue, place, now);
    if (wait === 0) {
      done.add(place);
      job();
      return;
    }
    waiting.delete(place);
    waiting.set(place, job);
    if (waiting.size > MAX_WAITING) for (const node of [...waiting.keys()].filter(isGone)) waiting.delete(node);
    if (queue.timer === undefined) this.later(queue, wait);
  }

  /** The case is closed: nothing of it is written any more. */
  forget(id: string): void {
    const queue = this.queues.get(id);
    clearTimeout(queue?.timer);
    queue?.waiting.clear();
    this.queues.delete(id);
  }

  private wait(queue: Queue, place: Node | null, now: number): number {
    // A place that is gone already was written anew elsewhere: that is no reading of many places, but a fight.
    const many = queue.last === undefined || !isGone(queue.last);
    if (place && now - queue.began < TURN_MS && !queue.done.has(place) && many) {
      queue.last = place;
      return 0;
    }
    const wait = queue.pace.take(now);
    if (wait === 0) {
      queue.began = now;
      queue.done.clear();
      queue.last = place ?? undefined;
    }
    return wait;
  }

  private later(queue: Queue, ms: number): void {
    queue.timer = setTimeout(() => {
      queue.timer = undefined;
      if (this.signal.aborted) return;
      const wait = this.wait(queue, null, performance.now());
      if (wait > 0) {
        this.later(queue, wait);
        return;
      }
      const jobs = [...queue.waiting];
      queue.waiting.clear();
      for (const [place, job] of jobs) {
        queue.done.add(place);
        // If the page writes it anew elsewhere at once, that is the fight again, and no further place of this turn.
        queue.last = place;
        job();
      }
    }, ms);
  }
}
