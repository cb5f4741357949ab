// The classifier's opinion on texts from elsewhere: asked of the worker when they come in, needed when the message is sent.
// A message waits for it, but not for long: without an answer the rules alone have spoken.
import type { DoorsEnvironment } from '../session.ts';
import { NO_STEERING, RANK, type Steering } from './judge.ts';

/** Texts too short to steer anybody are not asked about. */
const MIN_TEXT = 40;
/** What the worker reads of one text, and texts of one paste. */
const MAX_TEXT = 20_000;
const MAX_PARTS = 25;
/** Texts remembered; the oldest goes. */
const MAX_KNOWN = 50;

interface Asked {
  readonly text: string;
  steering: Steering | null;
  readonly done: Promise<void>;
}

export class Opinions {
  private known: Asked[] = [];

  constructor(private readonly env: DoorsEnvironment) {}

  /** Asks about a text that goes into a draft. */
  ask(text: string): void {
    if (text.trim().length < MIN_TEXT || this.known.some((k) => k.text === text)) return;
    const texts: string[] = [];
    for (let at = 0; at < text.length && texts.length < MAX_PARTS; at += MAX_TEXT)
      texts.push(text.slice(at, at + MAX_TEXT));
    const asked: Asked = { text, steering: null, done: this.answer(texts).then((s) => void (asked.steering = s)) };
    this.known = [...this.known, asked].slice(-MAX_KNOWN);
  }

  /** Texts in the draft that the worker has not answered about. */
  waitsFor(draft: string): boolean {
    return this.known.some((k) => k.steering === null && isIn(draft, k.text));
  }

  /** Resolves when there is nothing to wait for any more, or after `ms`; what is unanswered then counts as answered. */
  async settled(ms: number): Promise<void> {
    const all = Promise.all(this.known.map((k) => k.done));
    await Promise.race([all, new Promise((resolve) => setTimeout(resolve, ms))]);
    for (const asked of this.known) asked.steering ??= NO_STEERING;
  }

  /** The worst opinion on a text that stands in the draft. */
  worstIn(draft: string): Steering {
    let worst = NO_STEERING;
    for (const { text, steering } of this.known)
      if (steering && RANK[steering.kind] > RANK[worst.kind] && isIn(draft, text)) worst = steering;
    return worst;
  }

  private async answer(texts: readonly string[]): Promise<Steering> {
    try {
      const { opinions } = await this.env.send('texts.judge', { texts });
      let worst = NO_STEERING;
      for (const { index, seen } of opinions)
        if (seen && RANK[seen.kind] > RANK[worst.kind])
          worst = { kind: seen.kind, findings: seen.findings, text: texts[index] ?? '' };
      return worst;
    } catch {
      return NO_STEERING;
    }
  }
}

/** Editors change white space; the first words of the text are enough to know it by. */
function isIn(draft: string, text: string): boolean {
  const start = text.trim().slice(0, 200).replace(/\s+/g, ' ');
  return draft.includes(text) || draft.replace(/\s+/g, ' ').includes(start);
}
