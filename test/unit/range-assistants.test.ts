// The servers of the replicas over real sockets, and the wires between them and their pages.
import http from 'node:http';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import catalog from '../../src/catalog/assistants.json' with { type: 'json' };
import { indexPage } from '../../tools/range/index-page.ts';
import { loadReplicas } from '../../tools/range/replicas.ts';
import { startRange, type Range } from '../../tools/range/server.ts';
import { framed, unframed, type Frame } from '../corpus/assistants/kit/wire.ts';

const replicas = loadReplicas();
let range: Range;
beforeAll(async () => {
  range = await startRange({ visited: ['drop.example.test'] });
});
afterAll(() => range.close());

/** Speaks HTTP in a tunnel and gives everything that comes until the other side ends. */
async function inTunnel(host: string, head: readonly string[], body: Buffer | string = ''): Promise<string> {
  const socket = await new Promise<Duplex>((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port: range.port, method: 'CONNECT', path: `${host}:443`, agent: false })
      .on('connect', (_response, tunnel) => resolve(tunnel))
      .on('error', reject)
      .end();
  });
  const secure = tls.connect({ socket, servername: host, rejectUnauthorized: false });
  return new Promise((resolve) => {
    let got = '';
    secure.on('data', (part: Buffer) => (got += part.toString()));
    secure.on('error', () => undefined);
    secure.on('close', () => resolve(got));
    const length = `Content-Length: ${Buffer.byteLength(body)}`;
    secure.write(
      [...head, `Host: ${host}`, 'Connection: close', ...(body === '' ? [] : [length]), '', ''].join('\r\n'),
    );
    secure.write(body);
  });
}

const post = (address: string, type: string, body: Buffer | string): Promise<string> => {
  const { hostname, pathname, search } = new URL(address);
  return inTunnel(hostname, [`POST ${pathname}${search} HTTP/1.1`, `Content-Type: ${type}`], body);
};

test('there is a replica of every service that is promised, each with an entry in the catalogue', () => {
  const ids = replicas.map(({ id }) => id);
  const promised =
    'chatgpt claude gemini copilot m365-copilot perplexity grok mistral deepseek meta-ai poe duckai notebooklm github-copilot';
  for (const id of promised.split(' ')) expect(ids).toContain(id);
  for (const id of ids) expect(catalog.assistants.map((assistant) => assistant.id)).toContain(id);
});

test('the gallery leads to every replica', () => {
  const html = indexPage([], replicas);
  for (const { home } of replicas) expect(html).toContain(`href="${home}"`);
});

const TEXTS = ['plain', 'two\nlines', '"quotes" \\ and </script>', 'a=b&c=d%20e+f', '日本 🦊 \u200b', ''];

describe.each(replicas.map((replica) => [replica.id, replica] as const))('%s', (id, replica) => {
  const { wire, home } = replica;
  const facts = catalog.assistants.find((assistant) => assistant.id === id);

  test('is at a host of the catalogue, loads from a host of the catalogue', () => {
    expect(facts?.hosts).toContain(new URL(home).hostname);
    if (replica.asset === undefined) return;
    const { hostname } = new URL(replica.asset);
    const allowed = facts?.assetHosts.map(({ host }) => host) ?? [];
    expect(allowed.some((h) => h === hostname || (h.startsWith('*.') && hostname.endsWith(h.slice(1))))).toBe(true);
  });

  test('speaks to addresses of the catalogue, or to ones that are plainly made up', () => {
    const known = new Set(facts?.endpoints.map(({ url }) => url));
    for (const address of [wire.prompt, wire.followUp, wire.upload, wire.share, wire.memories]) {
      if (address === undefined || address === 'inline' || new URL(address, home).pathname.startsWith('/replica/'))
        continue;
      const bare = address.split('?')[0] ?? '';
      const fits = [...known].some((url) => globFits(url, bare));
      expect(fits, address).toBe(true);
    }
  });

  test.each(TEXTS)('reads what it writes: %j', (text) => {
    const sent = { text, files: ['file-1', 'file-2'] };
    const read = wire.decode(wire.encode(sent).body);
    expect(read?.text).toBe(text);
    if (wire.upload !== 'inline') expect(read?.files).toEqual(sent.files);
  });

  test('takes nothing that it would not write', () => {
    for (const body of ['', 'null', '{}', '[]', '{"messages":[]}', 'f.req=x', 'variables=%', '{"arguments":[{}]}']) {
      expect(wire.decode(body)?.text ?? '').toBe('');
    }
  });

  test('frames come whole, however they are cut', () => {
    const frames: Frame[] = [{ text: 'one\n\ntwo' }, { text: 'data: {}\n' }, { memory: 'm' }, { done: true }];
    if (wire.transport === 'socket') {
      for (const frame of frames) expect(unframed('socket', framed('socket', frame)).frames).toEqual([frame]);
      return;
    }
    let rest = '';
    const got: Frame[] = [];
    for (const character of frames.map((frame) => framed(wire.transport, frame)).join('')) {
      const part = unframed(wire.transport, rest + character);
      got.push(...part.frames);
      rest = part.rest;
    }
    expect([got, rest]).toEqual([frames, '']);
  });
});

