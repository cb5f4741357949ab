// The servers of the replicas: they take prompts and files as the services do, keep what they got, and answer piece by
// piece with what a test has written for the conversation. Bodies come from pages that run hostile things: bounded, only
// decoded by the replica's own wire, and kept as data.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { framed, type Frame, type SentPrompt, type Wire } from '../../test/corpus/assistants/kit/wire.ts';
import { framePage, loadReplicas, REPLICA_ASSETS, replicaPage, replicaScripts, type Replica } from './replicas.ts';

export const MAX_BODY = 96 * 1024 * 1024;

export interface ReceivedFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** As UTF-8, whatever it is. */
  readonly text: string;
}

/** One thing that a service got from its page. */
export interface Received {
  readonly service: string;
  readonly conversation: string;
  readonly kind: 'prompt' | 'upload' | 'share' | 'memories';
  readonly method: string;
  /** Without what the replica adds for itself. */
  readonly url: string;
  /** The prompt as the wire decodes it; '' for other kinds and for bodies that it does not understand. */
  readonly text: string;
  readonly files: readonly ReceivedFile[];
  /** The body as it came; '' where it is a file. */
  readonly body: string;
}

export interface Answer {
  readonly text: string;
  /** What the service says it has saved about the person. */
  readonly memory?: string;
  /** Half of the answer goes out, the rest when this is settled. */
  readonly gate?: Promise<void>;
}

interface Conversation {
  readonly received: Received[];
  readonly answers: Answer[];
  readonly turns: { readonly prompt: string; readonly frames: readonly Frame[] }[];
  readonly files: Map<string, ReceivedFile>;
  readonly memories: string[];
}

const CORS = {
  'access-control-allow-headers': 'content-type',
  'access-control-allow-methods': 'GET, POST',
  'cache-control': 'no-store',
};
/** Most things that are kept of one conversation; a page that sends without end must not fill the memory. */
const MAX_RECEIVED = 2_000;
/** Characters of one piece of an answer. */
const PIECE = 24;

export class Assistants {
  readonly replicas = loadReplicas();
  readonly #byHost = new Map<string, Replica[]>();
  readonly #conversations = new Map<string, Conversation>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY });

  constructor() {
    const put = (address: string, replica: Replica): void => {
      const { hostname } = new URL(address);
      const there = this.#byHost.get(hostname) ?? [];
      if (!there.includes(replica)) this.#byHost.set(hostname, [...there, replica]);
    };
    for (const replica of this.replicas) {
      const { home, host, wire } = replica;
      const own = [wire.prompt, wire.upload, wire.share, wire.memories ?? ''].filter((url) => URL.canParse(url));
      for (const address of [home, ...(host === undefined ? [] : [host]), ...own]) put(address, replica);
    }
  }

  get hosts(): ReadonlySet<string> {
    return new Set(this.#byHost.keys());
  }

  /** What a service got in a conversation, oldest first. */
  received(conversation: string): readonly Received[] {
    return this.#of(conversation).received;
  }

  /** Every conversation that a service has seen, for pages that a test did not open itself. */
  receivedBy(service: string): readonly Received[] {
    return [...this.#conversations.values()].flatMap((c) => c.received.filter((r) => r.service === service));
  }

  /** Writes the next answer of a conversation; without one, the service says how much it got. */
  answerWith(conversation: string, answer: Answer): void {
    this.#of(conversation).answers.push(answer);
  }

  /** Answers a request to one of the hosts. */
  async respond(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const origin = request.headers.origin;
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    const body = await bodyOf(request);
    if (body === null) return send(response, 413, 'text/plain', 'Too large.\n');
    const conversation = url.searchParams.get('replica') ?? '';
    url.searchParams.delete('replica');
    const replica = this.#replicaOf(url);
    if (!replica) return send(response, 404, 'text/plain', 'Nothing here.\n');
    if (url.pathname.startsWith(REPLICA_ASSETS)) return this.#script(response, url.pathname);
    if (conversation === '') return this.#page(request, response, url, replica);
    await this.#call(request, response, { url, conversation, replica, body });
  }

  /** Takes a socket over, or ends it where the host speaks none. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    const conversation = url.searchParams.get('replica') ?? '';
    url.searchParams.delete('replica');
    const replica = this.#replicaOf(url);
    if (!replica || !isPrompt(replica.wire, url)) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#talk(ws, replica, conversation, url.href));
  }

  /** The replica whose page or address this is; services can share a host. */
  #replicaOf(url: URL): Replica | undefined {
    const there = this.#byHost.get(url.hostname) ?? [];
    return there.length < 2
      ? there[0]
      : (there.find((r) => url.pathname.startsWith(new URL(r.home).pathname)) ?? there[0]);
  }

  #of(conversation: string): Conversation {
    const known = this.#conversations.get(conversation);
    if (known) return known;
    const fresh: Conversation = { received: [], answers: [], turns: [], files: new Map(), memories: [] };
    this.#conversations.set(conversation, fresh);
    return fresh;
  }

