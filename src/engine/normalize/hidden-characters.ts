// Characters in a text that nobody sees and that have no honest use where they stand: for telling people what an answer
// or a copied text carries, and for leaving it out. Everyday typography and the joiners of scripts and emoji stay.
import { flagTail, INVISIBLE, isHonestJoiner, isInvisible, isTag } from './characters.ts';
import { decodePrivateUse, decodeTags, decodeVariationSelectors, decodeZeroWidthBits } from './decode.ts';

export interface HiddenRun {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Code points in it. */
  readonly count: number;
}

export interface HiddenCharacters {
  readonly runs: readonly HiddenRun[];
  readonly count: number;
  /** What they spell, decoded; '' where they spell nothing known. At most MAX_MESSAGE units. */
  readonly message: string;
}

const MAX_MESSAGE = 2_000;
/** Soft hyphens, breaks of width zero, joiners of words, byte-order marks: one alone is typography. */
const isTypography = (cp: number): boolean => cp === 0xad || cp === 0x200b || cp === 0x2060 || cp === 0xfeff;
const DECODERS = [decodeTags, decodeVariationSelectors, decodeZeroWidthBits, decodePrivateUse];

/** The hidden characters of a text; null when it has none. Linear; never throws. */
export function hiddenCharacters(text: string): HiddenCharacters | null {
  const runs = INVISIBLE.test(text) ? runsIn(text) : [];
  const message = DECODERS.map((decode) => decode(text)?.text ?? '').find((decoded) => decoded !== '') ?? '';
  if (runs.length === 0) return null;
  return { runs, count: runs.reduce((sum, run) => sum + run.count, 0), message: message.slice(0, MAX_MESSAGE) };
}

/** The text without what `hiddenCharacters` finds in it: the same string when it finds nothing. */
export function withoutHiddenCharacters(text: string): string {
  const runs = hiddenCharacters(text)?.runs ?? [];
  let out = '';
  let from = 0;
  for (const { start, end } of runs) {
    out += text.slice(from, start);
    from = end;
  }
  return from === 0 ? text : out + text.slice(from);
}

function runsIn(text: string): HiddenRun[] {
  const runs: HiddenRun[] = [];
  for (let i = 0; i < text.length;) {
    const cp = text.codePointAt(i) ?? 0;
    const size = cp > 0xffff ? 2 : 1;
    if (cp === 0x1f3f4) {
      i += size + flagTail(text, i + size);
      continue;
    }
    if (!isInvisible(cp)) {
      i += size;
      continue;
    }
    const run = runAt(text, i);
    if (run.count > 0) runs.push(run);
    i = run.end;
  }
  return runs;
}

/** The run of invisible characters that begins at `start`; of count 0 when each has an honest use or it is typography. */
function runAt(text: string, start: number): HiddenRun {
  let [count, suspicious, tags, end] = [0, 0, 0, start];
  while (end < text.length) {
    const cp = text.codePointAt(end) ?? 0;
    if (!isInvisible(cp)) break;
    const size = cp > 0xffff ? 2 : 1;
    const honest = isHonestJoiner(cp, text.slice(Math.max(0, end - 2), end), text.slice(end + size, end + size + 2));
    if (!honest) suspicious += 1;
    if (isTag(cp)) tags += 1;
    count += 1;
    end += size;
  }
  const first = text.codePointAt(start) ?? 0;
  const alone = suspicious === 1 && tags === 0 && isTypography(first);
  return { start, end, count: suspicious === 0 || alone ? 0 : count };
}
