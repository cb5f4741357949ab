// Parts of a zip archive, bounded. Archives are anybody's: sizes they state are checked before anything is unpacked, and no
// part can grow beyond the size it states.
import { strFromU8, unzipSync } from 'fflate';

const MAX_PARTS = 2_000;
const MAX_PART_BYTES = 16 * 1024 * 1024;
const MAX_TOTAL_BYTES = 48 * 1024 * 1024;
/** An honest part shrinks to a hundredth at most. */
const MAX_RATIO = 200;

export interface Archive {
  /** Text of a part; '' where there is none. */
  readonly text: (name: string) => string;
  readonly names: readonly string[];
  /** Parts that were wanted and left out because of their size. */
  readonly partial: boolean;
}

/** Unpacks the parts that `wanted` names; null for what is no archive, or a broken one. */
export function openArchive(bytes: Uint8Array, wanted: (name: string) => boolean): Archive | null {
  let total = 0;
  let count = 0;
  let partial = false;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        if (!wanted(name)) return false;
        const fits =
          ++count <= MAX_PARTS &&
          originalSize <= MAX_PART_BYTES &&
          (total += originalSize) <= MAX_TOTAL_BYTES &&
          (originalSize < 1_000_000 || originalSize <= size * MAX_RATIO);
        if (!fits) partial = true;
        return fits;
      },
    });
    return {
      text: (name) => (Object.hasOwn(parts, name) ? strFromU8(parts[name] ?? new Uint8Array()) : ''),
      names: Object.keys(parts),
      partial,
    };
  } catch {
    return null;
  }
}
