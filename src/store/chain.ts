// The chain of records. Each entry, an incident or a note about incidents, has a number, the hash of the entry before it
// and its own: what is changed, left out or put between others afterwards no longer fits. It makes changes visible to whoever
// looks and keeps nobody from making the whole chain anew; a hash of its end that is kept elsewhere does that.
import type { Incident } from '../model/incident.ts';

/** Why records were removed. */
export const REMOVALS = ['age', 'count', 'size', 'room', 'cleared'] as const;
export type Removal = (typeof REMOVALS)[number];

/** Entries that are gone, signed off: what came before the first and the hash of the last let the chain go on over them. */
export interface RemovedRange {
  readonly from: number;
  readonly to: number;
  readonly previous: string;
  readonly hash: string;
}

/** What a note tells. There is one note of removals at a time: the newest has taken over what earlier ones told. */
export type NoteContent =
  | { readonly kind: 'undone'; readonly id: string }
  | {
      readonly kind: 'removed';
      readonly ranges: readonly RemovedRange[];
      /** Incidents removed since the chain began. */
      readonly counts: Readonly<Partial<Record<Removal, number>>>;
    };

export type ChainNote = NoteContent & {
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly previous: string;
  readonly hash: string;
};

/** An incident as it was first stored and hashed: without its hash, its fingerprint, and what a person did later. */
export function asStored(incident: Incident): Omit<Incident, 'hash' | 'cluster' | 'enforcedAs'> {
  const { hash: _hash, cluster: _cluster, enforcedAs, ...rest } = incident;
  return enforcedAs === undefined ? rest : { ...rest, enforcement: enforcedAs, undoneAt: 0 };
}

/** JSON with the members of every object in the order of their names by UTF-16 units, and without spaces. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => (item === undefined ? 'null' : canonical(item))).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join()}}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** SHA-256 of the UTF-8 bytes, 64 hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  let hex = '';
  for (const byte of bytes) hex += HEX[byte] ?? '';
  return hex;
}

/** The hash that an incident must have. */
export const hashOfIncident = (incident: Incident): Promise<string> => sha256(canonical(asStored(incident)));

/** Size of an incident where the store counts; a mark by a person does not change it. */
export const sizeOf = (incident: Incident): number => canonical(asStored(incident)).length;

/** The hash that a note must have. */
export function hashOfNote(note: NoteContent & { readonly hash?: string }): Promise<string> {
  return sha256(canonical({ ...note, hash: undefined }));
}

/** Joins ranges of entries that follow each other; `ranges` may be in any order and do not overlap. */
export function joined(ranges: readonly RemovedRange[]): RemovedRange[] {
  const result: RemovedRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && last.to + 1 === range.from) result[result.length - 1] = { ...last, to: range.to, hash: range.hash };
    else result.push(range);
  }
  return result;
}
