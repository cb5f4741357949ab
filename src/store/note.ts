// Notes at the end of the chain: marks and removals are told there, in the transaction that makes them.
import { hashOfNote, type ChainNote, type NoteContent } from './chain.ts';
import type { Head } from './database.ts';

/** The note and the chain's end after it. @param removed size of what it removes */
export async function noted(
  head: Head,
  time: number,
  content: NoteContent,
  removed = 0,
): Promise<{ note: ChainNote; head: Head }> {
  const open = { ...content, seq: head.seq + 1, time, previous: head.hash };
  const note: ChainNote = { ...open, hash: await hashOfNote(open) };
  const { seq, hash } = note;
  return { note, head: { ...head, seq, hash, edits: head.edits + 1, size: Math.max(0, head.size - removed) } };
}
