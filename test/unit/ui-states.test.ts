// What the pages say: the verdict line in every state, the vendor's word and its age, order of controls, routes.
import { describe, expect, it } from 'vitest';
import { evaluateAll } from '../../src/engine/responsibility/evaluate.ts';
import { score } from '../../src/engine/responsibility/score.ts';
import { createMock } from '../../src/messaging/mock-client.ts';
import { MOCK_STATES, type MockState } from '../../src/messaging/mock-policy.ts';
import type { Control } from '../../src/model/responsibility.ts';
import type { AiService } from '../../src/model/service.ts';
import { parseRoute } from '../../src/ui/console/route.ts';
import { joinControls } from '../../src/ui/responsibility-order.ts';
import { ageInDays, vendorWord, webAddress } from '../../src/ui/vendor-word.ts';
import { noticesOf, resumePatterns, verdictLine } from '../../src/ui/verdict-line.ts';
import controlsFile from '../../src/catalog/controls.json' with { type: 'json' };
import servicesFile from '../../src/catalog/services.json' with { type: 'json' };

const controls = (controlsFile as unknown as { controls: readonly Control[] }).controls;
const services = (servicesFile as unknown as { services: readonly AiService[] }).services;
const NOW = Date.UTC(2026, 10, 24, 12);

const mock = (state: MockState) =>
  createMock({
    state,
    controls,
    services,
    incidents: 20,
    now: NOW,
    openConsole: () => undefined,
    evaluate: (list, facts, now) => {
      const statuses = evaluateAll(list, facts, now);
      return { statuses, score: score(statuses, list) };
    },
  });
const tab = (state: MockState) => mock(state).client.send('tab.status', { tabId: 1 });

describe('verdict line', () => {
  it.each([
    ['found', 'verdictBlanked', 2],
    ['labelled', 'verdictLabelled', 1],
    ['nothing', 'verdictNothing', null],
    ['scanning', 'verdictScanning', null],
    ['partly', 'verdictPartly', null],
    ['not-scanned', 'verdictNotScanned', null],
    ['excluded-user', 'verdictExcludedUser', null],
    ['excluded-managed', 'verdictExcludedManaged', null],
    ['off', 'verdictOff', null],
  ] as const)('in state %s says %s', async (state, key, count) => {
    expect(verdictLine(await tab(state))).toMatchObject({ key, count });
  });

  it('says "nothing found" only when everything was read', async () => {
    const status = await tab('nothing');
    for (const state of ['scanning', 'partly', 'not-scanned'] as const) {
      expect(verdictLine({ ...status, state }).key).not.toBe('verdictNothing');
    }
  });

  it('tells of pending policy, policy problems, storage and limits besides', async () => {
    expect(noticesOf(await tab('pending'))).toContain('noticePolicyPending');
    expect(noticesOf(await tab('managed'))).toContain('noticePolicyProblems');
    expect(noticesOf(await tab('storage-full'))).toContain('noticeStorage_full');
    expect(noticesOf(await tab('partly'))).toContain('limitTooLarge');
    expect(noticesOf(await tab('nothing'))).toEqual([]);
    const status = await tab('nothing');
    expect(noticesOf({ ...status, doors: 'absent' })).toEqual(['noticeDoorsAbsent']);
    expect(noticesOf({ ...status, doors: 'no-assistant' })).toEqual([]);
    const check = { editor: 'matched', send: 'matched', answer: 'not-seen' } as const;
    expect(noticesOf({ ...status, doors: check })).toEqual([]);
    expect(noticesOf({ ...status, doors: { ...check, editor: 'fallback' } })).toEqual(['noticeAdapterFallback']);
    expect(noticesOf({ ...status, doors: { ...check, send: 'none' } })).toEqual(['noticeAdapterNone']);
    expect(noticesOf({ ...status, doors: 'absent', excludedBy: 'user' })).toEqual([]);
  });

  it('does not say "nothing found" of a page on which something was found', async () => {
    const status = await tab('found');
    expect(noticesOf({ ...status, state: 'partly', frames: [] })).toEqual(['noticePartly']);
  });

  it('does not say that a person could not see a text which was in sight', async () => {
    const status = await tab('found');
    const [first] = status.items;
    const seen = { ...status, items: [{ ...first!, enforcement: 'blanked' as const, concealment: null }] };
    expect(verdictLine(seen)).toMatchObject({ key: 'verdictBlanked', detail: 'verdictBlankedSeenDetail' });
    expect(verdictLine(status).detail).toBe('verdictBlankedDetail');
  });

  it('does not advise a reload on pages of the browser', async () => {
    const status = await tab('not-scanned');
    for (const url of ['', 'chrome://version/', 'about:config', 'moz-extension://a/b.html']) {
      expect(verdictLine({ ...status, url }).detail, url).toBe('verdictNotScannedBrowserDetail');
    }
    for (const url of ['https://a.example/', 'http://a.example/', 'file:///a.html']) {
      expect(verdictLine({ ...status, url }).detail, url).toBe('verdictNotScannedDetail');
    }
  });

  it('offers to resume only what names this site', () => {
    expect(resumePatterns(['a.example', '*.a.example', '*.example', 'b.example'], 'a.example')).toEqual([
      'a.example',
      '*.a.example',
    ]);
  });
});

