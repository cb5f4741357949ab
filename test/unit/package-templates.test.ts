// Every policy template is read back by a reader of its format and must say exactly what was meant: Linux JSON, .reg,
// PowerShell, Group Policy, Intune, macOS profiles, Google Admin, update manifests, hardening pack, ways back.
import { describe, expect, test } from 'vitest';
import managedSchema from '../../public/managed-schema.json' with { type: 'json' };
import { parseLayer } from '../../src/engine/policy/parse.ts';
import { ADMX_BROWSERS, fieldOf } from '../../tools/package/admx.ts';
import type { OmaRow } from '../../tools/package/cloud.ts';
import {
  CHROMIUM_BROWSERS,
  chromiumPolicies,
  FIREFOX,
  firefoxPolicies,
  keys,
  type Deployment,
  type OutFile,
  type Settings,
} from '../../tools/package/deployment.ts';
import presets from '../../tools/package/presets.json' with { type: 'json' };
import { installKey, settingsKey } from '../../tools/package/registry.ts';
import { templates } from '../../tools/package/templates.ts';
import { chromiumUpdates, firefoxUpdates } from '../../tools/package/updates.ts';
import { xml } from '../../tools/package/xml.ts';
import { GroupPolicy } from '../support/group-policy.ts';
import { schemaProblems } from '../support/ajv.ts';
import { chromiumReads, firefoxReads, importReg, Registry, runPowershell } from '../support/registry.ts';
import { all, parsePlist, parseXml } from '../support/xml.ts';

/** Characters that mean something in one of the formats. */
const AWKWARD = `Müller & Söhne "Nord" <AG> 'x' 漢字 \\ $(y) %z% 100€`;

/** A value of its own for every key there is. */
function settingsOfEveryKey(): Settings {
  const listed: Readonly<Record<string, readonly string[]>> = {
    'host-list': ['example.org', '*.example.net'],
    'service-list': ['chatgpt', 'claude'],
    'action-list': ['secret=block', '@personal:*=audit'],
    'rule-list': ['no-keys: block data=secret account=personal,unknown'],
    'exception-list': ['no-keys: until=2027-03-31 owner="Legal, A. Lima" reason="Contract 4711" service=claude'],
    'notice-list': ['en: Questions? Call 1234', '*: 1234'],
  };
  return Object.fromEntries(
    keys.map((spec) => {
      if (spec.key === 'organisationName') return [spec.key, AWKWARD];
      if (spec.key === 'supportUrl') return [spec.key, 'https://help.example.org/demarc?a=1&b=2'];
      if (typeof spec.default === 'boolean') return [spec.key, !spec.default];
      return [spec.key, listed[spec.type] ?? spec.default];
    }),
  );
}

const deployment: Deployment = {
  version: '1.2.3',
  chromiumId: 'abcdefghijklmnopabcdefghijklmnop',
  firefoxId: 'demarc@agency.example',
  updateUrl: 'https://intranet.example/demarc/',
  settings: settingsOfEveryKey(),
  installation: 'forced',
};
const removed: Deployment = { ...deployment, installation: 'removed' };
const files = new Map(templates(deployment).map(({ path, content }) => [path, content]));
const text = (path: string, from: ReadonlyMap<string, OutFile['content']> = files): string => {
  const content = from.get(path);
  if (typeof content !== 'string') throw new Error(`there is no text ${path}`);
  return content;
};
const bytes = (path: string): Uint8Array => {
  const content = files.get(path);
  if (content === undefined || typeof content === 'string') throw new Error(`there are no bytes ${path}`);
  return content;
};
const parsed = (path: string): unknown => JSON.parse(text(path));
const chromiumOf = (id: string) => CHROMIUM_BROWSERS.find((browser) => browser.id === id)!;

test('the settings of these tests name every key and are valid, and so are the examples', () => {
  expect(Object.keys(deployment.settings)).toEqual(keys.map((spec) => spec.key));
  for (const settings of [deployment.settings, ...Object.values(presets.presets)]) {
    expect(parseLayer('managed', settings, keys).problems).toEqual([]);
    expect(schemaProblems({ ...managedSchema, additionalProperties: false }, settings)).toEqual([]);
  }
  expect(Object.values(presets.presets).map((settings) => [settings.enabled, settings.preset])).toEqual(
    Object.keys(presets.presets).map((name) => [true, name]),
  );
});

