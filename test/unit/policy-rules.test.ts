// Rules and exceptions: their written form, what they match, who may lift what, until when, and what the trace tells.
import { describe, expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import catalogRenames from '../../src/catalog/renames.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { decide, type DecisionInput } from '../../src/engine/policy/decide.ts';
import { decideInput } from '../../src/engine/policy/decide-input.ts';
import { decideOutput, decidePrompt, decideRequest, decideShare } from '../../src/engine/policy/decide-output.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import { exceptionsOf, isExpired, parseException } from '../../src/engine/policy/exception-list.ts';
import { parseNotice } from '../../src/engine/policy/notice-text.ts';
import { parseLayer } from '../../src/engine/policy/parse.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import { parseRule } from '../../src/engine/policy/rule-list.ts';
import type { InputFacts } from '../../src/model/input.ts';
import { noticeFor } from '../../src/model/notice-text.ts';
import type { EffectivePolicy } from '../../src/model/policy.ts';
import { inEnglish } from '../../tools/english.ts';

const keys = managedKeys.keys as readonly PolicyKeyData[];
const presets = policyPresets.presets as PresetData;
const NOW = Date.UTC(2027, 2, 31, 12);
const policy = (raw: object, user: object = {}): EffectivePolicy =>
  effectivePolicy({ managed: { state: 'present', raw, lastKnown: undefined }, user, keys, presets });
const place = { site: 'claude.ai', service: 'claude', layer: 'saas', account: 'work', agent: false } as const;
const facts = (part: Partial<InputFacts> = {}): InputFacts => ({
  ...{ way: 'send', spans: [], steering: 'clean', hidden: false, foreign: false, unscanned: false },
  ...part,
});
const secret = { type: 'secret.api-key', category: 'secret' } as const;
const mail = { type: 'personal.e-mail', category: 'personal' } as const;
const hidden: DecisionInput = {
  ...{ site: 'news.example', frameSite: 'news.example', service: '', hidden: true, verdictKind: 'malicious' },
  ...{ families: ['data-exfiltration'], severity: 'high', confidence: 0.9 },
};

describe('the written form of rules', () => {
  test.each([
    ['block', 'block'],
    ['  Block   data=secret, ', 'block data=secret'],
    [
      'no-keys: block data=secret,personal.e-mail account=personal',
      'no-keys: block account=personal data=personal.e-mail,secret',
    ],
    ['warn site=*.Example.ORG agent=yes on=file,message', 'warn on=file,message site=*.example.org agent=yes'],
  ])('%s', (text, written) => {
    expect(parseRule(text)).toEqual({ ok: true, value: written });
    expect(parseRule(written)).toEqual({ ok: true, value: written });
  });

  test.each([
    ['', /one action/],
    ['allow data=secret', /exception/],
    ['block audit', /one action/],
    ['Bad Name: block', /name/],
    ['block colour=red', /no condition/],
    ['block data=nonsense', /no value of “data”/],
    ['block data=', /no value/],
    ['block data=secret data=health', /twice/],
    ['block site=https://a.example/', /address/],
    ['block site=*.com', /top-level/],
    ['block service=a_b', /id of a service/],
    ['block "', /not closed/],
    ['block \u202e', /cannot be shown/],
  ])('%s is refused with a reason', (text, why) => {
    const parsed = parseRule(text);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : inEnglish(parsed.error)).toMatch(why);
  });

  test('an entry of any size is read in linear time', () => {
    const long = `block site=${'a.'.repeat(20_000)}b ${'x'.repeat(50_000)} "${' "'.repeat(20_000)}`;
    expect(parseRule(long).ok).toBe(false);
  });
});

