// How presses and text arrive. Programs press without a path and without a hold, and write without keys; hands do not, and
// tools for people with other hands sometimes do. So this is told, and never decides by itself.

/** A press held shorter than this, in milliseconds, and this far from the last one, with so few moves between. */
const HOLD_MS = 9;
const FAR_PX = 40;
const MOVES = 3;
/** So many in a row, not one of them as a hand would make it. */
const IN_A_ROW = 3;
/** A key, a paste or an input method shortly before text explains it. */
const KEY_MS = 1_000;

export class InputShape {
  private moves = 0;
  private at = 0;
  private last: readonly [number, number] = [0, 0];
  private jumps = 0;
  private bare = 0;
  private keyed = -Infinity;
  private readonly found = new Set<string>();

  /** Ids of marks. */
  marks(): readonly string[] {
    return [...this.found];
  }

  /** Starts listening; nothing is held here. */
  start(signal: AbortSignal): void {
    const on = (type: string, job: (event: Event) => void): void =>
      addEventListener(type, (event) => event.isTrusted && job(event), { capture: true, passive: true, signal });
    on('pointermove', () => void this.moves++);
    on('pointerdown', (event) => void (this.at = event.timeStamp));
    on('pointerup', (event) => this.up(event as PointerEvent));
    for (const type of ['keydown', 'paste', 'drop', 'compositionend'])
      on(type, (event) => void (this.keyed = event.timeStamp));
    on('input', (event) => this.input(event as InputEvent));
  }

  private up({ pointerType, timeStamp, clientX, clientY }: PointerEvent): void {
    if (pointerType !== 'mouse') return;
    const far = Math.abs(clientX - this.last[0]) + Math.abs(clientY - this.last[1]) > FAR_PX;
    this.jumps = far && this.moves < MOVES && timeStamp - this.at < HOLD_MS ? this.jumps + 1 : 0;
    if (this.jumps >= IN_A_ROW) this.found.add('input.jumps');
    this.last = [clientX, clientY];
    this.moves = 0;
  }

  /** Corrections and completions of the browser have a kind of their own; dictation comes as composition. */
  private input({ inputType, isComposing, timeStamp }: InputEvent): void {
    if (inputType !== 'insertText' || isComposing) return;
    this.bare = timeStamp - this.keyed > KEY_MS ? this.bare + 1 : 0;
    if (this.bare >= 2) this.found.add('input.no-keys');
  }
}
