// What goes between the page of a replica and its server, told once for both: addresses, the shape of a prompt's body and
// how an answer is framed on its way. Bodies arrive from whatever runs in the page, so decoding may fail and says so by null.

/** `sse`, `lines`: the body of a fetch; the others by their names. `signalr`: a socket whose messages end in 0x1e. */
export type Transport = 'sse' | 'lines' | 'eventsource' | 'socket' | 'signalr';

export interface SentPrompt {
  readonly text: string;
  /** Ids of files that were uploaded before. */
  readonly files: readonly string[];
  /** Files whose text goes with the prompt. */
  readonly inline?: readonly { readonly name: string; readonly text: string }[];
}

/** One piece of an answer. */
export interface Frame {
  readonly text?: string;
  /** What the service says it has saved about the person. */
  readonly memory?: string;
  readonly done?: boolean;
}

export interface Encoded {
  readonly body: string;
  readonly type: string;
}

export interface Wire {
  readonly transport: Transport;
  /** Where the prompt goes. `{conversation}` stands for the conversation's id. */
  readonly prompt: string;
  /** Where later prompts of a conversation go; where the first went, if it is not said. */
  readonly followUp?: string;
  readonly encode: (sent: SentPrompt) => Encoded;
  /** null when the body is not what this page sends. */
  readonly decode: (body: string) => SentPrompt | null;
  /** Where files go; 'inline' when their text goes with the prompt. An address below /replica/ is made up. */
  readonly upload: string;
  readonly share: string;
  /** Lists what was saved about the person. */
  readonly memories?: string;
}

export const json = (value: unknown): Encoded => ({ body: JSON.stringify(value), type: 'application/json' });

/** Runs a decoder on JSON; anything that is not there or of another form is null. */
export function fromJson<T>(read: (value: T) => SentPrompt): (body: string) => SentPrompt | null {
  return (body) => {
    try {
      const sent = read(JSON.parse(body) as T);
      return typeof sent.text === 'string' && Array.isArray(sent.files) ? sent : null;
    } catch {
      return null;
    }
  };
}

const SEPARATORS: Readonly<Record<Transport, string>> = {
  sse: '\n\n',
  eventsource: '\n\n',
  lines: '\n',
  socket: '',
  signalr: '\x1e',
};

/** A piece as it goes over the line. */
export function framed(transport: Transport, frame: Frame): string {
  const prefix = transport === 'sse' || transport === 'eventsource' ? 'data: ' : '';
  return prefix + JSON.stringify(frame) + SEPARATORS[transport];
}

/** Takes the pieces off the front of what has come so far; the rest is not whole yet. */
export function unframed(transport: Transport, received: string): { readonly frames: Frame[]; readonly rest: string } {
  const separator = SEPARATORS[transport];
  const parts = separator === '' ? [received, ''] : received.split(separator);
  const rest = parts.pop() ?? '';
  return { frames: parts.map((part) => JSON.parse(part.replace(/^data: /, '')) as Frame), rest };
}

/** A body as forms have it, one field of which is JSON: Google's and Meta's services. */
export function jsonField(name: string, value: unknown): Encoded {
  return { body: new URLSearchParams({ [name]: JSON.stringify(value) }).toString(), type: FORM };
}

/** The JSON of that field; '' when there is none. */
export const fieldOf = (name: string, body: string): string => new URLSearchParams(body).get(name) ?? '';

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';