describe('the written form of exceptions', () => {
  test('owner, reason and end are required', () => {
    const whole = 'no-keys: until=2027-03-31 owner="A. Lima, Legal" reason=4711 service=claude';
    expect(parseException(whole)).toEqual({ ok: true, value: whole });
    for (const part of ['until=2027-03-31 ', 'owner="A. Lima, Legal" ', 'reason=4711 '])
      expect(parseException(whole.replace(part, '')).ok, part).toBe(false);
  });

  test.each([
    'x: until=2027-02-30 owner=a reason=b',
    'x: until=soon owner=a reason=b',
    'until=2027-03-31 owner=a reason=b',
    'enabled: until=2027-03-31 owner=a reason=b',
    'x: block until=2027-03-31 owner=a reason=b',
    `x: until=2027-03-31 owner=${'a'.repeat(81)} reason=b`,
  ])('%s is refused', (text) => {
    expect(parseException(text).ok).toBe(false);
  });

  test('it counts until the end of its day', () => {
    const [one] = exceptionsOf(['x: until=2027-03-31 owner=a reason=b']);
    expect(isExpired(one!, Date.UTC(2027, 3, 1) - 1)).toBe(false);
    expect(isExpired(one!, Date.UTC(2027, 3, 1))).toBe(true);
    expect(isExpired(one!, NaN)).toBe(true);
  });
});

describe('what rules match', () => {
  const acts = (rule: string, input: InputFacts, at: object = {}): string =>
    decideInput(policy({ preset: 'monitor', rules: [rule] }), { ...place, ...at }, input, NOW).action;

  test('data, by category and type, and only the values that are meant', () => {
    const decision = decideInput(
      policy({ preset: 'monitor', rules: ['block data=secret'] }),
      place,
      facts({ spans: [mail, secret] }),
      NOW,
    );
    expect(decision).toMatchObject({ action: 'block', key: 'rules', layer: 'managed', reason: 'reasonRule' });
    expect(decision.spanActions).toEqual(['audit', 'block']);
    expect(acts('block data=personal.phone', facts({ spans: [mail] }))).toBe('audit');
    expect(acts('block data=*', facts({ spans: [mail] }))).toBe('block');
    expect(acts('block data=secret', facts())).toBe('allow');
  });

  test('service, layer, account, site, agent and surface', () => {
    const input = facts({ spans: [secret] });
    for (const [rule, other] of [
      ['block data=* service=claude', { service: 'chatgpt' }],
      ['block data=* layer=saas', { layer: 'paas' }],
      ['block data=* account=work', { account: 'personal' }],
      ['block data=* site=claude.ai', { site: 'claude.ai.evil.example' }],
      ['block data=* agent=no', { agent: true }],
    ] as const) {
      expect(acts(rule, input), rule).toBe('block');
      expect(acts(rule, input, other), rule).toBe('audit');
    }
    expect(acts('block data=* service=unknown', input, { service: '' })).toBe('block');
    expect(acts('block data=* on=file', input)).toBe('audit');
    expect(acts('block data=* on=file', facts({ way: 'file', spans: [secret] }))).toBe('block');
  });

  test('a rule about the place alone stops what is sent, and a paste only where it says so', () => {
    expect(acts('block service=claude', facts())).toBe('block');
    expect(acts('block service=claude', facts({ way: 'paste' }))).toBe('allow');
    expect(acts('block service=claude on=paste', facts({ way: 'paste' }))).toBe('block');
    expect(acts('block service=claude', facts(), { serviceAccepted: true })).toBe('allow');
  });

  test('families of what steers, on pages and in prompts', () => {
    const rules = ['block family=data-exfiltration'];
    const monitor = policy({ preset: 'monitor', rules });
    expect(decide(monitor, hidden, NOW)).toMatchObject({ action: 'block', key: 'rules' });
    expect(decide(monitor, { ...hidden, families: ['suppression'] }, NOW).action).toBe('audit');
    expect(decidePrompt(monitor, { ...place, families: ['data-exfiltration'] }, NOW).action).toBe('block');
    expect(decideRequest(monitor, place, NOW).action).toBe('block');
    expect(decideShare(monitor, place, NOW).action).toBe('audit');
    expect(decideOutput(monitor, { ...place, families: ['data-exfiltration'] }, NOW).action).toBe('block');
  });

  test('what is clean or only suspicious is never changed by a rule', () => {
    const strict = policy({ rules: ['block'] });
    expect(decide(strict, { ...hidden, verdictKind: 'clean' }, NOW).action).toBe('allow');
    expect(decide(strict, { ...hidden, verdictKind: 'suspicious' }, NOW).action).toBe('audit');
  });
});

