// Interfaces that pages give to AI: lists by site, the browser's rules made of them, and the words of tools that are judged.
import { describe, expect, test } from 'vitest';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../../src/catalog/policy-presets.json' with { type: 'json' };
import { toolEvents, wordsOf } from '../../src/engine/governance/judged-tool.ts';
import { pageApiAction, pageApiRules } from '../../src/engine/governance/page-api-rules.ts';
import { effectivePolicy } from '../../src/engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../../src/engine/policy/parse.ts';
import {
  asStrictSites,
  parseSiteEntry,
  siteAction,
  siteEntries,
  stricterSites,
} from '../../src/engine/policy/site-list.ts';
import type { PageTool } from '../../src/model/page-api.ts';

const policyOf = (raw: unknown) =>
  effectivePolicy({
    managed: { state: 'present', raw, lastKnown: {} },
    user: {},
    keys: managedKeys.keys as readonly PolicyKeyData[],
    presets: policyPresets.presets as unknown as PresetData,
  });
const LISTS = [
  ['*=allow'],
  ['*=off'],
  ['*=off', 'shop.example=allow'],
  ['*=off', '*.shop.example=allow', 'pay.shop.example=off'],
  ['shop.example=off'],
  ['*.shop.example=off', 'shop.example=allow'],
  ['*=ask', '*.a.shop.example=allow', 'shop.example=off'],
  [],
];
const HOSTS = [
  'shop.example',
  'pay.shop.example',
  'x.pay.shop.example',
  'a.shop.example',
  'b.a.shop.example',
  'other.example',
  'notshop.example',
];

describe('lists by site', () => {
  test.each([
    [' *.Shop.Example = OFF ', '*.shop.example=off'],
    ['*=ask', '*=ask'],
    ['shop.example', null],
    ['https://shop.example=off', null],
    ['shop.example=maybe', null],
    ['=off', null],
  ])('%j is written %j', (entry, written) => {
    const parsed = parseSiteEntry(entry);
    expect(parsed.ok ? parsed.value : null).toBe(written);
  });

  test('the narrowest entry counts', () => {
    const entries = siteEntries(['*=off', '*.shop.example=allow', 'shop.example=ask', 'pay.shop.example=off']);
    expect(HOSTS.map((host) => siteAction(entries, host))).toEqual([
      'ask',
      'off',
      'allow',
      'allow',
      'allow',
      'off',
      'off',
    ]);
  });

  test('of two lists, the stricter holds on every host', () => {
    const rank = { allow: 0, ask: 1, off: 2 };
    for (const base of LISTS)
      for (const other of LISTS) {
        const joined = siteEntries(stricterSites(base, other));
        for (const host of [...HOSTS, 'deep.x.pay.shop.example']) {
          const [a, b] = [siteAction(siteEntries(base), host), siteAction(siteEntries(other), host)];
          expect(siteAction(joined, host), `${base.join()} | ${other.join()} on ${host}`).toBe(
            rank[a] > rank[b] ? a : b,
          );
        }
        expect(asStrictSites(stricterSites(base, other), base)).toBe(true);
      }
  });
});

/** Whether the browser's rules give a page of a host a header, by the browser's own way to match. */
function headerOn(rules: ReturnType<typeof pageApiRules>, host: string): boolean {
  const url = `https://${host}/path`;
  const below = (domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
  return rules.some(({ condition: c }) => {
    if (c.requestDomains && !c.requestDomains.some(below)) return false;
    if (c.excludedRequestDomains?.some(below)) return false;
    if (c.urlFilter && !url.startsWith(c.urlFilter.slice(1).replace('^', '/'))) return false;
    return !c.regexFilter || new RegExp(c.regexFilter).test(url);
  });
}

describe('rules of the browser', () => {
  test.each(LISTS.map((list) => [list.join() || '(none)', list] as const))('%s holds host by host', (_, list) => {
    const policy = policyOf({ webMcp: list, builtInAi: ['*=allow'] });
    const rules = pageApiRules(policy);
    for (const host of HOSTS)
      expect(headerOn(rules, host), host).toBe(pageApiAction(policy, 'webMcp', host) !== 'allow');
  });

  test('each interface has its own header, added to the page’s own', () => {
    const rules = pageApiRules(policyOf({ webMcp: ['*=off'], builtInAi: ['*=off'] }));
    expect(rules.map(({ action }) => action)).toEqual(
      ['tools=()', 'language-model=()'].map((value) => ({
        type: 'modifyHeaders',
        responseHeaders: [{ header: 'permissions-policy', operation: 'append', value }],
      })),
    );
    expect(new Set(rules.map(({ id }) => id)).size).toBe(2);
  });

  test('none without a word of policy, and none where Demarc is off; all in a lockdown', () => {
    expect(pageApiRules(policyOf({}))).toEqual([]);
    expect(pageApiRules(policyOf({ enabled: false, webMcp: ['*=off'] }))).toEqual([]);
    expect(pageApiRules(policyOf({ lockdown: true }))).toHaveLength(2);
  });
});

describe('tools', () => {
  const tool = (changes: Partial<PageTool> = {}): PageTool => ({
    name: 'search',
    description: 'Searches the shop.',
    schema: '{"type":"object","properties":{"q":{"type":"string","description":"words to look for"}}}',
    way: 'script',
    readOnly: true,
    submitsItself: false,
    ...changes,
  });

  test('all that an agent reads as words is judged, without the language of schemas', () => {
    expect(wordsOf(tool())).toBe('search\nSearches the shop.\nwords to look for');
    expect(wordsOf(tool({ schema: 'no JSON' }))).toContain('no JSON');
    const deep = `${'{"a":'.repeat(3_000)}"words at the bottom"${'}'.repeat(3_000)}`;
    expect(wordsOf(tool({ schema: deep }))).toBe('search\nSearches the shop.');
    expect(wordsOf(tool({ description: 'x'.repeat(1_000_000) }))).toHaveLength(10_000);
  });

  test('what came, changed and went', () => {
    const events = toolEvents(
      [tool(), tool({ name: 'pay' })],
      [tool({ description: 'Other words.' }), tool({ name: 'order' })],
      7,
    );
    expect(events).toEqual([
      { time: 7, name: 'search', change: 'changed' },
      { time: 7, name: 'order', change: 'came' },
      { time: 7, name: 'pay', change: 'went' },
    ]);
    expect(toolEvents([tool()], [tool()], 7)).toEqual([]);
  });
});
