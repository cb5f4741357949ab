// The life of a replica: a draft is sent, shown as a turn, answered piece by piece; files are taken from the chooser, by
// drop and by paste; a prompt in the address fills the draft. The services' own markup comes from their page files.
import { h } from './dom.ts';
import type { Editor, EditorEvents, MakeEditor } from './editor.ts';
import { showMarkdown } from './markdown.ts';
import { addressFor, ask, upload } from './transport.ts';
import type { Frame, Wire } from './wire.ts';

/** A parameter of the address that fills the draft. */
export interface Prefill {
  readonly name: string;
  readonly in?: 'query' | 'fragment';
  /** Path of the page that reads it; without one, every page does. */
  readonly path?: string;
  /** Parameters of the query that have to be there. */
  readonly with?: Readonly<Record<string, string>>;
  readonly autosubmit: boolean;
}

export interface ReplicaParts {
  readonly wire: Wire;
  readonly makeEditor: MakeEditor;
  /** Attributes of the element that a person writes in. */
  readonly editor: Readonly<Record<string, string>>;
  readonly send: HTMLElement;
  /** What becomes of the send button while there is nothing to send. */
  readonly sendWhenEmpty: 'disabled' | 'absent';
  /** Stands in the place of the send button while an answer comes, where the service is known to have one. */
  readonly stop?: HTMLElement;
  readonly fileInput: HTMLInputElement;
  readonly uploadButton: HTMLElement;
  readonly preview: (name: string) => HTMLElement;
  readonly userTurn: (text: string, index: number) => HTMLElement;
  readonly answerTurn: (index: number) => { readonly turn: HTMLElement; readonly body: HTMLElement };
  /** Where the service says that it has saved something; absent where it is not known to say so. */
  readonly memoryNotice?: (saved: string) => HTMLElement;
  readonly share: HTMLElement;
  readonly prefill: readonly Prefill[];
  /** Path before the id of a conversation, as in `/c/`. */
  readonly conversations: string;
}

/** The places that a page file puts where its service has them. */
export interface Places {
  readonly editor: HTMLElement;
  readonly send: HTMLElement;
  readonly attachments: HTMLElement;
  readonly thread: HTMLElement;
}

export class Replica implements Places {
  readonly thread = h('div', { class: 'thread' });
  readonly attachments = h('div', { class: 'attachments' });
  /** The send button's place; the button itself may come and go. */
  readonly send = h('span', { class: 'send-place' });
  readonly #editor: Editor;
  readonly #conversation: string;
  #files: { readonly id: Promise<string>; readonly file: File }[] = [];
  #turns = 0;
  #busy = false;