describe('exceptions', () => {
  const exceptions = ['no-keys: until=2027-03-31 owner=Lima reason=4711 service=claude'];
  const rules = ['no-keys: block data=secret'];
  const spans = [secret];

  test('lift what they name, where they hold, until they end, and it stays on record', () => {
    const excepted = policy({ preset: 'monitor', rules, exceptions });
    const decision = decideInput(excepted, place, facts({ spans }), NOW);
    expect(decision.action).toBe('audit');
    expect(decision.trace.some((s) => s.key === 'exceptions' && s.value.includes('Lima'))).toBe(true);
    expect(decideInput(excepted, { ...place, service: 'chatgpt' }, facts({ spans }), NOW).action).toBe('block');
    expect(decideInput(excepted, place, facts({ spans }), Date.UTC(2027, 3, 1)).action).toBe('block');
  });

  test('do not lift what they do not name', () => {
    expect(
      decideInput(policy({ sensitiveActions: ['secret=block'], rules, exceptions }), place, facts({ spans }), NOW)
        .action,
    ).toBe('block');
    const both = ['no-keys,sensitiveActions: until=2027-03-31 owner=Lima reason=4711'];
    const lifted = decideInput(
      policy({ sensitiveActions: ['secret=block'], rules, exceptions: both }),
      place,
      facts({ spans }),
      NOW,
    );
    expect(lifted).toMatchObject({ action: 'audit', key: 'exceptions', reason: 'reasonException' });
  });

  test('do not lift what a person chose', () => {
    const own = policy(
      { exceptions: ['sensitiveActions: until=2027-03-31 owner=a reason=b'] },
      { sensitiveActions: ['secret=block'] },
    );
    expect(decideInput(own, place, facts({ spans }), NOW).action).toBe('block');
  });

  test('of one family do not lift what shows two', () => {
    const one = policy({
      exceptions: ['hiddenTextAction: until=2027-03-31 owner=a reason=b family=data-exfiltration'],
    });
    expect(decide(one, hidden, NOW).action).toBe('audit');
    expect(decide(one, { ...hidden, families: ['data-exfiltration', 'suppression'] }, NOW).action).toBe('block');
  });

  test('a person cannot make one', () => {
    const { problems, settings } = policy({}, { exceptions });
    expect(settings.exceptions).toEqual([]);
    expect(problems[0]?.key).toBe('exceptions');
  });
});

describe('the emergency switch', () => {
  const everything = {
    preset: 'monitor',
    excludedSites: ['news.example'],
    rules: ['x: audit'],
    exceptions: ['hiddenTextAction: until=2099-01-01 owner=a reason=b'],
    hiddenTextAction: 'audit',
  };

  test('makes every action the strictest, and says who decided', () => {
    const locked = policy({ ...everything, lockdown: true });
    expect(decide(locked, hidden, NOW)).toMatchObject({ action: 'block', layer: 'managed' });
    expect(decideInput(locked, place, facts({ spans: [mail] }), NOW).action).toBe('block');
    expect(locked.settings).toMatchObject({ inputOverride: 'no', allowUndo: false, excludedSites: [], exceptions: [] });
    expect(locked.locked).toContain('answerResources');
    expect(decide(policy(everything), hidden, NOW).action).toBe('allow');
  });

  test('off wins over it where the organisation says off, and a person cannot use either', () => {
    expect(policy({ lockdown: true, enabled: false }).settings.enabled).toBe(false);
    expect(policy({ lockdown: true }, { enabled: false }).settings.enabled).toBe(true);
    expect(policy({}, { lockdown: true }).settings.lockdown).toBe(false);
  });
});

