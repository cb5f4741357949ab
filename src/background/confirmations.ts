// A person's own word on controls: that they looked, or did what is asked. Kept with its time on this device. It counts where
// policy lets people have settings, for as long as the control says, and is shown as their word.
import type { Control } from '../model/responsibility.ts';
import { read, write } from '../platform/storage.ts';

const KEY = 'line.confirmed';
const MAX_KEPT = 500;
const DAY_MS = 86_400_000;

/** Control, or control and service → when (ms). */
type Stored = Readonly<Record<string, number>>;

export class Confirmations {
  private loaded: Promise<Stored> | undefined;
  private writing: Promise<void> = Promise.resolve();

  /** Reads what is stored, so that who asks next need not wait. Never rejects. */
  async prepare(): Promise<void> {
    await this.all();
  }

  /** When the person confirmed a control that still counts; 0: not, or too long ago. */
  async at(control: Control, service: string, now: number): Promise<number> {
    const time = (await this.all())[keyOf(control, service)] ?? 0;
    const fresh = time <= now && now - time <= (control.confirm?.days ?? 0) * DAY_MS;
    return fresh ? time : 0;
  }

  /** Whether there is one that has run out. */
  async ranOut(control: Control, service: string, now: number): Promise<boolean> {
    return (await this.all())[keyOf(control, service)] !== undefined && (await this.at(control, service, now)) === 0;
  }

  /** Notes the person's word, or takes it back. */
  async set(control: Control, service: string, on: boolean, now: number): Promise<void> {
    const turn = this.writing.then(async () => {
      const { [keyOf(control, service)]: _old, ...rest } = await this.all();
      const next = Object.entries(on ? { ...rest, [keyOf(control, service)]: now } : rest).slice(-MAX_KEPT);
      this.loaded = Promise.resolve(Object.fromEntries(next));
      await write('local', { [KEY]: Object.fromEntries(next) });
    });
    this.writing = turn.catch(() => undefined);
    await turn;
  }

  private all(): Promise<Stored> {
    this.loaded ??= read('local', KEY)
      .then((raw) => {
        const entries = typeof raw === 'object' && raw !== null ? Object.entries(raw) : [];
        return Object.fromEntries(entries.filter((e): e is [string, number] => Number.isFinite(e[1])));
      })
      .catch(() => ({}));
    return this.loaded;
  }
}

const keyOf = ({ id, confirm }: Control, service: string): string =>
  confirm?.scope === 'service' ? `${id}@${service}` : id;