  constructor(private readonly parts: ReplicaParts) {
    const events: EditorEvents = {
      changed: () => queueMicrotask(() => this.#changed()),
      enter: () => void this.#submit(),
    };
    this.#editor = parts.makeEditor(parts.editor, events);
    const { pathname } = location;
    const id = pathname.startsWith(parts.conversations) ? pathname.slice(parts.conversations.length) : '';
    this.#conversation = /^[0-9a-f-]{36}$/.test(id) ? id : crypto.randomUUID();
    document.documentElement.dataset['replica'] = this.#conversation;
    // Marks for tests, where no selector of the real page is known.
    parts.send.dataset['replicaSend'] = '';
    parts.uploadButton.dataset['replicaUpload'] = '';
    // A submit button sends by its form, as a person's Enter in a form does.
    if (parts.send.getAttribute('type') !== 'submit') parts.send.addEventListener('click', () => void this.#submit());
    parts.uploadButton.addEventListener('click', () => parts.fileInput.click());
    parts.fileInput.addEventListener('change', () => {
      this.#attach([...(parts.fileInput.files ?? [])]);
      parts.fileInput.value = '';
    });
    parts.share.addEventListener('click', () => void this.#share());
  }

  get editor(): HTMLElement {
    return this.#editor.element;
  }

  /** Brings the page to life once its markup stands. `dropZone` takes files. */
  async start(dropZone: HTMLElement): Promise<void> {
    dropZone.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
    dropZone.addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    });
    const take = (data: DataTransfer | null, event: Event): void => {
      const files = [...(data?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      this.#attach(files);
    };
    // In the capture phase: the editor would put a file's name or picture into the draft.
    dropZone.addEventListener('drop', (event) => take(event.dataTransfer, event), true);
    dropZone.addEventListener('paste', (event) => take(event.clipboardData, event), true);
    this.#changed();
    await this.#history();
    this.#editor.focus();
    this.#prefill();
    document.documentElement.dataset['replicaReady'] = '';
  }

  #changed(): void {
    const { send, sendWhenEmpty, stop } = this.parts;
    if (stop && this.#busy) return this.send.replaceChildren(stop);
    stop?.remove();
    const empty = this.#editor.text().trim() === '' && this.#files.length === 0;
    if (sendWhenEmpty === 'absent') {
      if (empty) send.remove();
      else if (!send.isConnected) this.send.append(send);
    } else {
      if (send.parentElement !== this.send) this.send.append(send);
      if (send.localName === 'button') send.toggleAttribute('disabled', empty);
      else send.setAttribute('aria-disabled', String(empty));
    }
  }

  #attach(files: readonly File[]): void {
    const { wire, preview } = this.parts;
    for (const file of files) {
      const id = wire.upload === 'inline' ? Promise.resolve('') : upload(wire, this.#conversation, file);
      this.#files.push({ id, file });
      this.attachments.append(preview(file.name));
    }
    this.#changed();
  }

  async #submit(): Promise<void> {
    const text = this.#editor.text().trim();
    if (this.#busy || (text === '' && this.#files.length === 0)) return;
    this.#busy = true;
    const files = this.#files;
    this.#files = [];
    this.#editor.set('');
    this.attachments.replaceChildren();
    this.#changed();
    try {
      this.thread.append(this.parts.userTurn(text, ++this.#turns));
      const first = this.#turns === 1;
      if (first) history.pushState(null, '', this.parts.conversations + this.#conversation);
      const { wire } = this.parts;
      const inline =
        wire.upload === 'inline'
          ? await Promise.all(files.map(async ({ file }) => ({ name: file.name, text: await file.text() })))
          : [];
      const ids = (await Promise.all(files.map(({ id }) => id))).filter((id) => id !== '');
      const show = this.#answer();
      await ask(wire, this.#conversation, first, { text, files: ids, inline }, show);
    } finally {
      this.#busy = false;
      this.#changed();
    }
  }

  /** A new turn of the service, and what puts the next piece into it. */
  #answer(): (frame: Frame) => void {
    const { turn, body } = this.parts.answerTurn(++this.#turns);
    body.dataset['replicaAnswer'] = '';
    let shown = '';
    this.thread.append(turn);
    return ({ text, memory }) => {
      if (memory !== undefined && this.parts.memoryNotice) turn.before(this.parts.memoryNotice(memory));
      if (text === undefined) return;
      shown += text;
      showMarkdown(body, shown);
    };
  }

  /** After a reload the conversation stands there again, as the server kept it. */
  async #history(): Promise<void> {
    const response = await fetch(addressFor('/replica/history', this.#conversation));
    for (const { prompt, frames } of (await response.json()) as { prompt: string; frames: readonly Frame[] }[]) {
      this.thread.append(this.parts.userTurn(prompt, ++this.#turns));
      frames.forEach(this.#answer());
    }
  }

  #prefill(): void {
    const { searchParams, hash, pathname } = new URL(location.href);
    if (this.#turns > 0) return;
    for (const { name, in: place, path, with: others, autosubmit } of this.parts.prefill) {
      if (path !== undefined && path !== pathname) continue;
      if (Object.entries(others ?? {}).some(([key, value]) => searchParams.get(key) !== value)) continue;
      const text = place === 'fragment' ? new URLSearchParams(hash.slice(1)).get(name) : searchParams.get(name);
      if (text === null || text === '') continue;
      this.#editor.set(text);
      this.#changed();
      if (autosubmit) void this.#submit();
      return;
    }
  }

  async #share(): Promise<void> {
    await fetch(addressFor(this.parts.wire.share, this.#conversation), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ conversation: this.#conversation }),
    });
    this.parts.share.dataset['shared'] = '';
  }
}
