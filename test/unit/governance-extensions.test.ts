// Other extensions: facts from a browser's hostile answers, reach, risk, drift, policy and the proposal, against the catalogue.
import { describe, expect, test } from 'vitest';
import extensionsFile from '../../src/catalog/extensions.json' with { type: 'json' };
import extensionsSchema from '../../src/catalog/extensions.schema.json' with { type: 'json' };
import servicesFile from '../../src/catalog/services.json' with { type: 'json' };
import { assess, isBelow } from '../../src/engine/governance/assess.ts';
import { driftOf, gainedReach } from '../../src/engine/governance/drift.ts';
import { extensionFacts, NO_WORDS, warningWords } from '../../src/engine/governance/extension-facts.ts';
import { formOf, inventory, touching } from '../../src/engine/governance/inventory.ts';
import { governanceFacts } from '../../src/engine/governance/line-facts.ts';
import { chromiumProposal, firefoxProposal, proposalProblems } from '../../src/engine/governance/proposal.ts';
import { hostOf, reachOf, serviceHosts } from '../../src/engine/governance/reach.ts';
import type { ExtensionCatalog, ExtensionFacts, ExtensionRecord } from '../../src/model/extension.ts';
import type { AiService } from '../../src/model/service.ts';
import { extension as facts, EXTENSION_ID as ID, extensionPolicy as policyOf } from '../support/extension-facts.ts';
import { schemaErrors } from './catalog-schema.ts';

const services = serviceHosts((servicesFile as unknown as { services: readonly AiService[] }).services);
const catalog = extensionsFile as ExtensionCatalog;
const assessed = (one: ExtensionFacts) => assess(one, reachOf(one, services), catalog);

describe('catalogue', () => {
  test('fits its schema, and names services that exist', () => {
    expect(schemaErrors(extensionsSchema, extensionsFile)).toEqual([]);
    expect(schemaErrors(extensionsSchema, { ...extensionsFile, asOf: 'today' })).toHaveLength(1);
    const ids = servicesFile.services.map(({ id }) => id);
    for (const { service } of catalog.extensions) expect([...ids, '']).toContain(service);
    expect(new Set(catalog.extensions.map(({ id }) => id)).size).toBe(catalog.extensions.length);
  });
});

describe('facts', () => {
  // English and Japanese put the names of hosts at different ends of the sentence.
  const ASKED = [
    ['*'],
    ['a1.example', 'a2.example', 'a3.example', 'a4.example', 'a5.example'],
    ['a1.example'],
    ['a1.example', 'a2.example'],
  ];
  const english = warningWords(
    [
      'Read and change all your data on all websites',
      'Read and change your data on a number of websites',
      'Read and change your data on a1.example',
      'Read and change your data on a1.example and a2.example',
    ],
    ASKED,
  );
  const japanese = warningWords(
    ['全サイト', 'いくつかのサイト', 'a1.example のデータの読み取り', 'a1.example と a2.example のデータの読み取り'],
    ASKED,
  );
  const info = { id: ID, name: 'A', version: '1', type: 'extension', enabled: true, installType: 'normal' };

  test.each([
    [english, 'Read and change your data on chatgpt.com', ['chatgpt.com']],
    [
      english,
      'Read and change your data on chatgpt.com, claude.ai, and poe.com',
      ['chatgpt.com', 'claude.ai', 'poe.com'],
    ],
    [english, 'Read and change your data on all claude.ai sites', ['claude.ai']],
    [english, 'Change your home page to: evil.example', []],
    [japanese, 'chatgpt.com と claude.ai のデータの読み取り', ['chatgpt.com', 'claude.ai']],
    [NO_WORDS, 'Read and change your data on chatgpt.com', []],
  ])('hosts of content scripts come from the browser’s own warning, in any language (%#)', (words, warning, hosts) => {
    expect(extensionFacts({ info, warnings: [warning] }, words)?.warned).toEqual(hosts);
  });

  test('"all websites" and a number without names are told apart', () => {
    const of = (warning: string) => extensionFacts({ info, warnings: [warning] }, english);
    expect(of('Read and change all your data on all websites')).toMatchObject({ warnsAll: true, warnsUnnamed: false });
    expect(of('Read and change your data on a number of websites')).toMatchObject({
      warnsAll: false,
      warnsUnnamed: true,
    });
  });

  test.each([null, 7, {}, { id: ID }, { id: 5, type: 'extension' }, { ...info, type: 'theme' }])(
    '%j is no extension',
    (what) => {
      expect(extensionFacts({ info: what, warnings: [] }, english)).toBeNull();
    },
  );

  test('hostile values are bounded, and other forms left out', () => {
    const made = extensionFacts(
      {
        info: {
          ...info,
          name: 'x'.repeat(100_000),
          permissions: [
            ...Array.from({ length: 5_000 }, (_, i) => `p${i}`),
            7,
            null,
            'y'.repeat(5_000),
            'https://old.example/*',
          ],
          hostPermissions: { length: 3 },
          installType: 'constructor',
          updateUrl: ['https://a'],
        },
        warnings: [{}, 'z'.repeat(1_000_000), null],
      },
      english,
    );
    expect(made?.name).toHaveLength(120);
    expect(made?.permissions.length).toBeLessThanOrEqual(300);
    expect(made).toMatchObject({ installType: 'other', updateUrl: '', warned: [] });
  });
});