describe('the servers', () => {
  const prompt = 'https://chatgpt.com/backend-api/f/conversation?replica=one';
  const { encode } = replicas.find(({ id }) => id === 'chatgpt')?.wire ?? {};

  test('keep what they get and answer what a test wrote for the conversation', async () => {
    range.assistants.answerWith('one', { text: 'The ferry leaves at nine.', memory: 'likes ferries' });
    const { body, type } = encode?.({ text: 'When?', files: [] }) ?? { body: '', type: '' };
    const reply = await post(prompt, type, body);
    expect(reply).toContain('content-type: text/event-stream');
    const events = reply
      .split('\n')
      .flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as Frame] : []));
    expect(events.map(({ text }) => text ?? '').join('')).toBe('The ferry leaves at nine.');
    expect(events[0]).toEqual({ memory: 'likes ferries' });
    const [got] = range.assistants.received('one');
    expect(got).toMatchObject({ service: 'chatgpt', kind: 'prompt', text: 'When?', body });
    expect(got?.url).toBe('https://chatgpt.com/backend-api/f/conversation');
    expect(range.assistants.received('another')).toEqual([]);
    const history = await inTunnel('chatgpt.com', ['GET /replica/history?replica=one HTTP/1.1']);
    expect(history).toContain('The ferry leaves at nine');
  });

  test('take files as forms', async () => {
    const form = new Response(
      (() => {
        const data = new FormData();
        data.append('file', new File(['a,b\n1,2\n'], 'table.csv', { type: 'text/csv' }));
        return data;
      })(),
    );
    const type = form.headers.get('content-type') ?? '';
    const reply = await post(
      'https://chatgpt.com/backend-api/files?replica=two',
      type,
      Buffer.from(await form.arrayBuffer()),
    );
    expect(reply).toContain('"id":"file-1"');
    const file = { name: 'table.csv', type: 'text/csv', size: 8, text: 'a,b\n1,2\n' };
    expect(range.assistants.received('two')).toMatchObject([{ kind: 'upload', files: [file] }]);
  });

  test('refuse what they cannot read, and know no other address', async () => {
    expect(await post(prompt, 'application/json', 'not json')).toMatch(/^HTTP\/1\.1 400/);
    expect(await post('https://chatgpt.com/backend-api/files?replica=three', 'text/plain', 'x')).toMatch(
      /^HTTP\/1\.1 400/,
    );
    expect(await post('https://chatgpt.com/backend-api/other?replica=three', 'text/plain', 'x')).toMatch(
      /^HTTP\/1\.1 404/,
    );
    expect(await inTunnel('substrate.office.com', ['GET / HTTP/1.1'])).toMatch(/^HTTP\/1\.1 404/);
    const upgrade = [
      'GET /elsewhere HTTP/1.1',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
    ];
    expect(
      await inTunnel('copilot.microsoft.com', [...upgrade, 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']),
    ).toMatch(/^HTTP\/1\.1 404/);
  });

  test('answer hosts that belong to nobody, and write their visits down', async () => {
    range.visits.clear();
    const reply = await inTunnel('drop.example.test', [
      'GET /pixel?d=one HTTP/1.1',
      'Sec-Fetch-Dest: image',
      'Referer: https://chatgpt.com/c/1',
    ]);
    expect(reply).toContain('image/svg+xml');
    expect(range.visits.all('drop.example.test')).toEqual([
      { host: 'drop.example.test', method: 'GET', path: '/pixel?d=one', purpose: 'image', from: 'https://chatgpt.com' },
    ]);
    expect(range.visits.all('elsewhere.example.test')).toEqual([]);
  });
});

/** Whether an address fits one of the catalogue, whose stars stand for anything; `{conversation}` is anything, too. */
function globFits(pattern: string, address: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(address.replace('{conversation}', 'id'));
}
