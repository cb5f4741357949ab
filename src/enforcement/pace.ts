// How often one text may be taken away again. A page that puts its text back for ever must not drive the guard, and the
// person's processor, into a fight: some turns at once, then a few a second. A pause gives the turns back.

/** Turns that are free at once: a framework's burst of renderings stays far below. */
export const BURST = 20;
/** Turns that come back in a second; also the most writes a second in a fight that lasts. */
export const PER_SECOND = 4;

export class Pace {
  private turns = BURST;
  private at: number;

  /** @param now milliseconds of a clock that never runs back */
  constructor(now: number) {
    this.at = now;
  }

  /** Takes a turn and answers 0, or answers how many milliseconds it takes until there is one. */
  take(now: number): number {
    this.turns = Math.min(BURST, this.turns + ((now - this.at) / 1_000) * PER_SECOND);
    this.at = now;
    if (this.turns >= 1) {
      this.turns--;
      return 0;
    }
    return Math.ceil(((1 - this.turns) / PER_SECOND) * 1_000);
  }
}
