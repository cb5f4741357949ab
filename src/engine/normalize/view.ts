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
  private parts: string[] = [];
  private offsets: number[] = [];

  append(text: string, offset: number): void {
    this.parts.push(text);
    for (let i = 0; i < text.length; i++) this.offsets.push(offset);
  }
  get length(): number {
    return this.offsets.length;
  }
  get last(): string {
    return this.parts.at(-1) ?? '';
  }
  build(transform: Transform, end: number): View {
    const map = new Int32Array(this.offsets.length + 1);
    map.set(this.offsets);
    map[this.offsets.length] = end;
    return { transform, text: this.parts.join(''), map };
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
