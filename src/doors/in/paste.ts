// Pasting and dropping text. Judged in the moment it happens; what is clean is never touched. What is held goes on as an
// event with the same data, or with other data where the person or the policy wants it so.
import { caretOf, dropOnto, hold, insertText, pasteInto, type Carried } from '../../enforcement/hold.ts';
import { replaced } from '../../enforcement/rewrite.ts';
import { withoutHiddenCharacters } from '../../engine/normalize/hidden-characters.ts';
import type { SensitiveSpan } from '../../model/sensitive.ts';
import { readDraft } from '../../sensors/assistants/draft.ts';
import { isControl, type Editable } from '../../sensors/assistants/editable.ts';
import { readPastedHtml, type PastedHtml } from '../../sensors/assistants/pasted-html.ts';
import type { Gate, Incoming } from './gate.ts';
import { MAX_JUDGED, NO_STEERING, RANK, unseenIn } from './judge.ts';

/** How a held text gets into its editor. */
interface Way {
  readonly name: 'paste' | 'drop';
  readonly insert: (carried: Carried) => boolean;
}

/** Copied markup that is read; what is longer is pasted as plain text once it has to be held. */
const MAX_HTML = 2_000_000;

/** UTF-16 units up to which a pasted text is read at once for words that steer. */
const LONG = 20_000;
/** UTF-16 units of what else is on the clipboard, beside text and markup, that are read. */
const MAX_OTHERS = 200_000;
const MAX_FORMS = 20;
/** Forms that hold the same words again, or none: texts of editors of their own are not among them. */
const PLAIN_FORMS = new Set(['text/plain', 'text/html', 'text/uri-list', 'text/rtf', 'Files']);

/** By then an editor shows what it has taken. */
const TAKEN_MS = 250;

/** What the person sees of the pasted text, and what else is in it. */
interface Seen {
  readonly html: PastedHtml | null;
  readonly incoming: Incoming;
  readonly canClean: boolean;
}

export class Paste {
  constructor(
    private readonly gate: Gate,
    /** Hears of a text that went in by the person's hand. */
    private readonly brought: (editable: Editable, text: string) => void,
  ) {}

  /** True when the event was held. */
  paste(event: ClipboardEvent, editable: Editable): boolean {
    const target = targetOf(event, editable);
    const texts = textsOf(event.clipboardData);
    return this.take(event, editable, texts, {
      name: 'paste',
      insert: (carried) => pasteInto(target, carried),
    });
  }

  drop(event: DragEvent, editable: Editable): boolean {
    const target = targetOf(event, editable);
    const texts = textsOf(event.dataTransfer);
    const { clientX, clientY } = event;
    return this.take(event, editable, texts, {
      name: 'drop',
      insert: (carried) => dropOnto(target, carried, clientX, clientY),
    });
  }

  private take(event: Event, editable: Editable, texts: Texts, way: Way): boolean {
    const { plain, html } = texts;
    if (plain === '' && html === '' && texts.others === '') return false;
    const { gate } = this;
    if (!gate.session.ready) {
      // In the first moments of a page the policy is on its way.
      hold(event);
      void gate.session.atHand().then(() => this.go(editable, texts, way));
      return true;
    }
    const seen = this.look(editable, texts, way);
    const decision = gate.decide(seen.incoming);
    if (!gate.holds(decision)) {
      gate.record(seen.incoming, decision, 'passed');
      if (decision.key === 'unscannedFileAction') this.tellUnscanned(editable);
      this.brought(editable, seen.incoming.text);
      return false;
    }
    hold(event);
    void this.held(editable, plain, html, way, seen);
    return true;
  }

  /** The same for an event that was held before it could be judged. */
  private async go(editable: Editable, texts: Texts, way: Way): Promise<void> {
    const { plain, html } = texts;
    const seen = this.look(editable, texts, way);
    const decision = this.gate.decide(seen.incoming);
    if (this.gate.holds(decision)) return this.held(editable, plain, html, way, seen);
    this.gate.record(seen.incoming, decision, 'passed');
    this.insert(editable, { plain, html, files: [] }, way);
  }

  private look(editable: Editable, { plain, html: markup, others }: Texts, { name }: Way): Seen {
    const { gate } = this;
    // A text control takes the plain text, whatever else is on the clipboard.
    const rich = markup !== '' && !isControl(editable);
    const html = rich && markup.length <= MAX_HTML ? readPastedHtml(markup) : null;
    const text = plain === '' && html ? html.visible : plain;
    // What steers in a form that only some editor reads, a person has not seen. What is clean there is the editor's business.
    const aside = others !== '' && gate.judge.steering(others, true).kind !== 'clean' ? others : '';
    const hidden = [html?.hidden ?? '', unseenIn(text.slice(0, MAX_JUDGED)), aside]
      .filter((part) => part !== '')
      .join('\n');
    // Whether a long text steers is for the worker to say, before it is sent: a paste does not wait for it.
    const asSeen = text.length > LONG ? NO_STEERING : gate.judge.steering(text, false);
    const unseen = hidden === '' ? null : gate.judge.steering(hidden, true);
    const steering = unseen && RANK[unseen.kind] >= RANK[asSeen.kind] ? unseen : asSeen;
    const unscanned = text.length > MAX_JUDGED || (html?.partial ?? false) || (rich && html === null);
    return {
      html,
      incoming: {
        way: name,
        text,
        spans: gate.spansOf(text),
        steering,
        hidden: gate.wasAllowed(hidden) ? '' : hidden,
        unscanned,
      },
      canClean: hidden !== '',
    };
  }