  #page(request: IncomingMessage, response: ServerResponse, url: URL, replica: Replica): void {
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Only reading is possible here.\n');
    if (url.pathname === '/favicon.ico') return void response.writeHead(204).end();
    const isOf = (address: string | undefined): boolean =>
      address !== undefined && new URL(address).hostname === url.hostname;
    if (isOf(replica.host)) return send(response, 200, 'text/html; charset=utf-8', framePage(replica));
    if (!isOf(replica.home)) return send(response, 404, 'text/plain', 'Nothing here.\n');
    if (replica.csp !== undefined) response.setHeader('content-security-policy', replica.csp);
    send(response, 200, 'text/html; charset=utf-8', replicaPage(replica));
  }

  async #script(response: ServerResponse, pathname: string): Promise<void> {
    const code = (await replicaScripts()).get(pathname.slice(REPLICA_ASSETS.length));
    if (code === undefined) return send(response, 404, 'text/plain', 'No such script.\n');
    send(response, 200, 'text/javascript; charset=utf-8', code);
  }

  async #call(
    request: IncomingMessage,
    response: ServerResponse,
    call: { readonly url: URL; readonly conversation: string; readonly replica: Replica; readonly body: Buffer },
  ): Promise<void> {
    const { url, conversation, replica, body } = call;
    const { wire, id: service } = replica;
    const talk = this.#of(conversation);
    const method = request.method ?? '';
    const note = (kind: Received['kind'], text = '', files: readonly ReceivedFile[] = [], raw = ''): void =>
      keep(talk, { service, conversation, kind, method, url: url.href, text, files, body: raw });
    if (url.pathname === '/replica/history') return sendJson(response, talk.turns);
    if (isPrompt(wire, url)) {
      const raw = wire.transport === 'eventsource' ? url.search.slice(1) : body.toString('utf8');
      const sent = wire.decode(raw);
      note('prompt', sent?.text, filesOf(talk, sent), raw);
      if (!sent) return send(response, 400, 'text/plain', 'This cannot be read.\n');
      const type = wire.transport === 'lines' ? 'application/x-ndjson' : 'text/event-stream';
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
      await this.#answer(talk, replica, sent, (piece) => response.write(piece));
      return void response.end();
    }
    if (isAt(wire.upload, url)) {
      const file = await uploaded(request, body);
      if (!file) return send(response, 400, 'text/plain', 'This cannot be read.\n');
      const id = `file-${talk.files.size + 1}`;
      talk.files.set(id, file);
      note('upload', '', [file]);
      return sendJson(response, { id });
    }
    if (isAt(wire.share, url)) {
      note('share', '', [], body.toString('utf8'));
      return sendJson(response, { share: conversation });
    }
    if (wire.memories !== undefined && isAt(wire.memories, url)) {
      note('memories');
      return sendJson(response, { memories: talk.memories });
    }
    send(response, 404, 'text/plain', 'Nothing here.\n');
  }

  #talk(ws: WebSocket, replica: Replica, conversation: string, url: string): void {
    const { wire, id: service } = replica;
    const talk = this.#of(conversation);
    ws.on('error', () => ws.terminate());
    ws.on('message', (data: Buffer) => {
      const raw = data.toString('utf8');
      for (const message of wire.transport === 'signalr' ? raw.split('\x1e').filter((part) => part !== '') : [raw]) {
        const sent = wire.decode(message);
        if (!sent) continue;
        const files = filesOf(talk, sent);
        keep(talk, {
          service,
          conversation,
          kind: 'prompt',
          method: 'GET',
          url,
          text: sent.text,
          files,
          body: message,
        });
        this.#answer(talk, replica, sent, (piece) => ws.send(piece)).catch(() => ws.terminate());
      }
    });
  }

  /** Sends the next answer; the turn is kept, so that a page that is loaded again shows it. */
  async #answer(talk: Conversation, replica: Replica, sent: SentPrompt, write: (piece: string) => void): Promise<void> {
    const { transport } = replica.wire;
    const answer = talk.answers.shift() ?? {
      text: `This is a replica. It received ${[...sent.text].length} characters and ${sent.files.length + (sent.inline?.length ?? 0)} files.`,
    };
    const frames: Frame[] = answer.memory === undefined ? [] : [{ memory: answer.memory }];
    if (answer.memory !== undefined) talk.memories.push(answer.memory);
    const characters = [...answer.text];
    for (let at = 0; at < characters.length; at += PIECE)
      frames.push({ text: characters.slice(at, at + PIECE).join('') });
    talk.turns.push({ prompt: sent.text, frames: [...frames] });
    frames.push({ done: true });
    for (const [at, frame] of frames.entries()) {
      if (answer.gate && at === Math.ceil(frames.length / 2)) await answer.gate;
      write(framed(transport, frame));
      // Each piece in a packet of its own: a stream that comes at once tests nothing.
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

function keep(talk: Conversation, received: Received): void {
  if (talk.received.length < MAX_RECEIVED) talk.received.push(received);
}

/** Files that a prompt names, and those whose text it holds. */
function filesOf(talk: Conversation, sent: SentPrompt | null): readonly ReceivedFile[] {
  const inline = (sent?.inline ?? []).map(({ name, text }) => ({
    name,
    type: '',
    size: Buffer.byteLength(text),
    text,
  }));
  return [...(sent?.files ?? []).flatMap((id) => talk.files.get(id) ?? []), ...inline];
}

/** Whether a request is to an address of a wire; `{conversation}` stands for one part of the path. */
function isAt(address: string, url: URL): boolean {
  if (!URL.canParse(address, url.href)) return false;
  const at = new URL(address, url.href);
  if (at.hostname !== url.hostname) return false;
  const [own, other] = [decodeURIComponent(at.pathname).split('/'), url.pathname.split('/')];
  return own.length === other.length && own.every((part, i) => part === '{conversation}' || part === other[i]);
}

const isPrompt = ({ prompt, followUp }: Wire, url: URL): boolean =>
  isAt(prompt, url) || (followUp !== undefined && isAt(followUp, url));

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_BODY) return null;
      parts.push(part);
    }
  } catch {
    return null; // the visitor hung up
  }
  return Buffer.concat(parts);
}

/** The one file of a form; null when there is none. */
async function uploaded(request: IncomingMessage, body: Buffer): Promise<ReceivedFile | null> {
  try {
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const file = (await new Response(new Uint8Array(body), { headers }).formData()).get('file');
    if (file === null || typeof file === 'string') return null;
    return { name: file.name, type: file.type, size: file.size, text: await file.text() };
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' });
  response.end(body);
}

const sendJson = (response: ServerResponse, value: unknown): void =>
  send(response, 200, 'application/json; charset=utf-8', JSON.stringify(value));
