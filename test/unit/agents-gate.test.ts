// What the policy lets agents do: lists, levels, allowances, presence, and the rules for the ways of tabs.
import { describe, expect, test } from 'vitest';
import catalog from '../../src/catalog/agent-acts.json' with { type: 'json' };
import marksFile from '../../src/catalog/agent-marks.json' with { type: 'json' };
import { gateState, type GatePlace } from '../../src/engine/agents/gate.ts';
import { levelOf, parseActionOfAct, parseSiteLevel, strictActs, strictSites } from '../../src/engine/agents/lists.ts';
import { AFTER_MS, atWork, presenceOf } from '../../src/engine/agents/presence.ts';
import { isInside, keptFrom, reachRules } from '../../src/engine/agents/reach.ts';
import type { AgentMark } from '../../src/model/agent.ts';
import type { PolicySettings } from '../../src/model/policy.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import { keys, presets } from '../support/policies.ts';

const policyWith = (raw: Partial<PolicySettings>) =>
  effectivePolicy({ managed: { state: 'present', raw, lastKnown: undefined }, user: undefined, keys, presets });
const marks = marksFile.marks as readonly AgentMark[];
const NOW = 1_800_000_000_000;
const place = (more: Partial<GatePlace> = {}): GatePlace => ({
  site: 'shop.example',
  frameSite: 'shop.example',
  sensitive: '',
  assistant: false,
  agent: true,
  stopped: false,
  start: 'shop.example',
  ...more,
});
const state = (settings: Partial<PolicySettings> = {}, at: Partial<GatePlace> = {}) =>
  gateState(policyWith(settings), place(at), [], NOW);

describe('when the gate stands', () => {
  test.each([
    ['present', true, true],
    ['present', false, false],
    ['always', false, true],
    ['off', true, false],
  ] as const)('%s, agent %s: %s', (agentGate, agent, on) => expect(state({ agentGate }, { agent }).on).toBe(on));

  test('not where Demarc leaves a page alone, nor a stop', () => {
    expect(state({ excludedSites: ['shop.example'] }, { stopped: true })).toMatchObject({ on: false, stopped: false });
    expect(state({ enabled: false })).toMatchObject({ on: false });
  });

  test('a lockdown blocks what agents do', () => {
    expect(state({ agentActions: ['*=block'] }).acts.pay).toBe('block');
  });
});

describe('what may pass', () => {
  test('asks by default, and its own entry counts before that for all', () => {
    expect(state().acts.pay).toBe('ask');
    const { acts } = state({ agentActions: ['*=block', 'send=allow'] });
    expect([acts.pay, acts.send]).toEqual(['block', 'allow']);
  });

  test('sites: allow asks about nothing but what is blocked, read and never let nothing', () => {
    const at = (level: string) =>
      state({ agentSites: [`shop.example=${level}`], agentActions: ['*=ask', 'pay=block'] }).acts;
    expect([at('allow').pay, at('allow').send]).toEqual(['block', 'allow']);
    expect([at('read').send, at('never').send, at('ask').send]).toEqual(['block', 'block', 'ask']);
  });

  test('sensitive sites are closed, unless they are named', () => {
    expect(state({}, { sensitive: 'bank' }).level).toBe('never');
    expect(state({ agentSites: ['shop.example=ask'] }, { sensitive: 'bank' }).level).toBe('ask');
  });

  test('a frame does not lend the page its freedom', () => {
    const settings = { agentSites: ['pay.example=allow', 'shop.example=read'] };
    expect(state(settings, { frameSite: 'pay.example' }).acts.pay).toBe('block');
  });

  test('messages to an assistant are the doors\u2019 business', () => {
    expect(state({}, { assistant: true }).acts).toMatchObject({ send: 'allow', publish: 'allow', pay: 'ask' });
  });

  test('an allowance counts for its site and act until it ends, and against no block', () => {
    const allowed = (settings: Partial<PolicySettings>, until: number, site = 'shop.example') =>
      gateState(policyWith(settings), place(), [{ site, act: 'pay', until }], NOW).acts;
    expect(allowed({}, NOW + 1)).toMatchObject({ pay: 'allow', send: 'ask' });
    expect(allowed({}, NOW).pay).toBe('ask');
    expect(allowed({}, NOW + 1, 'other.example').pay).toBe('ask');
    expect(allowed({ agentActions: ['*=block'] }, NOW + 1).pay).toBe('block');
  });
});

