// The page's side of the Lab's worker: one question of a name at a time, the newest one; and a worker that says nothing for
// long is ended and begun anew, because a page must never hang on what somebody pastes or writes.
import type { FromWorker, Lab, LabAsk, LabAsks, LabEndReason, ToWorker } from './contract.ts';

/** Why a question has no answer. */
export class LabEnd extends Error {
  constructor(readonly reason: LabEndReason) {
    super(reason);
  }
}

/** What a Web Worker is, as far as this goes. */
export interface Port {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

/** A worker that works says something several times a second; one that loads on a slow machine may take this long. */
export const SILENCE_MS = 15_000;

interface Question {
  readonly id: number;
  readonly resolve: (result: unknown) => void;
  readonly reject: (end: LabEnd) => void;
  readonly progress: (part: number, count: number) => void;
}

export class LabLine implements Lab {
  private port: Port | null = null;
  private readonly questions = new Map<LabAsk, Question>();
  private last = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param start begins a worker
   * @param model brings the classifier's bytes; rejects where there are none, and the rules judge alone
   */
  constructor(
    private readonly start: () => Port,
    private readonly model: () => Promise<ArrayBuffer>,
    private readonly silence = SILENCE_MS,
  ) {}

  async ask<N extends LabAsk>(
    name: N,
    params: LabAsks[N]['params'],
    progress: (part: number, count: number) => void = () => undefined,
  ): Promise<LabAsks[N]['result']> {
    const id = ++this.last;
    this.overtake(name);
    const answer = new Promise<unknown>((resolve, reject) => {
      this.questions.set(name, { id, resolve, reject, progress });
    });
    const port = await this.open();
    // It may have been overtaken while the worker was begun.
    if (this.questions.get(name)?.id === id) {
      port.postMessage({ kind: 'ask', id, name, params }, []);
      this.listen();
    }
    return (await answer) as LabAsks[N]['result'];
  }

  stop(name: LabAsk): void {
    const question = this.questions.get(name);
    if (question) this.port?.postMessage({ kind: 'stop', id: question.id }, []);
  }

  close(): void {
    this.end('overtaken');
  }

  private overtake(name: LabAsk): void {
    this.stop(name);
    this.questions.get(name)?.reject(new LabEnd('overtaken'));
    this.questions.delete(name);
  }

  private opening: Promise<Port> | undefined;

  private open(): Promise<Port> {
    this.opening ??= this.model().then(
      (bytes) => this.begin(bytes),
      () => this.begin(null),
    );
    return this.opening;
  }

  private begin(bytes: ArrayBuffer | null): Port {
    const port = this.start();
    this.port = port;
    port.onmessage = ({ data }) => this.hear(data);
    port.onerror = () => this.end('failed');
    if (bytes) port.postMessage({ kind: 'model', bytes }, [bytes]);
    return port;
  }

  private hear(message: FromWorker): void {
    this.listen();
    const found = [...this.questions].find(([, { id }]) => id === message.id);
    if (!found) return;
    const [name, question] = found;
    if (message.kind === 'progress') {
      question.progress(message.part, message.count);
      return;
    }
    this.questions.delete(name);
    if (message.kind === 'done') question.resolve(message.result);
    else question.reject(new LabEnd(message.reason === 'overtaken' ? 'overtaken' : 'failed'));
    if (this.questions.size === 0) clearTimeout(this.timer);
  }

  /** Waits for the next word. */
  private listen(): void {
    clearTimeout(this.timer);
    if (this.questions.size > 0) this.timer = setTimeout(() => this.end('stuck'), this.silence);
  }

  /** Ends the worker; the next question begins another. */
  private end(reason: LabEndReason): void {
    clearTimeout(this.timer);
    this.port?.terminate();
    this.port = null;
    this.opening = undefined;
    const open = [...this.questions.values()];
    this.questions.clear();
    for (const { reject } of open) reject(new LabEnd(reason));
  }
}
