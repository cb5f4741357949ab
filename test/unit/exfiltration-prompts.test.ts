// Prompts in addresses: found in every writing, left alone elsewhere, taken out whole; words of the catalogue as rules.
import { describe, expect, test } from 'vitest';
import assistantsFile from '../../src/catalog/assistants.json' with { type: 'json' };
import keysFile from '../../src/catalog/managed-keys.json' with { type: 'json' };
import network from '../../src/catalog/network.json' with { type: 'json' };
import networkSchema from '../../src/catalog/network.schema.json' with { type: 'json' };
import presetsFile from '../../src/catalog/policy-presets.json' with { type: 'json' };
import services from '../../src/catalog/services.json' with { type: 'json' };
import {
  answerRules,
  answerServiceOf,
  answerServices,
  RULE_IDS,
  stopsRequest,
  tabRules,
} from '../../src/engine/exfiltration/answer-rules.ts';
import { prefilledPrompts, withoutPrompts } from '../../src/engine/exfiltration/prefilled.ts';
import { promptRules } from '../../src/engine/exfiltration/prompt-rules.ts';
import { shareRules } from '../../src/engine/exfiltration/share-rules.ts';
import { asksToRemember } from '../../src/engine/exfiltration/memory-asked.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import type { AssistantCatalog } from '../../src/model/assistant.ts';
import type { PolicySettings } from '../../src/model/policy.ts';
import type { AiService } from '../../src/model/service.ts';
import { schemaErrors } from './catalog-schema.ts';

const { assistants } = assistantsFile as AssistantCatalog;
const policyWith = (user: Partial<PolicySettings>) =>
  effectivePolicy({
    managed: { state: 'none', raw: undefined, lastKnown: undefined },
    user,
    keys: keysFile.keys as unknown as readonly PolicyKeyData[],
    presets: presetsFile.presets as unknown as PresetData,
  });
const balanced = policyWith({});
const abilities = { resourceTypes: ['image', 'sub_frame'], topDomains: true };
const watched = answerServices(assistants, services.services as readonly AiService[], network);

