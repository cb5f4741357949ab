// The ledger of agents: what was seen of them, what they wanted to do and what was answered, with the sites that they had
// read before. Kept on this device, bounded, emptied with the incidents; nothing of a private window is written.
import {
  ACT_ANSWERS,
  ACT_OUTCOMES,
  AGENT_ACTS,
  type ActAnswer,
  type ActOutcome,
  type LedgerEntry,
} from '../model/agent.ts';
import { read, remove, write } from '../platform/storage.ts';

const KEY = 'agents.ledger';
/** The newest so many are kept. */
export const MAX_ENTRIES = 500;

export class AgentLedger {
  private loaded: Promise<LedgerEntry[]> | undefined;
  private writing: Promise<void> = Promise.resolve();

  /** Newest first. */
  async list(): Promise<readonly LedgerEntry[]> {
    return [...(await this.all())].reverse();
  }

  /** Writes one entry; resolves when it is stored. Never rejects. */
  async add(entry: LedgerEntry): Promise<void> {
    const all = await this.all();
    all.push(entry);
    if (all.length > MAX_ENTRIES) all.splice(0, all.length - MAX_ENTRIES);
    await this.save(all);
  }

  /** A person has answered. */
  async answered(id: string, answer: ActAnswer): Promise<void> {
    const all = await this.all();
    const at = all.findIndex((entry) => entry.id === id);
    const entry = all[at];
    if (!entry) return;
    all[at] = { ...entry, answer };
    await this.save(all);
  }

  /** Removes what is older than a time (ms). */
  async prune(before: number): Promise<void> {
    const all = await this.all();
    const kept = all.filter(({ time }) => time >= before);
    if (kept.length === all.length) return;
    this.loaded = Promise.resolve(kept);
    await this.save(kept);
  }

  async clear(): Promise<void> {
    this.loaded = Promise.resolve([]);
    await remove('local', KEY).catch(() => undefined);
  }

  private all(): Promise<LedgerEntry[]> {
    this.loaded ??= read('local', KEY)
      .then(parsed)
      .catch((): LedgerEntry[] => []);
    return this.loaded;
  }

  private save(all: readonly LedgerEntry[]): Promise<void> {
    const copy = [...all];
    this.writing = this.writing.then(() => write('local', { [KEY]: copy })).catch(() => undefined);
    return this.writing;
  }
}

/** What another version, or an accident, may have left in storage. */
function parsed(raw: unknown): LedgerEntry[] {
  if (!Array.isArray(raw)) return [];
  return raw.slice(-MAX_ENTRIES).flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const e = one as Partial<Record<keyof LedgerEntry, unknown>>;
    const what = [...AGENT_ACTS, 'seen', 'stop', 'resume'].find((w) => w === e.what) as LedgerEntry['what'] | undefined;
    if (typeof e.id !== 'string' || typeof e.time !== 'number' || !what) return [];
    const outcome: ActOutcome | '' = ACT_OUTCOMES.find((o) => o === e.outcome) ?? '';
    const answer: ActAnswer | '' = ACT_ANSWERS.find((a) => a === e.answer) ?? '';
    return [
      {
        id: e.id,
        time: e.time,
        what,
        outcome,
        answer,
        site: text(e.site),
        label: text(e.label),
        to: text(e.to),
        marks: texts(e.marks),
        read: texts(e.read),
      },
    ];
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 300) : '');
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.slice(0, 10).map(text) : []);
