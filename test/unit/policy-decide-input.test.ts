// What a policy makes of something on its way into an assistant.
import { describe, expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import presets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { decideInput } from '../../src/engine/policy/decide-input.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import type { InputFacts } from '../../src/model/input.ts';
import type { PolicySettings } from '../../src/model/policy.ts';

const policy = (user: Partial<PolicySettings> = {}, managed: Partial<PolicySettings> = {}) =>
  effectivePolicy({
    managed: { state: Object.keys(managed).length > 0 ? 'present' : 'none', raw: managed, lastKnown: undefined },
    user,
    keys: managedKeys.keys as unknown as readonly PolicyKeyData[],
    presets: presets.presets as unknown as PresetData,
  });
const place = { site: 'chatgpt.com', service: 'chatgpt', account: 'unknown' } as const;
const facts = (part: Partial<InputFacts> = {}): InputFacts => ({
  way: 'send',
  spans: [],
  steering: 'clean',
  hidden: false,
  foreign: false,
  unscanned: false,
  ...part,
});
const secret = { type: 'secret.jwt', category: 'secret' } as const;
const mail = { type: 'personal.e-mail', category: 'personal' } as const;

describe('what is decided', () => {
  test.each([
    ['nothing found', {}, 'allow', 'reasonInputClean'],
    ['a secret', { spans: [secret] }, 'redact', 'reasonSensitive'],
    ['an address of a person', { spans: [mail] }, 'audit', 'reasonSensitive'],
    ['pasted text that steers', { way: 'paste', steering: 'malicious' }, 'warn', 'reasonInputSteers'],
    ['own words that would steer', { way: 'send', steering: 'malicious' }, 'allow', 'reasonInputClean'],
    ['pasted text that may steer', { way: 'paste', steering: 'suspicious' }, 'audit', 'reasonSuspiciousOnly'],
    ['hidden parts', { way: 'paste', hidden: true }, 'warn', 'reasonInputHidden'],
    [
      'hidden parts that may steer',
      { way: 'paste', hidden: true, steering: 'suspicious' },
      'warn',
      'reasonInputSteers',
    ],
    ['text of somebody else', { way: 'foreign', foreign: true }, 'warn', 'reasonInputForeign'],
    ['a file that cannot be read', { way: 'file', unscanned: true }, 'audit', 'reasonInputUnscanned'],
  ] as const)('%s', (_, part, action, reason) => {
    expect(decideInput(policy(), place, facts(part as Partial<InputFacts>), 0)).toMatchObject({ action, reason });
  });

  test('the strictest aspect counts, and each value has its own action', () => {
    const decision = decideInput(policy(), place, facts({ spans: [mail, secret], foreign: true }), 0);
    expect(decision).toMatchObject({ action: 'redact', key: 'sensitiveActions', spanActions: ['audit', 'redact'] });
    expect(decision.trace.filter((s) => s.decided).map((s) => s.key)).toContain('sensitiveActions');
    expect(decision.trace.map((s) => s.key)).toContain('foreignInputAction');
  });

  test('off, and on excluded sites, nothing is done', () => {
    const input = facts({ spans: [secret], foreign: true });
    expect(decideInput(policy({ enabled: false }), place, input, 0)).toMatchObject({
      action: 'allow',
      spanActions: ['allow'],
    });
    expect(decideInput(policy({ excludedSites: ['chatgpt.com'] }), place, input, 0)).toMatchObject({ action: 'allow' });
  });

  test('services that are blocked or not approved, until the person goes on', () => {
    const blocked = policy({ blockedServices: ['chatgpt'] });
    expect(decideInput(blocked, place, facts(), 0)).toMatchObject({ action: 'warn', reason: 'reasonServiceBlocked' });
    expect(decideInput(blocked, place, facts({ way: 'paste' }), 0)).toMatchObject({ action: 'allow' });
    expect(decideInput(blocked, { ...place, serviceAccepted: true }, facts(), 0)).toMatchObject({ action: 'allow' });
    const others = policy({ approvedServices: ['claude'] });
    expect(decideInput(others, place, facts(), 0)).toMatchObject({ reason: 'reasonServiceNotApproved' });
    expect(decideInput(others, { ...place, service: '' }, facts(), 0)).toMatchObject({ action: 'warn' });
  });

  test('an account of the person’s own', () => {
    const managed = policy({}, { sensitiveActions: ['@personal:*=block'] });
    const input = facts({ spans: [mail] });
    expect(decideInput(managed, { ...place, account: 'personal' }, input, 0)).toMatchObject({
      action: 'block',
      layer: 'managed',
    });
    expect(decideInput(managed, { ...place, account: 'work' }, input, 0)).toMatchObject({ action: 'audit' });
  });
});

test('a person may tighten what a preset of the organisation says, and not loosen it', () => {
  const strict = { preset: 'strict' } as const;
  const looser = policy({ sensitiveActions: ['*=allow'] }, strict);
  expect(decideInput(looser, place, facts({ spans: [secret] }), 0).action).toBe('block');
  const tighter = policy({ sensitiveActions: ['*=block'] }, strict);
  expect(decideInput(tighter, place, facts({ spans: [mail] }), 0).action).toBe('block');
});