describe('lists', () => {
  test.each(['pay', 'pay=', 'pay=maybe', 'fly=ask', 'pay=ask=block', '=ask'])('%s is no act and action', (entry) => {
    expect(parseActionOfAct(entry).ok).toBe(false);
  });
  test.each(['shop.example', 'shop.example=maybe', '=never', 'https://a.example/=never', '*.com=never'])(
    '%s is no site and level',
    (entry) => expect(parseSiteLevel(entry).ok).toBe(false),
  );
  test('the most exact site counts', () => {
    const list = ['*.corp.example=never', 'hr.corp.example=allow'];
    expect([levelOf(list, 'hr.corp.example'), levelOf(list, 'x.corp.example'), levelOf(list, 'corp.other')]).toEqual([
      'allow',
      'never',
      null,
    ]);
  });
  test('stricter is never looser', () => {
    const [base, other] = [
      ['*=ask', 'pay=block'],
      ['*=block', 'pay=allow'],
    ];
    const both = strictActs.tighter(base, other);
    expect(strictActs.atLeast(both, base) && strictActs.atLeast(both, other)).toBe(true);
    expect(strictSites.atLeast(['a.example=allow'], [])).toBe(false);
    expect(strictSites.atLeast([], ['a.example=never'])).toBe(false);
    expect(strictSites.atLeast(['a.example=never'], [])).toBe(true);
  });
});

describe('presence', () => {
  const seen = (now: string[], ever: string[], last = NOW) => ({ now, ever, last });
  test('is present while a mark stands, seen when it has gone, and never absent', () => {
    expect(presenceOf(marks, seen(['claude.acting'], ['claude.acting']))).toMatchObject({
      presence: 'present',
      products: ['Claude for Chrome'],
    });
    expect(presenceOf(marks, seen([], ['claude.acting'])).presence).toBe('seen');
    expect(presenceOf(marks, seen([], [])).presence).toBe('unknown');
  });
  test('assistants that are only there are no agents', () => {
    const only = seen(['monica.sidebar', 'grammarly.writer'], ['monica.sidebar', 'grammarly.writer']);
    expect(presenceOf(marks, only)).toMatchObject({
      presence: 'unknown',
      products: [],
      assistants: ['Monica', 'Grammarly'],
    });
    expect(atWork(marks, only, NOW)).toBe(false);
  });
  test('a manner of pressing is told and decides nothing', () => {
    const odd = seen(['input.jumps'], ['input.jumps']);
    expect(presenceOf(marks, odd).presence).toBe('seen');
    expect(atWork(marks, odd, NOW)).toBe(false);
  });
  test('counts for a while after its last mark', () => {
    expect(atWork(marks, seen([], ['manus.acting'], NOW - AFTER_MS + 1), NOW)).toBe(true);
    expect(atWork(marks, seen([], ['manus.acting'], NOW - AFTER_MS), NOW)).toBe(false);
  });
});

describe('reach', () => {
  test.each([
    'http://192.168.0.1/',
    'http://10.1.2.3:8080/',
    'http://172.16.0.1/',
    'http://169.254.169.254/latest',
    'http://[::1]/',
    'http://[fd00::1]/',
    'http://localhost:3000/',
    'https://printer/',
    'https://wiki.corp/',
    'https://a.internal/x',
    'file:///etc/passwd',
  ])('%s is of the own network', (url) => expect(isInside(catalog, url)).toBe(true));
  test.each([
    'https://example.org/',
    'http://172.32.0.1/',
    'http://11.0.0.1/',
    'https://local.example/',
    'about:blank',
  ])('%s is not', (url) => expect(isInside(catalog, url)).toBe(false));
  test('is closed by name, by kind and by place, and opened by name', () => {
    const policy = policyWith({ agentSites: ['bad.example=never', 'wiki.corp=ask', 'paypal.com=ask'] });
    expect(
      [
        'https://bad.example/',
        'https://chase.com/',
        'http://10.0.0.1/',
        'https://wiki.corp/',
        'https://paypal.com/',
        'https://a.example/',
      ].map((url) => keptFrom(catalog, policy, url)),
    ).toEqual(['never', 'never', 'inside', null, null, null]);
  });
  test('a stopped tab goes nowhere, a tab without an agent everywhere', () => {
    const policy = policyWith({});
    expect(reachRules(catalog, policy, [])).toEqual([]);
    const [only, ...more] = reachRules(catalog, policy, [{ tabId: 7, host: 'a.example', stopped: true, let: [] }]);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      action: { type: 'block' },
      condition: { tabIds: [7], resourceTypes: ['main_frame', 'sub_frame'] },
    });
  });
  test('ids stay in their range, whatever the number of tabs', () => {
    const tabs = Array.from({ length: 500 }, (_, tabId) => ({ tabId, host: 'a.example', stopped: false, let: [] }));
    const ids = reachRules(catalog, policyWith({}), tabs).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Math.max(...ids)).toBeLessThan(9_900);
  });
});
