// How a script that the worker brings later meets the doors: both run in the extension's own world of the frame, which pages
// cannot reach. A part that never comes is none.
import type { OwnDetector } from '../engine/sensitive/find.ts';
import type { PdfReader } from '../files/file-text.ts';
import type { OwnData } from '../model/own-data.ts';
import type { LatePart } from '../model/late-part.ts';

interface Parts {
  readonly pdf: PdfReader;
  readonly own: (data: OwnData) => readonly OwnDetector[];
}

const key = (name: LatePart): symbol => Symbol.for(`demarc.part.${name}`);
const world = globalThis as unknown as Record<symbol, unknown>;

/** A part is there. */
export function offerPart<N extends keyof Parts>(name: N, part: Parts[N]): void {
  world[key(name)] = part;
}

/** The part, brought by `bring` where it is not there yet; null where it does not come. Never rejects. */
export async function latePart<N extends keyof Parts>(
  name: N,
  bring: (name: N) => Promise<unknown>,
): Promise<Parts[N] | null> {
  try {
    if (world[key(name)] === undefined) await bring(name);
  } catch {
    // The extension was updated under the page, or the browser does not let us in.
  }
  return (world[key(name)] as Parts[N] | undefined) ?? null;
}