describe('the last good policy', () => {
  const last = { hiddenTextAction: 'block', rules: ['no-keys: block data=secret'], retentionDays: 30 };
  const with_ = (raw: unknown): EffectivePolicy =>
    effectivePolicy({ managed: { state: 'present', raw, lastKnown: last }, user: {}, keys, presets });

  test('holds for a key that is broken now, and is said', () => {
    const { settings, problems, locked } = with_({ hiddenTextAction: 'blok', rules: 'block', retentionDays: 60 });
    expect(settings).toMatchObject({ hiddenTextAction: 'block', rules: last.rules, retentionDays: 60 });
    expect(problems.map((p) => inEnglish(p.problem)).join(' ')).toMatch(/last good value/);
    expect(locked).toContain('hiddenTextAction');
  });

  test('does not hold for a key that was taken away', () => {
    expect(with_({ hiddenTextAction: 'audit' }).settings).toMatchObject({ rules: [], retentionDays: 90 });
  });

  test.each([[['x']], ['text'], [7], [[]]])('holds as a whole where the policy is %j', (raw) => {
    expect(with_(raw).settings).toMatchObject(last);
  });
});

describe('names that an update has changed', () => {
  const renames = { keys: { oldAction: 'hiddenTextAction' }, services: { 'old-chat': 'chatgpt' } };
  const parsed = (raw: object): object => parseLayer('managed', raw, keys, renames).settings;

  test('keys and services count under the old ones too', () => {
    expect(
      parsed({
        oldAction: 'audit',
        blockedServices: ['old-chat', 'poe'],
        rules: ['block service=claude,old-chat'],
        exceptions: ['x: until=2027-03-31 owner="of service=old-chat" reason=b service=old-chat'],
      }),
    ).toEqual({
      hiddenTextAction: 'audit',
      blockedServices: ['chatgpt', 'poe'],
      rules: ['block service=chatgpt,claude'],
      exceptions: ['x: until=2027-03-31 owner="of service=old-chat" reason=b service=chatgpt'],
    });
    expect(parsed({ sensitiveActions: ['*=audit', 'old-chat@work:secret=block'] })).toEqual({
      sensitiveActions: ['*=audit', 'chatgpt@work:secret=block'],
    });
  });

  test('where both are there, the name of today counts, whatever the order', () => {
    expect(parsed({ hiddenTextAction: 'warn', oldAction: 'audit' })).toEqual({ hiddenTextAction: 'warn' });
    expect(parsed({ oldAction: 'audit', hiddenTextAction: 'warn' })).toEqual({ hiddenTextAction: 'warn' });
  });

  test('the catalogue names only what there is today', () => {
    const known = new Set<string>(keys.map(({ key }) => key));
    expect(Object.values(catalogRenames.keys).filter((key) => !known.has(key as string))).toEqual([]);
    expect(Object.keys(catalogRenames.keys).filter((key) => known.has(key))).toEqual([]);
  });
});

describe('words of the organisation', () => {
  test.each([
    ['de: Fragen? 1234', 'de: Fragen? 1234'],
    [' PT-br :Ola', 'pt-br: Ola'],
    ['*: Ask', '*: Ask'],
  ])('%s', (text, written) => {
    expect(parseNotice(text)).toEqual({ ok: true, value: written });
    expect(parseNotice(written)).toEqual({ ok: true, value: written });
  });
  test.each(['Ask', 'de:', ': x', `de: ${'x'.repeat(301)}`, 'de: a\u202eb', '../x: y'])('%s is refused', (text) => {
    expect(parseNotice(text).ok).toBe(false);
  });
  test('the exact language, then the one that it belongs to, then all', () => {
    const list = ['de: a', 'de-at: b', '*: c'];
    expect(['de-AT', 'de-CH', 'fr', 'de'].map((l) => noticeFor(list, l))).toEqual(['b', 'a', 'c', 'a']);
    expect(noticeFor(['de: a'], 'fr')).toBe('');
  });
});