  /** Held: done at once where the policy says so and nothing is to be asked, else the person decides. */
  private async held(editable: Editable, plain: string, html: string, way: Way, seen: Seen): Promise<void> {
    const { gate } = this;
    const decision = gate.decide(seen.incoming);
    const replaceable = seen.incoming.spans.filter(
      (_, i) => decision.spanActions[i] !== 'allow' && decision.spanActions[i] !== 'audit',
    );
    const onlyValues = decision.key === 'sensitiveActions';
    const onlyHidden = decision.key === 'steeringInputAction' && seen.canClean;
    const restore = caretOf(editable);
    if (decision.action === 'redact' && (onlyValues || onlyHidden)) {
      const carried = onlyValues ? this.redacted(seen, html, replaceable) : this.cleaned(seen, plain, html);
      this.insert(editable, carried, way);
      gate.record(seen.incoming, decision, 'redacted');
      this.tell(editable, seen, onlyValues ? replaceable.length : 0);
      return;
    }
    const offer = { canRedact: onlyValues && replaceable.length > 0, canClean: onlyHidden };
    const { choice } = await gate.ask(seen.incoming, decision, offer, editable);
    if (choice === 'back') return;
    restore();
    // The editor learns of the caret a moment later.
    await new Promise((resolve) => setTimeout(resolve, 0));
    const carried =
      choice === 'redact'
        ? this.redacted(seen, html, replaceable)
        : choice === 'clean'
          ? this.cleaned(seen, plain, html)
          : { plain, html, files: [] };
    this.insert(editable, carried, way);
  }

  private insert(editable: Editable, carried: Carried, way: Way): void {
    this.brought(editable, carried.plain);
    // Markup that was too long to be read is not passed on.
    const html = carried.html.length <= MAX_HTML ? carried.html : '';
    const before = readDraft(editable).text;
    if (!way.insert({ ...carried, html })) insertText(carried.plain);
    // Some editors take an event that they then make nothing of.
    setTimeout(() => {
      if (carried.plain === '' || readDraft(editable).text !== before) return;
      this.brought(editable, carried.plain);
      insertText(carried.plain);
    }, TAKEN_MS);
  }

  private redacted({ html, incoming }: Seen, markup: string, spans: readonly SensitiveSpan[]): Carried {
    const { placeholders } = this.gate;
    const replacements = placeholders.replacements(incoming.text, spans);
    const text = replaced(incoming.text, replacements);
    if (!html || markup === '') return { plain: text, html: '', files: [] };
    const values = replacements.map((r) => [incoming.text.slice(r.start, r.end), r.text] as const);
    const clean = html.clean((t) => values.reduce((all, [value, name]) => all.replaceAll(value, name), t));
    // A value that runs over several elements is still there: then the plain text has to do.
    const left = this.gate.spansOf(readPastedHtml(clean).visible).some((s) => spans.some((o) => o.type === s.type));
    return { plain: text, html: left ? '' : clean, files: [] };
  }

  private cleaned({ html }: Seen, plain: string, markup: string): Carried {
    const hidden = (html?.hidden ?? '').split('\n').map((line) => line.trim());
    let text = withoutHiddenCharacters(plain);
    for (const part of hidden) if (part.length > 3) text = text.replaceAll(part, '');
    if (!html || markup === '') return { plain: text, html: '', files: [] };
    return { plain: text, html: html.clean(withoutHiddenCharacters), files: [] };
  }

  /** A part of it is longer than what is read. */
  private tellUnscanned(editable: Editable): void {
    const say = this.gate.env.text;
    this.gate.tell('warn', say('doorNotScanned'), [say('doorPastePartly')], editable);
  }

  /** Says what was done without asking. */
  private tell(editable: Editable, { incoming }: Seen, count: number): void {
    const say = this.gate.env.text;
    const title = count > 0 ? say('doorRedacted', String(count)) : say('doorCleaned');
    const details = [say('doorRedactedDetail'), ...(incoming.unscanned === true ? [say('doorPastePartly')] : [])];
    this.gate.tell('done', title, details, editable, count > 0 ? '' : (incoming.hidden ?? '').slice(0, 300));
  }
}

/** What a paste or a drop brings, in its forms. */
interface Texts {
  readonly plain: string;
  readonly html: string;
  /** Forms that editors have for themselves, or that anybody made up. */
  readonly others: string;
}

function textsOf(data: DataTransfer | null): Texts {
  const read = (type: string): string => {
    try {
      return data?.getData(type) ?? '';
    } catch {
      // A page's own event may carry anything.
      return '';
    }
  };
  const forms = [...(data?.types ?? [])].filter((type) => !PLAIN_FORMS.has(type)).slice(0, MAX_FORMS);
  const others = forms.map(read).join('\n').slice(0, MAX_OTHERS).trim();
  return { plain: read('text/plain'), html: read('text/html'), others };
}

function targetOf(event: Event, editable: Editable): HTMLElement {
  const [target] = event.composedPath();
  return target && (target as Node).nodeType === Node.ELEMENT_NODE && editable.contains(target as Node)
    ? (target as HTMLElement)
    : editable;
}
