// The one message listener: it answers what the contract names, from whom the contract names, in the size it allows.
import { describe, expect, test, vi } from 'vitest';
import {
  MAX_REPORTS,
  route,
  senderOf,
  type Handlers,
  type RawSender,
  type Sender,
} from '../../src/messaging/router.ts';
import type { WorkerMessageName } from '../../src/messaging/contract.ts';
import { buildReport } from '../support/incidents.ts';

const OWN = 'own-extension-id';
const ORIGIN = 'chrome-extension://own-extension-id/';
const PAGE = 'https://page.example/a?b#c';
const id = (n = 1): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const report = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  ...buildReport(),
  ...changes,
});
const finding = {
  rule: 'a.b',
  family: 'suppression',
  severity: 'low',
  confidence: 1,
  start: 0,
  end: 3,
  transform: 'original',
  excerpt: 'x',
};

const guard: Sender = { kind: 'guard', tabId: 3, frameId: 1, url: PAGE, tabUrl: PAGE, incognito: false };
const ui: Sender = { kind: 'ui', tabId: -1, frameId: 0, url: `${ORIGIN}popup.html`, tabUrl: '', incognito: false };

function handlers(): { [N in WorkerMessageName]: ReturnType<typeof vi.fn> } & Handlers {
  const answer = (): ReturnType<typeof vi.fn> => vi.fn(() => Promise.resolve('answered'));
  return {
    'verdict.report': answer(),
    'tab.status': answer(),
    'incident.undo': answer(),
    'incident.reveal': answer(),
    'incident.clear': answer(),
    'policy.get': answer(),
    'policy.set': answer(),
  } as unknown as ReturnType<typeof handlers>;
}

const GOOD: readonly (readonly [WorkerMessageName, Sender, unknown])[] = [
  ['verdict.report', guard, { reports: [report()] }],
  ['verdict.report', guard, { reports: [] }],
  ['verdict.report', guard, { reports: [report({ concealment: null, text: '\ud800\u0000 \u{e0041}' })] }],
  ['tab.status', ui, { tabId: -1 }],
  ['incident.undo', ui, { id: id() }],
  ['incident.reveal', guard, { id: id() }],
  ['incident.clear', ui, {}],
  ['policy.get', ui, {}],
  ['policy.set', ui, { settings: { preset: 'strict', excludedSites: ['*.example.org'] } }],
];

describe('well-formed messages', () => {
  test.each(GOOD)('%s is answered', async (name, sender, params) => {
    const all = handlers();
    await expect(route({ to: 'worker', name, params }, sender, all)).resolves.toBe('answered');
    expect(all[name]).toHaveBeenCalledExactlyOnceWith(params, sender);
  });

  test('keys that the contract does not know are dropped before the handler sees them', async () => {
    const all = handlers();
    await route(
      { to: 'worker', name: 'policy.set', params: { settings: { preset: 'strict', other: 1 }, more: 2 } },
      ui,
      all,
    );
    expect(all['policy.set']).toHaveBeenCalledExactlyOnceWith({ settings: { preset: 'strict' } }, ui);
  });

  test('a failing handler reaches the sender as a rejection', async () => {
    const all = handlers();
    all['policy.get'].mockRejectedValue(new Error('broken'));
    await expect(route({ to: 'worker', name: 'policy.get', params: {} }, ui, all)).rejects.toThrow('broken');
  });
});

describe('messages of others', () => {
  test.each([
    [undefined],
    [null],
    [7],
    ['policy.get'],
    [[]],
    [{}],
    [{ to: 'guard', name: 'guard.status', params: {} }],
    [{ to: 'worker' }],
    [{ to: 'worker', name: 7, params: {} }],
    [{ name: 'policy.get', params: {} }],
  ])('%j is left to others', (message) => {
    const all = handlers();
    expect(route(message, ui, all)).toBeUndefined();
    expect(Object.values(all).every((h) => h.mock.calls.length === 0)).toBe(true);
  });
});

const refused = async (message: unknown, sender: Sender | null): Promise<void> => {
  const all = handlers();
  const answer = route(message, sender, all);
  expect(answer).toBeDefined();
  await expect(answer).rejects.toThrow();
  expect(Object.values(all).filter((h) => h.mock.calls.length > 0)).toEqual([]);
};