describe('Linux', () => {
  test.each(CHROMIUM_BROWSERS.filter(({ linux }) => linux !== ''))('$name', (browser) => {
    expect(parsed(`linux/${browser.id}.json`)).toEqual(chromiumPolicies(deployment, browser));
    expect(browser.linux).toMatch(/^\/etc\/[a-z/]+\/policies\/managed$/);
  });
  test('Firefox, and an ESR with a package without signature', () => {
    const policies = firefoxPolicies(deployment);
    expect(parsed('linux/firefox-policies.json')).toEqual({ policies });
    expect(parsed('linux/firefox-esr-unsigned-policies.json')).toEqual({
      policies: { ...policies, Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } } },
    });
  });
  test('the package is forced, from the address given, with the version in its name', () => {
    expect(chromiumPolicies(deployment, chromiumOf('edge'))).toMatchObject({
      ExtensionSettings: {
        [deployment.chromiumId]: {
          installation_mode: 'force_installed',
          update_url: 'https://intranet.example/demarc/update.xml',
          override_update_url: true,
        },
      },
    });
    expect(firefoxPolicies(deployment)).toMatchObject({
      ExtensionSettings: {
        [deployment.firefoxId]: { install_url: 'https://intranet.example/demarc/demarc-1.2.3.xpi' },
      },
    });
  });
});

/** What Chromium makes of the registry for one browser. */
function readBack(registry: Registry, browserId: string): unknown {
  const browser = chromiumOf(browserId);
  const policy = `${settingsKey(deployment, browser)}\\policy`;
  const schema = { properties: { override_update_url: { type: 'boolean' } } };
  return {
    ExtensionSettings: { [deployment.chromiumId]: chromiumReads(registry, installKey(deployment, browser), schema) },
    ...(registry.has(policy)
      ? { '3rdparty': { extensions: { [deployment.chromiumId]: chromiumReads(registry, policy, managedSchema) } } }
      : {}),
  };
}

describe('Windows registry', () => {
  /** A machine on which an earlier, longer policy and other people's entries are. */
  function usedMachine(): Registry {
    const registry = new Registry();
    const chrome = chromiumOf('chrome');
    const policy = `${settingsKey(deployment, chrome)}\\policy`;
    for (const i of [1, 2, 3, 4, 5]) registry.set(`${policy}\\excludedSites`, String(i), 'old.example');
    registry.set(policy, 'renamed', 1);
    registry.set(`${chrome.windows}\\ExtensionSettings\\other`, 'installation_mode', 'allowed');
    registry.set(`${FIREFOX.windows}\\3rdparty\\Extensions`, 'other@example.org', ['{}']);
    return registry;
  }

  test.each(ADMX_BROWSERS)('$name reads from its .reg file exactly the policy', ({ id }) => {
    const registry = usedMachine();
    importReg(registry, bytes(`windows/${id}.reg`));
    expect(readBack(registry, id)).toEqual(chromiumPolicies(deployment, chromiumOf(id)));
    expect(registry.has(`${chromiumOf('chrome').windows}\\ExtensionSettings\\other`)).toBe(true);
  });

  test('Firefox reads from its .reg file exactly the policy, with true as true', () => {
    const registry = usedMachine();
    importReg(registry, bytes('windows/firefox.reg'));
    const read = firefoxReads(registry, FIREFOX.windows) as { '3rdparty': { Extensions: Record<string, unknown> } };
    expect(read).toMatchObject(firefoxPolicies(deployment));
    expect(Object.keys(read['3rdparty'].Extensions)).toEqual(['other@example.org', deployment.firefoxId]);
  });

  test('the script does what the .reg files do together', () => {
    const [byFiles, byScript] = [usedMachine(), usedMachine()];
    for (const path of files.keys()) if (path.endsWith('.reg')) importReg(byFiles, bytes(path));
    runPowershell(byScript, text('windows/demarc.ps1'));
    expect(byScript.all()).toEqual(byFiles.all());
  });

  test('the readers would notice a template that is broken', () => {
    const reg = Buffer.from(bytes('windows/chrome.reg')).toString('utf16le');
    const broken = (change: (file: string) => string) => () =>
      importReg(new Registry(), Buffer.from(change(reg), 'utf16le'));
    expect(broken((file) => file)).not.toThrow();
    expect(broken((file) => file.replace('dword:0000000', 'dword:'))).toThrow('no value');
    expect(broken((file) => file.replace('\\\\', '\\'))).toThrow('no value');
    expect(broken((file) => file.replaceAll('\r\n', '\n'))).toThrow();
    expect(() => runPowershell(new Registry(), `${text('windows/demarc.ps1')}Remove-Item x\r\n`)).toThrow('no line');
    expect(() => runPowershell(new Registry(), text('windows/demarc.ps1').replace("''x''", "'x'"))).toThrow('no line');
  });
});