describe('reach', () => {
  test.each([
    ['<all_urls>', '*'],
    ['*://*/*', '*'],
    ['https://*.google.com/*', '*.google.com'],
    ['https://chatgpt.com:443/c/*', 'chatgpt.com'],
    ['file:///*', ''],
    ['ftp://x.example/*', ''],
    ['nonsense', ''],
  ])('%s is about %j', (pattern, host) => {
    expect(hostOf(pattern)).toBe(host);
  });

  test.each([
    [{ hosts: ['https://chatgpt.com/*'] }, { chatgpt: 'always' }, 'claude'],
    [{ hosts: ['https://*.google.com/*'] }, { gemini: 'always', vertex: 'always' }, 'chatgpt'],
    [{ warned: ['claude.ai'] }, { claude: 'always' }, 'chatgpt'],
    [{ warnsUnnamed: true }, { chatgpt: 'maybe', claude: 'maybe' }, ''],
    [{ permissions: ['activeTab'] }, { chatgpt: 'click' }, ''],
    [{ permissions: ['debugger'] }, { chatgpt: 'always' }, ''],
    [{ warnsAll: true }, { bedrock: 'always' }, ''],
    [{ hosts: ['https://eu.console.aws.amazon.com/*'] }, { bedrock: 'always' }, 'chatgpt'],
    [{ hosts: ['https://notchatgpt.com/*', 'https://chatgpt.com.example/*'] }, {}, 'chatgpt'],
  ])('%j', (given, expected, not) => {
    const reach = reachOf(facts(given), services);
    expect(reach).toMatchObject(expected);
    expect(Object.hasOwn(reach, not)).toBe(false);
  });
});

describe('risk', () => {
  test.each([
    [{}, 'low', []],
    [{ hosts: ['https://chatgpt.com/*'] }, 'raised', ['ai-sites']],
    [{ hosts: ['https://chatgpt.com/*'], permissions: ['cookies'] }, 'high', ['ai-sites', 'cookies']],
    [{ permissions: ['cookies'], hosts: ['https://news.example/*'] }, 'low', ['cookies']],
    [{ permissions: ['debugger'] }, 'high', ['all-sites', 'debugger']],
    [{ installType: 'sideload' }, 'raised', ['sideloaded']],
    [{ hosts: ['<all_urls>'], updateUrl: 'https://x.example/u.xml' }, 'high', ['all-sites', 'other-store']],
    [{ installType: 'admin', updateUrl: 'https://intranet.example/u.xml' }, 'low', ['by-organisation']],
    [{ id: 'fcoeoabgfenejglbffodgkkbkcdhcgfn', version: '1.0.41' }, 'high', ['outdated', 'agent']],
    [{ id: 'fcoeoabgfenejglbffodgkkbkcdhcgfn', version: '1.0.70' }, 'raised', ['agent']],
  ] as const)('%j is %s', (given, risk, reasons) => {
    expect(assessed(facts(given as Partial<ExtensionFacts>))).toMatchObject({ risk, reasons });
  });

  test('one that a source lists as harmful is told so, whatever it asks for', () => {
    const bad = { ...catalog.extensions[0]!, id: ID, kind: 'bad' as const, flawedBelow: '' };
    expect(assess(facts(), {}, { ...catalog, extensions: [bad] }).risk).toBe('known-bad');
  });

  test.each([
    ['1.0.9', '1.0.10', true],
    ['1.0.70', '1.0.70', false],
    ['1.1', '1.0.70', false],
    ['1', '1.0.1', true],
    ['newest', '1', false],
  ])('%s below %s: %s', (a, b, below) => {
    expect(isBelow(a, b)).toBe(below);
  });
});

describe('drift', () => {
  const record = (changes: Partial<ExtensionFacts> = {}, goneAt = 0): ExtensionRecord => ({
    id: ID,
    facts: facts(changes),
    since: 1,
    goneAt,
  });

  test('an update that asks for more says what came', () => {
    const [drift, ...more] = driftOf(
      [record()],
      [facts({ version: '2.0', permissions: ['cookies'], hosts: ['https://claude.ai/*'] })],
    );
    expect(more).toEqual([]);
    expect(drift).toMatchObject({
      kind: 'changed',
      changes: [
        { field: 'version', before: ['1.0'], after: ['2.0'] },
        { field: 'permissions', before: [], after: ['cookies'] },
        { field: 'hosts', before: [], after: ['https://claude.ai/*'] },
      ],
    });
  });

  test('new, gone, back under the same id, and unchanged', () => {
    expect(driftOf([], [facts()])).toMatchObject([{ kind: 'installed' }]);
    expect(driftOf([record()], [])).toMatchObject([{ kind: 'removed', after: null }]);
    expect(driftOf([record({ name: 'Old' }, 5)], [facts()])).toMatchObject([
      { kind: 'installed', changes: [{ field: 'name', before: ['Old'], after: ['Reader'] }] },
    ]);
    expect(driftOf([record()], [facts()])).toEqual([]);
    expect(driftOf([record({}, 5)], [])).toEqual([]);
  });

  test('what is gained is what it did not get at without a click', () => {
    expect(gainedReach(null, { a: 'always', b: 'click', c: 'maybe' })).toEqual(['a', 'c']);
    expect(gainedReach({ a: 'always', b: 'click' }, { a: 'always', b: 'always' })).toEqual(['b']);
  });
});

