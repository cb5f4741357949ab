// What policy says of other extensions: entries, which of them speak, and which of two lists is the stricter.
import { describe, expect, test } from 'vitest';
import extensionsFile from '../../src/catalog/extensions.json' with { type: 'json' };
import servicesFile from '../../src/catalog/services.json' with { type: 'json' };
import { assess } from '../../src/engine/governance/assess.ts';
import { decideExtension } from '../../src/engine/governance/decide-extension.ts';
import { reachOf, serviceHosts } from '../../src/engine/governance/reach.ts';
import {
  asStrictExtensionRules,
  parseExtensionRule,
  stricterExtensionRules,
} from '../../src/engine/policy/extension-list.ts';
import type { ExtensionCatalog, ExtensionFacts } from '../../src/model/extension.ts';
import type { AiService } from '../../src/model/service.ts';
import { extension as facts, EXTENSION_ID as ID, extensionPolicy as policyOf } from '../support/extension-facts.ts';

const services = serviceHosts((servicesFile as unknown as { services: readonly AiService[] }).services);
const catalog = extensionsFile as ExtensionCatalog;
const assessed = (one: ExtensionFacts) => assess(one, reachOf(one, services), catalog);

describe('policy', () => {
  test.each([
    ['ask reach=ai', 'ask reach=ai'],
    [' Disable  risk=known-bad,high ', 'disable risk=high,known-bad'],
    [`allow id=${ID.toUpperCase()}`, `allow id=${ID}`],
    ['watch permission=webRequest installed=sideload', 'watch permission=webRequest installed=sideload'],
    ['allow reach=ai', null],
    ['allow', null],
    ['remove id=x', null],
    ['ask risk=9', null],
    ['ask id=nonsense', null],
    ['ask hosts=a', null],
    ['x: ask reach=ai', null],
  ])('%j is written %j', (entry, written) => {
    const parsed = parseExtensionRule(entry);
    expect(parsed.ok ? parsed.value : null).toBe(written);
  });

  const decide = (rules: readonly string[], given: Partial<ExtensionFacts>) => {
    const one = facts(given);
    return decideExtension(policyOf({ extensionRules: rules }), one, reachOf(one, services), assessed(one).risk);
  };
  const chat = { hosts: ['https://chatgpt.com/*'], permissions: ['cookies'] };

  test('the strictest of those that speak counts, and an id speaks before the others', () => {
    expect(decide(['watch reach=ai', 'disable permission=cookies reach=chatgpt'], chat).action).toBe('disable');
    expect(decide(['disable reach=ai', `allow id=${ID}`], chat).action).toBe('allow');
    expect(decide([`disable id=${ID}`, `allow id=${ID}`], chat).action).toBe('disable');
    expect(decide(['disable reach=claude', 'ask risk=known-bad'], chat)).toMatchObject({ action: 'allow', entry: '' });
    expect(decide(['ask reach=all'], chat).action).toBe('allow');
    expect(decide(['ask reach=ai'], { permissions: ['activeTab'] }).action).toBe('allow');
  });

  test('it says which entries spoke', () => {
    const { trace } = decide(['watch reach=ai', 'ask risk=high'], chat);
    expect(trace.map(({ value, decided }) => [value, decided])).toEqual([
      ['watch reach=ai', false],
      ['ask risk=high', true],
    ]);
  });

  test('a stricter list keeps what is forbidden and allows only what both allow', () => {
    const base = ['disable risk=high', `allow id=${ID}`];
    const other = ['ask reach=ai', `allow id=${ID.replace('a', 'b')}`];
    const joined = stricterExtensionRules(base, other);
    expect(joined).toEqual(['disable risk=high', 'ask reach=ai']);
    expect(asStrictExtensionRules(joined, base)).toBe(true);
    expect(asStrictExtensionRules(base, joined)).toBe(false);
    expect(stricterExtensionRules(base, base)).toBe(base);
  });
});