describe('refused', () => {
  test.each(['policy.reset', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    'the name %j',
    async (name) => {
      await refused({ to: 'worker', name, params: {} }, ui);
      await refused({ to: 'worker', name, params: {} }, guard);
    },
  );

  test.each(GOOD.filter(([, sender]) => sender === ui))('%s from a guard', async (name, _sender, params) => {
    await refused({ to: 'worker', name, params }, guard);
  });

  test('what only a guard may say from a page of the extension, and anything from nobody', async () => {
    await refused({ to: 'worker', name: 'verdict.report', params: { reports: [report()] } }, ui);
    await refused({ to: 'worker', name: 'incident.reveal', params: { id: id() } }, ui);
    for (const [name, , params] of GOOD) await refused({ to: 'worker', name, params }, null);
  });

  const verdict = report()['verdict'] as Record<string, unknown>;
  test.each<[string, Record<string, unknown>]>([
    ['a text beyond the limit', { text: 'x'.repeat(20_001) }],
    ['a text that is no text', { text: { toString: 'x' } }],
    ['an id that is none', { id: 'x' }],
    ['an id in a list', { id: [id()] }],
    ['a path beyond the limit', { path: 'x'.repeat(301) }],
    ['a snippet beyond the limit', { snippet: 'x'.repeat(2_001) }],
    ['a name beyond the limit', { name: 'x'.repeat(101) }],
    ['an unknown carrier', { carrier: 'smell' }],
    ['a carrier named like a prototype', { carrier: '__proto__' }],
    ['a negative length', { textLength: -1 }],
    ['a broken length', { textLength: 1.5 }],
    ['a length that is no number', { textLength: NaN }],
    ['an unknown reason', { concealment: { reason: 'shy', evidence: {} } }],
    [
      'nine pieces of evidence',
      {
        concealment: {
          reason: 'tiny',
          evidence: Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 'v'])),
        },
      },
    ],
    ['long evidence', { concealment: { reason: 'tiny', evidence: { a: 'x'.repeat(301) } } }],
    ['no verdict', { verdict: null }],
    ['a confidence above one', { verdict: { ...verdict, confidence: 1.1 } }],
    ['forty-one findings', { verdict: { ...verdict, findings: Array.from({ length: 41 }, () => finding) } }],
    ['a long excerpt', { verdict: { ...verdict, findings: [{ ...finding, excerpt: 'x'.repeat(201) }] } }],
    ['a long layer', { verdict: { ...verdict, layers: [{ transform: 'hex', text: 'x'.repeat(4_001) }] } }],
    [
      'twenty-five layers',
      { verdict: { ...verdict, layers: Array.from({ length: 25 }, () => ({ transform: 'hex', text: '' })) } },
    ],
    ['an unknown family', { verdict: { ...verdict, families: ['x'] } }],
  ])('a report with %s', async (_title, changes) => {
    await refused({ to: 'worker', name: 'verdict.report', params: { reports: [report(changes)] } }, guard);
  });

  test('more reports than one message may bring, and one bad among good', async () => {
    await refused(
      {
        to: 'worker',
        name: 'verdict.report',
        params: { reports: Array.from({ length: MAX_REPORTS + 1 }, () => report()) },
      },
      guard,
    );
    await refused({ to: 'worker', name: 'verdict.report', params: { reports: [report(), report({ id: '' })] } }, guard);
  });

  test.each<[WorkerMessageName, unknown]>([
    ['tab.status', {}],
    ['tab.status', { tabId: '1' }],
    ['tab.status', { tabId: 1.5 }],
    ['tab.status', { tabId: -2 }],
    ['incident.undo', { id: '../../x' }],
    ['incident.undo', { id: `${id()}0` }],
    ['policy.set', { settings: null }],
    ['policy.set', { settings: { preset: 'lax' } }],
    ['policy.set', { settings: { enabled: 'false' } }],
    ['policy.set', { settings: { excludedSites: Array.from({ length: 1_001 }, () => 'a.example') } }],
    ['policy.set', { settings: { excludedSites: ['x'.repeat(301)] } }],
    ['policy.get', null],
    ['incident.clear', undefined],
  ])('%s with %j', async (name, params) => {
    await refused({ to: 'worker', name, params }, ui);
  });

  test.each([{ id: '../../x' }, { id: null }, {}])('incident.reveal with %j', async (params) => {
    await refused({ to: 'worker', name: 'incident.reveal', params }, guard);
  });

  test('a prototype does not travel', async () => {
    const all = handlers();
    const params = JSON.parse(
      '{"settings":{"__proto__":{"enabled":false},"constructor":{"prototype":{"x":1}},"preset":"strict"}}',
    ) as unknown;
    await route({ to: 'worker', name: 'policy.set', params }, ui, all);
    const got = (all['policy.set'].mock.calls[0] as [{ settings: Record<string, unknown> }])[0].settings;
    expect(Object.keys(got)).toEqual(['preset']);
    expect(got['enabled']).toBeUndefined();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('who sent it', () => {
  const tab = { id: 3, url: PAGE, incognito: true };
  test.each<[string, RawSender, Sender | null]>([
    ['a content script', { id: OWN, url: PAGE, frameId: 1, tab }, { ...guard, incognito: true }],
    ['the popup', { id: OWN, url: `${ORIGIN}popup.html` }, { ...ui, tabUrl: `${ORIGIN}popup.html` }],
    [
      'the console in a tab',
      {
        id: OWN,
        url: `${ORIGIN}console.html`,
        frameId: 0,
        tab: { id: 9, url: `${ORIGIN}console.html`, incognito: false },
      },
      { ...ui, tabId: 9, url: `${ORIGIN}console.html`, tabUrl: `${ORIGIN}console.html` },
    ],
    ['another extension', { id: 'other', url: `${ORIGIN}popup.html` }, null],
    ['another extension in a tab', { id: 'other', url: PAGE, tab }, null],
    ['nobody', {}, null],
    ['a page without a tab', { id: OWN, url: PAGE }, null],
    [
      'an address that only begins like ours',
      { id: OWN, url: `https://x.example/${ORIGIN}`, tab, frameId: 1 },
      { ...guard, url: `https://x.example/${ORIGIN}`, incognito: true },
    ],
    [
      'an address that lengthens our host',
      { id: OWN, url: 'chrome-extension://own-extension-id.evil.example/', tab, frameId: 1 },
      { ...guard, url: 'chrome-extension://own-extension-id.evil.example/', incognito: true },
    ],
    [
      'a content script in a frame without an address',
      { id: OWN, frameId: 1, tab },
      { ...guard, url: '', incognito: true },
    ],
  ])('%s', (_title, raw, expected) => {
    expect(senderOf(raw, OWN, ORIGIN)).toEqual(expected);
  });
});
