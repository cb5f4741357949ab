// The look through the whole chain: every entry is there or signed off, follows the one before it, and is what was stored.
// Reads some records at a time, so that the length of the chain costs time only.
import type { Incident } from '../model/incident.ts';
import type { ChainBreak, ChainBreakKind, ChainState, Progress } from '../model/incident-query.ts';
import { hashOfIncident, hashOfNote, type ChainNote, type RemovedRange } from './chain.ts';
import { database, type IncidentDatabase } from './database.ts';
import { headOf } from './extend.ts';
import { waitingIn } from './take-in.ts';

/** The chain's end as it was noted outside the database. */
export interface Anchor {
  /** Name of the database. */
  readonly name: string;
  readonly seq: number;
  readonly hash: string;
}

const BATCH = 100;
const NOTHING: ChainState = {
  state: 'none',
  since: 0,
  checked: 0,
  firstBreak: null,
  breaks: 0,
  removed: 0,
  waiting: 0,
  head: '',
};

/** The chain's end, to be kept elsewhere; null: there is no chain. */
export async function chainEnd(): Promise<Anchor | null> {
  const { db } = await database();
  if (!db) return null;
  const { seq, hash } = await headOf(db);
  return seq === 0 ? null : { name: db.name, seq, hash };
}

/** @param anchor the end that was noted last, null: none was */
export async function checkChain(
  anchor: Anchor | null,
  signal?: AbortSignal,
  progress?: Progress,
): Promise<ChainState> {
  const { db } = await database();
  if (!db) return NOTHING;
  const look = new Look(db, signal, progress);
  return look.result(anchor?.name === db.name ? anchor : null);
}

type Entry = { readonly seq: number } & (
  | { readonly is: 'incident'; readonly id: string }
  | { readonly is: 'note'; readonly note: ChainNote }
  | { readonly is: 'removed'; readonly range: RemovedRange }
);

class Look {
  private hash = '';
  private next = 1;
  private time = 0;
  private since = 0;
  private checked = 0;
  private breaks = 0;
  private first: ChainBreak | null = null;

  constructor(
    private readonly db: IncidentDatabase,
    private readonly signal: AbortSignal | undefined,
    private readonly progress: Progress | undefined,
  ) {}

  async result(anchor: Anchor | null): Promise<ChainState> {
    const { db } = this;
    // What is stored while this looks belongs to the next look.
    const { entries, head, notes, waiting } = await db.transaction(
      'r',
      [db.segments, db.tail, db.notes, db.meta],
      async () => ({
        head: await headOf(db),
        notes: await db.notes.toArray(),
        waiting: await waitingIn(db),
        entries: [...(await this.segmented()), ...(await db.tail.toArray())],
      }),
    );
    const left = waiting ? waiting.total - waiting.done : 0;
    if (head.seq === 0 && entries.length === 0) {
      if (anchor) this.broken('end', anchor.seq, '', 0);
      return {
        ...NOTHING,
        state: anchor ? 'broken' : 'none',
        firstBreak: this.first,
        breaks: this.breaks,
        waiting: left,
      };
    }
    const all = inOrder(entries, notes);
    const undone = new Set(notes.flatMap((note) => (note.kind === 'undone' ? note.id : [])));
    const finished = await this.walk(all, undone, anchor);
    if (finished) this.end(head.seq, head.hash, anchor);
    const counts = notes.flatMap((note) => (note.kind === 'removed' ? Object.values(note.counts) : []));
    return {
      state: this.breaks > 0 ? 'broken' : finished ? 'intact' : 'unfinished',
      since: this.since,
      checked: this.checked,
      firstBreak: this.first,
      breaks: this.breaks,
      removed: counts.reduce((sum, count) => sum + count, 0),
      waiting: left,
      head: head.hash,
    };
  }

  private async segmented(): Promise<{ seq: number; id: string }[]> {
    const entries: { seq: number; id: string }[] = [];
    for (const { ids, seqs, gone } of await this.db.segments.toArray()) {
      ids.split('\n').forEach((id, row) => {
        if (gone[row] === 0) entries.push({ id, seq: seqs[row] ?? 0 });
      });
    }
    return entries;
  }

