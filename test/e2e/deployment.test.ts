// A roll-out in Chromium as an administrator does it: the package that `npm run package` made, published on this machine,
// and the policy files that it holds, byte for byte. Installed, configured, changed at run time, switched off, removed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'puppeteer';
import { launch, openExtensionPage } from '../../tools/browsers/launch.ts';
import { sourceOf } from '../support/demarc.ts';
import { Demarc } from '../support/demarc.ts';
import { ManagedFolder, noManagedBrowser } from '../support/managed-browser.ts';
import { PackageSite } from '../support/package-site.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const skipped = noManagedBrowser('chromium');
if (skipped !== '') console.log(`The roll-out in Chromium is left out: ${skipped}.`);
/** Chromium looks at its policy files a few seconds after they changed. */
const POLICY_MS = 15_000;

interface PolicyRow {
  readonly name: string;
  readonly value: string;
  /** `OK`, or what the browser says against it. */
  readonly status: string;
}

/** Policies that are set, as chrome://policy shows them. */
async function shownPolicies(page: Page): Promise<readonly PolicyRow[]> {
  return (await page.evaluate(`(() => {
    const rows = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.localName === 'policy-row') rows.push(element.shadowRoot);
        if (element.shadowRoot) walk(element.shadowRoot);
      }
    };
    walk(document);
    const text = (row, selector) => row.querySelector(selector)?.textContent.replace(/\\s+/g, ' ').trim() ?? '';
    return rows
      .map((row) => ({
        name: text(row, '.name'),
        value: text(row, '.value.row .value') || text(row, '.value'),
        status: text(row, '.messages'),
      }))
      .filter((row) => row.value !== '');
  })()`)) as readonly PolicyRow[];
}