describe('Group Policy', () => {
  const admx = text('windows/admx/demarc.admx');
  const adml = text('windows/admx/en-US/demarc.adml');
  const policy = new GroupPolicy(admx, adml);

  test('no reference leads nowhere, no text is unused, every field has its control', () => {
    expect(policy.problems()).toEqual([]);
    expect(policy.policies.length).toBe(ADMX_BROWSERS.length * (keys.length + 1) + 2);
  });

  test('the check would notice', () => {
    const problems = (a: string, b: string): string[] => new GroupPolicy(a, b).problems();
    expect(problems(admx.replace('string.demarc_edge)', 'string.gone)'), adml)).toContain('there is no string gone');
    expect(problems(admx, adml.replace('id="value_audit"', 'id="value_other"'))).toEqual(
      expect.arrayContaining(['there is no string value_audit', 'nobody uses the string value_other']),
    );
    expect(problems(admx.replace('ref="demarc_chrome"', 'ref="nothing"'), adml)).toContain(
      'there is no category nothing',
    );
    expect(problems(admx, adml.replace('listBox', 'textBox').replace('/listBox', '/textBox'))).toHaveLength(1);
    expect(() => problems(admx.replace('</policies>', ''), adml)).toThrow();
  });

  test('a new kind of key gets a field that can hold it', () => {
    const fields = new Map(keys.map((spec) => [spec.key, fieldOf(spec)]));
    expect(fields.get('enabled')).toBe('switch');
    expect(fields.get('preset')).toBe('choice');
    expect(fields.get('retentionDays')).toBe('number');
    expect(fields.get('supportUrl')).toBe('text');
    expect(fields.get('excludedSites')).toBe('list');
    expect(fieldOf({ ...keys[0]!, key: 'unheard' as never })).toBe('json');
  });

  test('the rows for Intune set exactly the policy, through this template', () => {
    const rows = parsed('intune/oma-uri.json') as OmaRow[];
    expect(rows[0]).toMatchObject({ omaUri: expect.stringContaining('/ADMXInstall/'), value: admx });
    const registry = new Registry();
    for (const { omaUri, value } of rows.slice(1)) policy.apply(registry, omaUri, value);
    // An empty list cannot be said in a row; kinds of keys without a sample above are such.
    const settings = Object.fromEntries(
      Object.entries(deployment.settings).filter(([, value]) => !Array.isArray(value) || value.length > 0),
    );
    for (const { id } of CHROMIUM_BROWSERS.filter(({ ingest }) => ingest)) {
      expect(readBack(registry, id)).toEqual(chromiumPolicies({ ...deployment, settings }, chromiumOf(id)));
    }
    expect(firefoxReads(registry, FIREFOX.windows)).toEqual(firefoxPolicies(deployment));
    // Windows refuses templates that write here; nobody may think that a row did it.
    expect(registry.children(chromiumOf('edge').windows)).toEqual([]);
  });

  test('the rows of the way back remove', () => {
    const rows = JSON.parse(
      String(templates(removed).find(({ path }) => path === 'intune/oma-uri.json')?.content),
    ) as OmaRow[];
    const registry = new Registry();
    for (const { omaUri, value } of rows.slice(1)) policy.apply(registry, omaUri, value);
    expect(readBack(registry, 'chrome')).toEqual(chromiumPolicies(removed, chromiumOf('chrome')));
  });
});

