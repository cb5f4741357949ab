// Sends a prompt and reads the answer piece by piece, over the transport that the service uses.
import { unframed, type Frame, type SentPrompt, type Wire } from './wire.ts';

/** Addresses of a conversation carry its id, so that the server knows which answer was written for it. */
export function addressFor(address: string, conversation: string): string {
  const url = new URL(address.replace('{conversation}', conversation), location.href);
  url.searchParams.set('replica', conversation);
  return url.href;
}

type OnFrame = (frame: Frame) => void;

async function overFetch(wire: Wire, address: string, sent: SentPrompt, onFrame: OnFrame): Promise<void> {
  const { body, type } = wire.encode(sent);
  const response = await fetch(address, { method: 'POST', headers: { 'content-type': type }, body });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let received = '';
  for (;;) {
    const piece = await reader?.read();
    if (!piece || piece.done) return;
    const { frames, rest } = unframed(wire.transport, received + piece.value);
    received = rest;
    frames.forEach(onFrame);
  }
}

/** The prompt is in the address; the page asks for an answer by opening a source of events. */
function overEventSource(wire: Wire, address: string, sent: SentPrompt, onFrame: OnFrame): Promise<void> {
  const url = new URL(address);
  for (const [name, value] of new URLSearchParams(wire.encode(sent).body)) url.searchParams.set(name, value);
  const source = new EventSource(url);
  return new Promise((resolve) => {
    source.onmessage = (event: MessageEvent<string>) => {
      const frame = JSON.parse(event.data) as Frame;
      onFrame(frame);
      if (frame.done) {
        source.close();
        resolve();
      }
    };
    source.onerror = () => {
      source.close();
      resolve();
    };
  });
}

/** One socket for the whole conversation, as those services keep it. */
const sockets = new Map<string, Promise<WebSocket>>();

function socketTo(wire: Wire, address: string): Promise<WebSocket> {
  const known = sockets.get(address);
  if (known) return known;
  const opening = new Promise<WebSocket>((resolve, reject) => {
    const socket = new WebSocket(address);
    socket.onopen = () => {
      if (wire.transport === 'signalr') socket.send('{"protocol":"json","version":1}\x1e');
      resolve(socket);
    };
    socket.onerror = () => reject(new Error('the socket did not open'));
    socket.onclose = () => sockets.delete(address);
  });
  sockets.set(address, opening);
  opening.catch(() => sockets.delete(address));
  return opening;
}

async function overSocket(wire: Wire, address: string, sent: SentPrompt, onFrame: OnFrame): Promise<void> {
  const socket = await socketTo(wire, address);
  const answered = new Promise<void>((resolve) => {
    const onMessage = (event: MessageEvent<string>): void => {
      for (const frame of unframed(wire.transport, event.data).frames) {
        onFrame(frame);
        if (frame.done) {
          socket.removeEventListener('message', onMessage);
          resolve();
        }
      }
    };
    socket.addEventListener('message', onMessage);
    socket.addEventListener('close', () => resolve());
  });
  const { body } = wire.encode(sent);
  socket.send(wire.transport === 'signalr' ? `${body}\x1e` : body);
  await answered;
}

/** Resolves when the answer is whole, or when the server ended it. */
export function ask(
  wire: Wire,
  conversation: string,
  first: boolean,
  sent: SentPrompt,
  onFrame: OnFrame,
): Promise<void> {
  const address = addressFor(first ? wire.prompt : (wire.followUp ?? wire.prompt), conversation);
  if (wire.transport === 'eventsource') return overEventSource(wire, address, sent, onFrame);
  if (wire.transport === 'socket' || wire.transport === 'signalr') return overSocket(wire, address, sent, onFrame);
  return overFetch(wire, address, sent, onFrame);
}

/** Uploads a file; its id on the server, '' when the server refused it. */
export async function upload(wire: Wire, conversation: string, file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  const response = await fetch(addressFor(wire.upload, conversation), { method: 'POST', body: form });
  return response.ok ? ((await response.json()) as { id: string }).id : '';
}