describe.skipIf(skipped !== '').sequential('rolled out in Chromium', () => {
  const world = useWorld({ with: 'range' });
  let site: PackageSite;
  let folder: ManagedFolder;
  let id: string;
  let demarc: Demarc;
  let console: Page;

  const inConsole = (body: string): Promise<unknown> => console.evaluate(`(async () => { ${body} })()`);

  beforeAll(async () => {
    site = await PackageSite.open();
    const policy = site.read('linux/chromium.json');
    id = Object.keys((JSON.parse(policy) as { ExtensionSettings: object }).ExtensionSettings)[0] ?? '';
    folder = new ManagedFolder('chromium');
    folder.writeText(policy);
    // Without this, developer tools, and so this test, see nothing of an extension that policy installed.
    folder.writeBeside('tools.json', { DeveloperToolsAvailability: 1 });
    folder.writeBeside('hardening.json', JSON.parse(site.read('hardening/linux/chrome.json')));
    const browser = await launch('chromium', {
      installedByPolicy: id,
      proxy: world.range.proxy,
      args: [`--proxy-bypass-list=<-loopback>;127.0.0.1:${site.port}`],
    });
    console = await openExtensionPage(browser, 'console', '/about');
    demarc = Demarc.around(browser, console);
  });

  afterAll(async () => {
    await demarc?.stop();
    folder?.remove();
    await site?.close();
  });

  test('the browser fetches manifest and package and installs it for good', async () => {
    expect(site.asked.slice(0, 2)).toEqual(['/update.xml', expect.stringMatching(/^\/demarc-.*\.crx$/)]);
    expect(await inConsole('return (await chrome.management.getSelf())')).toMatchObject({
      id,
      installType: 'admin',
      mayDisable: false,
      enabled: true,
    });
  });

  test('until its settings arrive, the default holds; then they do, and are locked', async () => {
    const early = await demarc.policy();
    expect([early.managed, early.settings.preset]).toEqual(['pending', 'balanced']);
    const { settings, source, locked, problems } = await demarc.policyKnown('present', POLICY_MS);
    expect(settings).toMatchObject({ enabled: true, preset: 'monitor', hiddenTextAction: 'audit' });
    expect(source.preset).toBe('managed');
    expect(locked).toEqual(expect.arrayContaining(['enabled', 'preset', 'excludedSites']));
    expect(problems).toEqual([]);
  });

  test('chrome://policy shows them, and the hardening pack, without an error', async () => {
    const page = await demarc.browser.newPage();
    await page.goto('chrome://policy');
    const own = await until('the settings are shown', async () => {
      const rows = await shownPolicies(page);
      return rows.some((row) => row.name === 'preset') && rows;
    });
    const expected = JSON.parse(site.read('hardening/linux/chrome.json')) as object;
    const names = own.map((row) => row.name);
    expect(names).toEqual(
      expect.arrayContaining(['ExtensionSettings', 'enabled', 'excludedSites', ...Object.keys(expected)]),
    );
    expect(own.filter((row) => row.status !== 'OK')).toEqual([]);
    await page.close();
  });

  test('people see what is set and cannot change it', async () => {
    const policy = await demarc.openConsole('/policy');
    expect(await policy.canEdit('preset')).toBe(false);
    expect(await policy.canEdit('enabled')).toBe(false);
    expect(await policy.canEdit('retentionDays')).toBe(true);
    await policy.close();
    expect((await demarc.changeSettings({ enabled: false })).problem).not.toBe('');
  });

  test('private windows are the decision of the person, not of the policy', async () => {
    expect(await inConsole('return await chrome.extension.isAllowedIncognitoAccess()')).toBe(false);
  });

  test('the pilot records and leaves pages alone; the next step takes effect in the running browser', async () => {
    const entry = world.page('display-none-news');
    const pilot = await demarc.open(entry.url);
    await demarc.untilDone(pilot, 'recorded');
    await until('the text is in the page', async () => (await sourceOf(pilot)).includes(entry.canary));
    await pilot.close();
    const policy = JSON.parse(site.read('linux/chromium.json')) as {
      '3rdparty': { extensions: Record<string, unknown> };
    };
    policy['3rdparty'].extensions[id] = JSON.parse(site.read('policies/strict.json'));
    folder.write(policy);
    await until(
      'the strict settings hold',
      async () => (await demarc.policy()).settings.preset === 'strict',
      POLICY_MS,
    );
    const page = await demarc.open(entry.url);
    await demarc.untilDone(page, 'blanked');
    expect(await sourceOf(page)).not.toContain(entry.canary);
    await page.close();
    expect((await demarc.changeSettings({ retentionDays: 1 })).problem).not.toBe('');
  });

  test('switched off, it stays installed and keeps its records', async () => {
    folder.writeText(site.read('rollback/off/linux/chromium.json'));
    await until('it is off', async () => !(await demarc.policy()).settings.enabled, POLICY_MS);
    expect((await demarc.incidents()).length).toBeGreaterThan(0);
    expect((await demarc.policy()).locked).toContain('enabled');
  });

  test('a newer package is installed over it, with records and settings as they were', async () => {
    const { browser } = demarc;
    const before = (await demarc.incidents()).length;
    site.publishAs('99.0.1');
    // With a listener in a page the browser does not choose the moment itself; the pages of the old version close then.
    const ready = await inConsole(`
      const ready = new Promise((resolve) => chrome.runtime.onUpdateAvailable.addListener(resolve));
      const { status } = await chrome.runtime.requestUpdateCheck();
      return { status, version: (await ready).version };
    `);
    expect(ready).toEqual({ status: 'update_available', version: '99.0.1' });
    await inConsole('chrome.runtime.reload()').catch(() => undefined);
    const open = (): Promise<Page> => openExtensionPage(browser, 'console', '/about');
    console = await until('the new version has a page', open, POLICY_MS);
    demarc = Demarc.around(browser, console);
    expect(await inConsole('return chrome.runtime.getManifest().version')).toBe('99.0.1');
    expect((await demarc.incidents()).length).toBe(before);
    expect((await demarc.policyKnown('present', POLICY_MS)).settings.enabled).toBe(false);
  });

  test('removed, it is gone', async () => {
    folder.writeText(site.read('rollback/removed/linux/chromium.json'));
    const { browser } = demarc;
    const left = (): number => browser.targets().filter((target) => target.url().includes(id)).length;
    await until('its pages and worker are gone', () => Promise.resolve(left() === 0), POLICY_MS);
    const page = await browser.newPage();
    await expect(page.goto(`chrome-extension://${id}/manifest.json`)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  });
});