describe('macOS', () => {
  interface Profile {
    readonly PayloadContent: readonly Record<string, unknown>[];
    readonly PayloadUUID: string;
  }
  const PAYLOAD = /^Payload(?:DisplayName|Enabled|Identifier|Type|UUID|Version)$/;
  const values = (payload: Record<string, unknown>): unknown =>
    Object.fromEntries(Object.entries(payload).filter(([key]) => !PAYLOAD.test(key)));

  test.each(CHROMIUM_BROWSERS.filter(({ macos }) => macos !== ''))('$name', (browser) => {
    const profile = parsePlist(text(`macos/${browser.id}.mobileconfig`)) as Profile;
    const { '3rdparty': settings, ...own } = chromiumPolicies(deployment, browser) as {
      '3rdparty': { extensions: Record<string, unknown> };
    };
    expect(profile.PayloadContent.map((payload) => [payload['PayloadType'], values(payload)])).toEqual([
      [browser.macos, own],
      [`${browser.macos}.extensions.${deployment.chromiumId}`, settings.extensions[deployment.chromiumId]],
    ]);
    const ids = [profile.PayloadUUID, ...profile.PayloadContent.map((payload) => payload['PayloadUUID'])];
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-8[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/);
  });

  test('Firefox', () => {
    const profile = parsePlist(text('macos/firefox.mobileconfig')) as Profile;
    expect(profile.PayloadContent).toHaveLength(1);
    expect(values(profile.PayloadContent[0]!)).toEqual({
      EnterprisePoliciesEnabled: true,
      ...firefoxPolicies(deployment),
    });
  });

  test('the reader would notice a broken list', () => {
    const good = text('macos/chrome.mobileconfig');
    expect(() => parsePlist(good.replace('<true/>', '<yes/>'))).toThrow('no <yes>');
    expect(() => parsePlist(good.replace('</dict>', ''))).toThrow();
    expect(() => parsePlist(good.replace('<key>PayloadEnabled</key>', ''))).toThrow('pairs');
  });
});

test('Google Admin gets every setting, wrapped', () => {
  const wrapped = parsed('google-admin/policy-for-extensions.json') as Record<string, { Value: unknown }>;
  expect(Object.fromEntries(Object.entries(wrapped).map(([key, { Value }]) => [key, Value]))).toEqual(
    deployment.settings,
  );
});

describe('the ways back', () => {
  test('off keeps everything but switches off; removed holds no settings', () => {
    const off = templates({ ...deployment, settings: { ...deployment.settings, enabled: false } }, 'rollback/off/');
    expect(off.every(({ path }) => path.startsWith('rollback/off/'))).toBe(true);
    for (const { path, content } of templates(removed, 'rollback/removed/')) {
      const words = typeof content === 'string' ? content : Buffer.from(content).toString('utf16le');
      if (!path.endsWith('oma-uri.json')) expect(words, path).not.toContain('hiddenTextAction');
    }
  });
  test('removed takes the settings out of the registry', () => {
    const registry = new Registry();
    importReg(registry, bytes('windows/chrome.reg'));
    const back = templates(removed).find(({ path }) => path === 'windows/chrome.reg');
    importReg(registry, back?.content as Uint8Array);
    expect(readBack(registry, 'chrome')).toEqual({
      ExtensionSettings: { [deployment.chromiumId]: { installation_mode: 'removed' } },
    });
  });
});

describe('update manifests', () => {
  test('Chromium', () => {
    const document = parseXml(chromiumUpdates(deployment, Buffer.from('crx'), '123'));
    expect(document.documentElement?.getAttribute('xmlns')).toBe('http://www.google.com/update2/response');
    expect(all(document, 'app')[0]?.getAttribute('appid')).toBe(deployment.chromiumId);
    const check = all(document, 'updatecheck')[0];
    expect(check?.getAttribute('codebase')).toBe('https://intranet.example/demarc/demarc-1.2.3.crx');
    expect(check?.getAttribute('hash_sha256')).toMatch(/^[0-9a-f]{64}$/);
  });
  test('Firefox', () => {
    const manifest = JSON.parse(firefoxUpdates(deployment, '140.0')) as unknown;
    expect(manifest).toMatchObject({
      addons: {
        [deployment.firefoxId]: {
          updates: [{ version: '1.2.3', update_link: 'https://intranet.example/demarc/demarc-1.2.3.xpi' }],
        },
      },
    });
  });
});

test('text that XML cannot hold is refused', () => {
  expect(() => xml('a\u0000')).toThrow();
  expect(() => xml('\ud800')).toThrow();
  expect(xml(AWKWARD)).not.toMatch(/[<>"']/);
});