const P = 'a kettle, please';
const q = encodeURIComponent(P);
describe('prompts', () => {
  test.each([
    ['query', `https://chatgpt.com/?q=${q}`],
    ['plus signs', 'https://chatgpt.com/?model=auto&q=a+kettle,+please'],
    ['other name', `https://copilot.microsoft.com/?prompt=${q}`],
    ['pairs in the fragment', `https://lovable.dev/?autosubmit=true#prompt=${q}`],
    ['a whole fragment', `https://claude.ai/new#${q}`],
    ['escaped twice', `https://grok.com/?q=${encodeURIComponent(q)}`],
    ['base64', `https://grok.com/?q=${Buffer.from(P).toString('base64')}`],
    ['inside a click counter', `https://t.example/r?url=${encodeURIComponent(`https://chatgpt.com/?q=${q}`)}`],
    [
      'inside two',
      `https://t.example/r?url=${encodeURIComponent(`https://u.example/?to=${encodeURIComponent(`https://chatgpt.com/?q=${q}`)}`)}`,
    ],
    ['behind a sign-in', `https://claude.ai/login?returnTo=${encodeURIComponent(`/new?q=${q}`)}`],
    ['path of a shared host', `https://github.com/copilot?prompt=${q}`],
  ])('found: %s', (_title, address) => {
    expect(prefilledPrompts(address, assistants).map((p) => p.text)).toContain(P);
  });

  test.each([
    'https://chatgpt.com/',
    'https://chatgpt.com/?q=',
    'https://chatgpt.com/?model=auto',
    'https://chatgpt.com/#section',
    `https://shop.example/?q=${q}`,
    `https://github.com/search?q=${q}`,
    'https://claude.ai/new#:~:text=some%20words',
    'nothing',
  ])('none: %s', (address) => {
    expect(prefilledPrompts(address, assistants)).toEqual([]);
  });

  test.each([
    [`https://chatgpt.com/?model=auto&q=${q}&x=1`, 'https://chatgpt.com/?model=auto&x=1'],
    [`https://chatgpt.com/?q=${q}`, 'https://chatgpt.com/'],
    [`https://lovable.dev/?autosubmit=true#prompt=${q}`, 'https://lovable.dev/?autosubmit=true'],
    [`https://claude.ai/login?returnTo=${encodeURIComponent(`/new?q=${q}`)}`, 'https://claude.ai/login'],
    ['https://chatgpt.com/c/1#top', 'https://chatgpt.com/c/1#top'],
  ])('%s without it', (address, without) => {
    expect(withoutPrompts(address, assistants)).toBe(without);
    expect(prefilledPrompts(without, assistants)).toEqual([]);
  });
});

describe('rules', () => {
  test('the catalogue fits its schema, and the schema would notice', () => {
    expect(schemaErrors(networkSchema, network)).toEqual([]);
    expect(schemaErrors(networkSchema, { ...network, commonHosts: [{ host: 'a.example' }] })).not.toEqual([]);
  });

  test('ids never meet, whatever policy and tabs', () => {
    const policy = policyWith({ allowedAnswerHosts: ['a.example', '*.b.example'], sharedChatAction: 'block' });
    const service = watched.find((s) => s.id === 'github-copilot')!;
    const rules = [
      ...answerRules(watched, policy, abilities, 0),
      ...promptRules(assistants, network.promptWords, policy, 0),
      ...shareRules(assistants, policy, abilities, 0),
      ...tabRules([{ tabId: 1, host: 'github.com', service }], policy, abilities, 0),
    ];
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThan(60);
    expect(Math.max(...rules.map((r) => r.id))).toBeLessThan(RULE_IDS.passes);
    expect(rules.every((r) => (r.condition.regexFilter ?? '').length < 260)).toBe(true);
  });

  test.each(['allow', 'audit'] as const)('%s sets none', (action) => {
    const policy = policyWith({ answerResources: action, prefilledPromptAction: action, sharedChatAction: action });
    expect(answerRules(watched, policy, abilities, 0)).toEqual([]);
    expect(promptRules(assistants, network.promptWords, policy, 0)).toEqual([]);
    expect(shareRules(assistants, policy, abilities, 0)).toEqual([]);
  });

  test('switched off sets none, and an excluded site is spared', () => {
    expect(answerRules(watched, policyWith({ enabled: false }), abilities, 0)).toEqual([]);
    const rules = answerRules(watched, policyWith({ excludedSites: ['chatgpt.com', 'chat.openai.com'] }), abilities, 0);
    expect(JSON.stringify(rules.map((r) => r.condition.initiatorDomains))).not.toContain('chatgpt.com');
    expect(rules.length).toBeGreaterThan(20);
  });

  test('mail and meetings, where an assistant is a guest, are not watched', () => {
    for (const host of ['outlook.office.com', 'teams.microsoft.com', 'www.google.com']) {
      expect(answerServiceOf(watched, host, '/'), host).toBeNull();
    }
    expect(answerServiceOf(watched, 'github.com', '/someone/project')).toBeNull();
    expect(answerServiceOf(watched, 'github.com', '/copilot/c/1')?.id).toBe('github-copilot');
    expect(answerServiceOf(watched, 'chatgpt.com', '/c/1')?.id).toBe('chatgpt');
  });

  test('one request is judged as the rules judge it', () => {
    const service = answerServiceOf(watched, 'chatgpt.com', '/')!;
    expect(stopsRequest(service, balanced, 'drop.example')).toBe(true);
    expect(stopsRequest(service, balanced, 'files.oaiusercontent.com')).toBe(false);
    expect(stopsRequest(service, balanced, 'oaiusercontent.com.drop.example')).toBe(true);
    const allowing = policyWith({ allowedAnswerHosts: ['a.example', '*.b.example'] });
    expect(
      ['a.example', 'x.a.example', 'b.example', 'x.b.example'].map((h) => stopsRequest(service, allowing, h)),
    ).toEqual([false, true, false, false]);
  });

  test('a browser that knows no rules by page has them by tab, and excludes who may load', () => {
    const service = watched.find((s) => s.id === 'chatgpt')!;
    const tabs = [{ tabId: 7, host: 'chatgpt.com', service }];
    expect(tabRules(tabs, balanced, abilities, 0)).toEqual([]);
    const [rule] = tabRules(tabs, balanced, { ...abilities, topDomains: false }, 0);
    expect(rule?.condition.tabIds).toEqual([7]);
    expect(rule?.condition.excludedRequestDomains).toContain('oaistatic.com');
  });
});

test('whether a person asked for something to be remembered', () => {
  expect(asksToRemember('Please REMEMBER that I take tea', network.promptWords)).toBe(true);
  expect(asksToRemember('Merk dir bitte meinen Namen', network.promptWords)).toBe(true);
  expect(asksToRemember('How is the weather?', network.promptWords)).toBe(false);
});