describe('inventory', () => {
  const policy = policyOf({});
  test('worst first, switched off last, and a kept one until it asks for more', () => {
    const all = [
      facts({ id: 'a'.repeat(32), name: 'low' }),
      facts({ id: 'b'.repeat(32), name: 'off', enabled: false, hosts: ['<all_urls>'] }),
      facts({ id: 'c'.repeat(32), name: 'reads', hosts: ['https://claude.ai/*'] }),
    ];
    const kept = { ['c'.repeat(32)]: formOf(all[2]!) };
    const list = inventory(all, services, catalog, policy, kept);
    expect(list.map(({ facts: { name } }) => name)).toEqual(['reads', 'low', 'off']);
    expect(list[0]?.kept).toBe(true);
    expect(inventory([{ ...all[2]!, permissions: ['cookies'] }], services, catalog, policy, kept)[0]?.kept).toBe(false);
    expect(touching(list, 'claude')).toMatchObject({ count: 1, names: ['reads'] });
    expect(touching(list, 'chatgpt').count).toBe(0);
  });

  test('the line’s facts: nothing counts as none where it cannot be seen', () => {
    const report = { state: 'no-permission' as const, canDisable: true, extensions: [], time: 1 };
    expect(governanceFacts(report, policy, [], null)).toEqual({
      'extensions.state': 'no-permission',
      'pageApis.policy': 'none',
      'pageApis.doubtful': 0,
    });
    const extensions = inventory([facts({ hosts: ['https://claude.ai/*'] })], services, catalog, policy, {});
    expect(
      governanceFacts({ ...report, state: 'listed', extensions }, policyOf({ webMcp: ['*=off'] }), [], 'chatgpt'),
    ).toMatchObject({
      'extensions.unvetted': 1,
      'extensions.reach': 0,
      'pageApis.policy': 'some',
    });
  });
});

describe('proposal', () => {
  const input = (rules: readonly string[], given: readonly ExtensionFacts[]) => {
    const policy = policyOf({ extensionRules: rules });
    const extensions = inventory(given, services, catalog, policy, {});
    return {
      extensions,
      hosts: ['chatgpt.com', '*.claude.ai'],
      catalog,
      policy,
      ownId: 'o'.repeat(32).replaceAll('o', 'p'),
    };
  };

  test('blocks what is disabled, keeps others away from AI services and lets Demarc see them', () => {
    const made = chromiumProposal(input([`disable id=${ID}`, `allow id=${'d'.repeat(32)}`], [facts()]));
    expect(proposalProblems(made)).toEqual([]);
    expect(made['*']).toEqual({ runtime_blocked_hosts: ['*://*.claude.ai', '*://chatgpt.com'] });
    expect(made[ID]).toEqual({ installation_mode: 'blocked' });
    expect(made['d'.repeat(32)]).toMatchObject({
      installation_mode: 'allowed',
      runtime_allowed_hosts: made['*']?.['runtime_blocked_hosts'],
    });
    expect(made['p'.repeat(32)]).toHaveProperty('runtime_allowed_hosts');
    expect(made['fcoeoabgfenejglbffodgkkbkcdhcgfn']).toEqual({ minimum_version_required: '1.0.70' });
  });

  test('works where no extension can be seen, and for Firefox by its own ids', () => {
    expect(chromiumProposal(input([`disable id=${ID}`], []))[ID]).toEqual({ installation_mode: 'blocked' });
    const made = firefoxProposal(input(['disable id=reader@test.example', `disable id=${ID}`], []));
    expect(made).toEqual({ 'reader@test.example': { installation_mode: 'blocked' } });
    expect(proposalProblems(made)).toEqual([]);
  });

  test.each([
    [null],
    [{ '*': { runtime_blocked_hosts: ['https://chatgpt.com/path'] } }],
    [{ nonsense: { installation_mode: 'blocked' } }],
    [{ [ID]: { installation_mode: 'gone' } }],
    [{ [ID]: { surprise: 1 } }],
  ])('%j is not in the form', (wrong) => {
    expect(proposalProblems(wrong)).not.toEqual([]);
  });
});

test('a hundred extensions with reach, risk and decision take no noticeable time', () => {
  const all = Array.from({ length: 100 }, (_, n) =>
    facts({
      id: n.toString(16).padStart(32, 'a').replace(/[0-9]/g, 'b'),
      hosts: Array.from({ length: 50 }, (_x, i) => `https://h${n}-${i}.example/*`),
    }),
  );
  expect(inventory(all, services, catalog, policyOf({}), {})).toHaveLength(100);
});
