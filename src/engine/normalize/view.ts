// A view is one way to read a text, with a map back to the offsets of the text it came from.
import type { Transform } from '../../model/finding.ts';

export interface View {
  readonly transform: Transform;
  readonly text: string;
  /** map[i] is the original offset of text[i]; map[text.length] the end. null: identity. */
  readonly map: Int32Array | null;
}

/** Original offset of a view offset. */
export const originalOffset = (view: View, offset: number): number => (view.map ? (view.map[offset] ?? 0) : offset);

/** Original stretch of a view's stretch; never empty, and the right way round where the view reads backwards. */
export function originalSpan(view: View, from: number, to: number): { readonly start: number; readonly end: number } {
  const a = originalOffset(view, from);
  const b = originalOffset(view, Math.max(from, to - 1));
  const start = Math.min(a, b);
  const end = a > b || view.transform === 'reversed' ? Math.max(a, b) + 1 : Math.max(originalOffset(view, to), b + 1);
  return { start, end: Math.max(end, start + 1) };
}

/** A growing view; every appended character carries its original offset. */
export class ViewBuilder {
  private text = '';
  private offsets = new Int32Array(256);
  /** What was appended last. */
  last = '';

  append(text: string, offset: number): void {
    const from = this.grow(text);
    this.offsets.fill(offset, from, from + text.length);
  }

  /** Text each character of which stands for one of the original, the first for that at `offset`. */
  run(text: string, offset: number): void {
    const from = this.grow(text);
    for (let i = 0; i < text.length; i++) this.offsets[from + i] = offset + i;
    this.last = text.slice(-1);
  }

  get length(): number {
    return this.text.length;
  }

  build(transform: Transform, end: number): View {
    const from = this.text.length;
    const map = this.offsets.slice(0, from + 1);
    map[from] = end;
    return { transform, text: this.text, map };
  }

  /** Adds the text and makes room for its offsets and the end; answers where they begin. */
  private grow(text: string): number {
    const from = this.text.length;
    this.text += text;
    this.last = text;
    if (this.text.length >= this.offsets.length) {
      const wider = new Int32Array(2 * this.text.length + 1);
      wider.set(this.offsets);
      this.offsets = wider;
    }
    return from;
  }
}

/** Rewrites a view's map so that it points into the text below it. */
export function compose(outer: View, inner: View): View {
  const innerMap = inner.map;
  if (!outer.map) return innerMap ? { ...outer, map: innerMap } : outer;
  if (!innerMap) return outer;
  const map = new Int32Array(outer.map.length);
  for (let i = 0; i < map.length; i++) map[i] = innerMap[outer.map[i] ?? 0] ?? innerMap[innerMap.length - 1] ?? 0;
  return { ...outer, map };
}