describe('mock client', () => {
  it.each(MOCK_STATES.filter((s) => s !== 'loading' && s !== 'error'))('answers in state %s', async (state) => {
    const status = await tab(state);
    expect(status.score.visible).toBeLessThanOrEqual(status.score.total);
  });

  it('keeps an undo and refuses it where policy does', async () => {
    const free = mock('found');
    const [first] = (await free.client.send('tab.status', { tabId: 1 })).items;
    expect(await free.client.send('incident.undo', { id: first?.id ?? '' })).toEqual({ undone: true, problem: '' });
    expect((await free.client.send('tab.status', { tabId: 1 })).items[0]?.enforcement).toBe('undone');
    expect((await mock('managed').client.send('incident.undo', { id: 'mock-0' })).undone).toBe(false);
  });
});

describe('vendor’s word', () => {
  const service = services.find((s) => s.id === 'chatgpt') as AiService;
  const source = { name: 'Source', url: 'https://vendor.example/', date: '2026-05-01', assurance: 'verified' as const };

  it('is confirmed only with a seen source', () => {
    expect(vendorWord({ ...service, sources: [source] }, NOW)).toMatchObject({ confirmed: true });
    expect(vendorWord({ ...service, sources: [{ ...source, assurance: 'unconfirmed' }] }, NOW).confirmed).toBe(false);
    expect(vendorWord({ ...service, sources: [{ ...source, url: '' }] }, NOW)).toMatchObject({
      confirmed: false,
      source: null,
    });
    expect(vendorWord({ ...service, sources: [] }, NOW).confirmed).toBe(false);
    expect(vendorWord({ ...service, stance: 'no-statement', sources: [source] }, NOW).confirmed).toBe(false);
  });

  it('turns stale after 180 days and counts coarse dates from their first day', () => {
    const age = (date: string) => vendorWord({ ...service, sources: [{ ...source, date }] }, NOW).age;
    expect([age('2026-05-29'), age('2026-05-27'), age('2026'), age('2026-11'), age('')]).toEqual([
      'fresh',
      'stale',
      'stale',
      'fresh',
      'undated',
    ]);
    expect(ageInDays('2026-13-45x', NOW)).toBeNull();
  });

  it('links web addresses only', () => {
    expect(
      ['https://a.example/', 'javascript:1', 'data:text/html,1', ''].map((u) => webAddress(u) !== undefined),
    ).toEqual([true, false, false, false]);
  });
});

describe('line, routes', () => {
  it('puts what needs a person first and never takes a missing status for met', () => {
    const [a, b, c] = controls.map((x) => x.id);
    const at = (control: string | undefined, status: 'met' | 'unmet') => ({
      control: control ?? '',
      status,
      why: 'w',
      observedAt: 0,
      basis: 'observed' as const,
    });
    const joined = joinControls(controls.slice(0, 3), [at(a, 'met'), at(b, 'unmet')]);
    expect(joined.map((j) => [j.control.id, j.status.status])).toEqual([
      [b, 'unmet'],
      [a, 'met'],
      [c, 'unobservable'],
    ]);
  });

  it('leads unknown addresses to the overview', () => {
    expect(parseRoute('#/incident/abc-1')).toEqual({ page: 'incident', id: 'abc-1', search: '' });
    expect(parseRoute('#/incidents?q=a/b?c')).toEqual({ page: 'incidents', id: '', search: 'q=a/b?c' });
    expect(parseRoute('##/policy').page).toBe('policy');
    for (const hash of ['', '#/nowhere', '#/incident/<b>', '#/incident/'])
      expect(parseRoute(hash).page).toBe('overview');
  });
});