  /** False: it was stopped. */
  private async walk(all: readonly Entry[], undone: ReadonlySet<string>, anchor: Anchor | null): Promise<boolean> {
    for (let at = 0; at < all.length; at += BATCH) {
      if (this.signal?.aborted === true) return false;
      const batch = all.slice(at, at + BATCH);
      const incidents = new Map<string, Incident>();
      for (const found of await this.db.incidents.bulkGet(batch.flatMap((e) => (e.is === 'incident' ? e.id : [])))) {
        if (found) incidents.set(found.id, found);
      }
      for (const entry of batch) {
        if (entry.seq > this.next) this.broken('gap', this.next, '', this.time);
        if (entry.is === 'removed') this.pass(entry.range);
        else if (entry.is === 'note') await this.note(entry.note);
        else await this.incident(entry, incidents.get(entry.id), undone);
        if (entry.is !== 'removed' && entry.seq === anchor?.seq && this.hash !== anchor.hash) {
          this.broken('edited', entry.seq, entry.is === 'incident' ? entry.id : '', this.time);
        }
      }
      this.progress?.(Math.min(at + BATCH, all.length), all.length);
    }
    return true;
  }

  private pass({ from, to, previous, hash }: RemovedRange): void {
    if (previous !== this.hash && this.next === from) this.broken('order', from, '', this.time);
    this.hash = hash;
    this.next = to + 1;
  }

  private async note(note: ChainNote): Promise<void> {
    this.checked++;
    if ((await hashOfNote(note)) !== note.hash) this.broken('edited', note.seq, '', note.time);
    this.follow(note.seq, note.previous, note.hash, '', note.time);
  }

  private async incident(
    { seq, id }: { readonly seq: number; readonly id: string },
    incident: Incident | undefined,
    undone: ReadonlySet<string>,
  ): Promise<void> {
    if (!incident) {
      // Removed while this looks, or without a word: a second look tells.
      if (!(await this.signedOff(seq))) this.broken('gap', seq, id, this.time);
      // Nothing is known of its hash: what follows begins anew.
      this.hash = '?';
      this.next = seq + 1;
      return;
    }
    this.checked++;
    if (this.since === 0) this.since = incident.time;
    if (incident.seq !== seq || (await hashOfIncident(incident)) !== incident.hash) {
      this.broken('edited', seq, id, incident.time);
    }
    if ((incident.enforcement === 'undone') !== undone.has(id)) {
      const noted = (await this.db.notes.filter((n) => n.kind === 'undone' && n.id === id).count()) > 0;
      if ((incident.enforcement === 'undone') !== noted) this.broken('undo', seq, id, incident.time);
    }
    this.follow(seq, incident.previous ?? '', incident.hash ?? '', id, incident.time);
  }

  private async signedOff(seq: number): Promise<boolean> {
    const notes = await this.db.notes.toArray();
    return notes.some((n) => n.kind === 'removed' && n.ranges.some(({ from, to }) => from <= seq && seq <= to));
  }

  private follow(seq: number, previous: string, hash: string, id: string, time: number): void {
    if (previous !== this.hash && this.hash !== '?' && seq === this.next) this.broken('order', seq, id, time);
    this.hash = hash;
    this.next = seq + 1;
    this.time = time;
  }

  private end(seq: number, hash: string, anchor: Anchor | null): void {
    if (this.next <= seq || (anchor !== null && anchor.seq > seq)) this.broken('end', this.next, '', this.time);
    else if (this.hash !== hash && this.hash !== '?') this.broken('order', seq, '', this.time);
  }

  private broken(kind: ChainBreakKind, seq: number, id: string, time: number): void {
    this.breaks++;
    this.first ??= { kind, seq, id, time };
  }
}

function inOrder(entries: readonly { seq: number; id: string }[], notes: readonly ChainNote[]): Entry[] {
  const ranges = notes.flatMap((note) => (note.kind === 'removed' ? note.ranges : []));
  return [
    ...entries.map(({ seq, id }): Entry => ({ is: 'incident', seq, id })),
    ...notes.map((note): Entry => ({ is: 'note', seq: note.seq, note })),
    ...ranges.map((range): Entry => ({ is: 'removed', seq: range.from, range })),
  ].sort((a, b) => a.seq - b.seq);
}
