// Files on their way in: chosen, dropped or pasted. All are held, because reading takes a moment; those that may go on reach
// the page as they are, in the order in which they were given. Where nothing could be read, that is said.
import { chooseFiles, hold, isOurs, tellChosen } from '../../enforcement/hold.ts';
import { replaced } from '../../enforcement/rewrite.ts';
import { bytesNeeded, fileText, type FileText, type PdfReader, type UnreadReason } from '../../files/file-text.ts';
import { isHtml } from '../../model/node-kinds.ts';
import { readPastedHtml } from '../../sensors/assistants/pasted-html.ts';
import type { Gate, Incoming } from './gate.ts';
import { MAX_JUDGED, NO_STEERING, RANK, unseenIn } from './judge.ts';
import { inert } from './words.ts';

/** Files of one choice that are read; the rest counts as not scanned. */
const MAX_READ = 50;
/** Names of files that a small notice lists. */
const MAX_NAMES = 5;

interface Looked {
  readonly file: File;
  readonly incoming: Incoming;
  /** The bytes are the text, so that values in it can be replaced. */
  readonly plain: boolean;
  /** Why it, or a part of it, was not read; null where all was. */
  readonly why: UnreadReason | 'partly' | 'unseen' | null;
}

export class Attach {
  /** Fields whose choice is being looked at: what the browser still says of it is held, too. */
  private readonly waiting = new WeakSet<HTMLInputElement>();

  constructor(
    private readonly gate: Gate,
    private readonly anchor: () => HTMLElement | null,
  ) {}

  /** `input` and `change` of a file field. */
  chosen(event: Event): void {
    if (isOurs(event)) return;
    const [target] = event.composedPath();
    if (!isHtml(target as Node, 'input')) return;
    const field = target as HTMLInputElement;
    if (field.type !== 'file' || (field.files?.length ?? 0) === 0) return;
    hold(event);
    if (this.waiting.has(field)) return;
    this.waiting.add(field);
    const files = [...(field.files ?? [])];
    void this.passed(files)
      .then((kept) => {
        if (kept.length !== files.length || kept.some((file, i) => file !== files[i])) chooseFiles(field, kept);
        if (kept.length > 0) tellChosen(field);
      })
      .finally(() => this.waiting.delete(field));
  }

  /** The files that may go on, some of them written anew. Never rejects: what cannot be read is not scanned. */
  async passed(files: readonly File[]): Promise<readonly File[]> {
    await this.gate.session.atHand();
    const out: File[] = [];
    const unscanned: Unread[] = [];
    for (const [i, file] of files.entries()) {
      const looked = await this.look(file, i < MAX_READ);
      const kept = await this.decide(looked);
      if (kept) out.push(kept);
      if (kept && looked.incoming.unscanned === true) unscanned.push({ name: file.name, why: looked.why });
    }
    if (unscanned.length > 0) this.tellUnscanned(unscanned);
    return out;
  }

  private async look(file: File, read: boolean): Promise<Looked> {
    const { gate } = this;
    const found = read ? await readFile(file, gate.env.pdfReader) : NOT_READ;
    const base = { way: 'file', file: inert(file.name) } as const;
    if (found.kind === 'not-scanned')
      return { file, plain: false, why: found.why, incoming: { ...base, text: '', spans: [], unscanned: true } };
    const html = found.html ? readPastedHtml(found.text) : null;
    const hidden = [html?.hidden ?? found.hidden, unseenIn(html ? html.visible : found.text)]
      .filter((t) => t !== '')
      .join('\n');
    const seen = gate.judge.steering(html ? html.visible : found.text, false);
    const unseen = hidden === '' ? NO_STEERING : gate.judge.steering(hidden, true);
    const steering = RANK[unseen.kind] > RANK[seen.kind] ? unseen : seen;
    // What the format hides is read by the assistant like the rest.
    const text = found.plain || found.hidden === '' ? found.text : `${found.text}\n${found.hidden}`;
    const spans = gate.spansOf(text);
    const unscanned = found.partial || text.length > MAX_JUDGED;
    const why = unscanned ? 'too-large' : null;
    return {
      file,
      plain: found.plain,
      why: found.partial ? 'partly' : why,
      incoming: { ...base, text, spans, steering, hidden, unscanned },
    };
  }

  private async decide({ file, incoming, plain }: Looked): Promise<File | null> {
    const { gate } = this;
    const decision = gate.decide(incoming);
    if (!gate.holds(decision)) {
      gate.record(incoming, decision, 'passed');
      return file;
    }
    const values = incoming.spans.filter((_, i) => !['allow', 'audit'].includes(decision.spanActions[i] ?? 'allow'));
    const canRedact = plain && decision.key === 'sensitiveActions' && values.length > 0 && incoming.unscanned !== true;
    const asked: Incoming = { ...incoming, spans: canRedact ? values : incoming.spans };
    const { choice } = await gate.ask(asked, gate.decide(asked), { canRedact, canClean: false }, this.anchor());
    if (choice === 'back') return null;
    if (choice !== 'redact') return file;
    const text = replaced(incoming.text, gate.placeholders.replacements(incoming.text, values));
    return new File([text], file.name, { type: file.type, lastModified: file.lastModified });
  }

  /** Files were chosen in a way that hands them to the page alone. */
  pickedUnseen(): void {
    const { gate } = this;
    const incoming: Incoming = { way: 'file', text: '', spans: [], unscanned: true };
    const decision = gate.decide(incoming);
    if (decision.action === 'allow') return;
    gate.record(incoming, decision, 'passed');
    this.tellUnscanned([{ name: gate.env.text('doorFilesPicked'), why: 'unseen' }]);
  }

  private tellUnscanned(files: readonly Unread[]): void {
    const say = this.gate.env.text;
    const more = files.length - MAX_NAMES;
    const details = [
      ...files
        .slice(0, MAX_NAMES)
        .map(({ name, why }) => say('doorUnread', inert(name.slice(0, 120)), say(reasonKey(why)))),
      ...(more > 0 ? [say('doorMore', String(more))] : []),
      say('doorNotScannedDetail'),
    ];
    this.gate.tell('warn', say('doorNotScanned'), details, this.anchor());
  }
}

interface Unread {
  readonly name: string;
  readonly why: Looked['why'];
}

/** Key of the words for a reason. */
const reasonKey = (why: Looked['why']): string => `doorUnread_${(why ?? 'binary').replace('-', '_')}`;

const NOT_READ: FileText = { kind: 'not-scanned', why: 'too-large' };

async function readFile(file: File, pdf: () => Promise<PdfReader | null>): Promise<FileText> {
  try {
    const bytes = new Uint8Array(await file.slice(0, bytesNeeded(file.size)).arrayBuffer());
    // Firefox makes the bytes of a page's file in the page's world, where this script may look at little; a copy is its own.
    const own = new Uint8Array(bytes.length);
    own.set(bytes);
    return await fileText(own, file.size, pdf);
  } catch {
    // Gone from the disk, or not to be read.
    return { kind: 'not-scanned', why: 'broken' };
  }
}
