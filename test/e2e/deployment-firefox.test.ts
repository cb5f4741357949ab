// A roll-out in Firefox ESR as an administrator does it: the package and the policies.json that `npm run package` made. Firefox
// reads policies when it starts, so each step is a start of the same profile.
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'puppeteer';
import { openInFirefox } from '../../tools/browsers/bidi.ts';
import { launch, openExtensionPage } from '../../tools/browsers/launch.ts';
import { hardeningRows } from '../../tools/package/hardening.ts';
import { Demarc } from '../support/demarc.ts';
import { ManagedFolder, noManagedBrowser } from '../support/managed-browser.ts';
import { PackageSite } from '../support/package-site.ts';
import { until } from '../support/until.ts';

const skipped = noManagedBrowser('firefox');
if (skipped !== '') console.log(`The roll-out in Firefox is left out: ${skipped}.`);

const ADDON = 'demarc@agency.example';
const TEMPLATE = 'firefox-esr-unsigned-policies.json';
/** The first start fetches and installs the package. */
const INSTALL_MS = 20_000;

interface Shown {
  readonly active: string;
  readonly errors: readonly string[];
}

/** What about:policies says. */
async function aboutPolicies(browser: Browser): Promise<Shown> {
  const page = await browser.newPage();
  await openInFirefox(browser, page, 'about:policies');
  const shown = await until('about:policies lists policies', async () => {
    const found = (await page.evaluate(`({
      active: document.querySelector('#activeContent')?.innerText ?? '',
      errors: [...document.querySelectorAll('#errorsContent tr')].map((row) => row.innerText.trim()),
    })`)) as Shown;
    return found.active.includes('ExtensionSettings') && found;
  });
  await page.close();
  return shown;
}

/** Whether this Firefox is as new as a version of the pack says: `149.0.2`, or `144, ESR 140.4` for two lines. */
const isAsNew = (version: string, from: string): boolean =>
  from.split(', ').some((line) => {
    const since = line.replace('ESR ', '').split('.').map(Number);
    const own = version.split('.').map(Number);
    if (line.startsWith('ESR ') && own[0] !== since[0]) return false;
    const at = since.findIndex((part, i) => part !== (own[i] ?? 0));
    return at < 0 || (own[at] ?? 0) > (since[at] ?? 0);
  });

describe.skipIf(skipped !== '').sequential('rolled out in Firefox', () => {
  const profile = mkdtempSync(path.join(os.tmpdir(), 'demarc-profile-'));
  let site: PackageSite;
  let folder: ManagedFolder;
  let browser: Browser | undefined;

  /** Starts the profile with a file of the package as its policy. */
  async function start(policy: string): Promise<Browser> {
    await browser?.close();
    folder.writeText(policy);
    browser = await launch('firefox', { installedByPolicy: ADDON, userDataDir: profile });
    return browser;
  }

  /** The extension's console, once Firefox has installed the package. */
  async function demarcIn(running: Browser): Promise<Demarc> {
    const open = (): Promise<Page> => openExtensionPage(running, 'console', '/about');
    return Demarc.around(running, await until('Firefox has installed the package', open, INSTALL_MS));
  }

  beforeAll(async () => {
    site = await PackageSite.open(['--firefox-id', ADDON]);
    folder = new ManagedFolder('firefox');
  });

  afterAll(async () => {
    await browser?.close();
    folder?.remove();
    await site?.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  test('it is fetched and installed for good, with its settings locked', async () => {
    const running = await start(site.read(`linux/${TEMPLATE}`));
    const demarc = await demarcIn(running);
    expect(site.asked).toEqual([expect.stringMatching(/^\/demarc-.*\.xpi$/)]);
    const shown = await demarc.openConsole('/policy');
    expect(await shown.page.evaluate('browser.management.getSelf()')).toMatchObject({
      id: ADDON,
      installType: 'admin',
      mayDisable: false,
      enabled: true,
    });
    expect(await shown.page.evaluate('browser.extension.isAllowedIncognitoAccess()')).toBe(true);
    const policy = await demarc.policyKnown('present');
    expect(policy.settings).toMatchObject({ enabled: true, preset: 'monitor', hiddenTextAction: 'audit' });
    expect(policy.locked).toEqual(expect.arrayContaining(['enabled', 'preset', 'excludedSites']));
    expect(policy.problems).toEqual([]);
    expect(await shown.canEdit('preset')).toBe(false);
    expect(await shown.canEdit('retentionDays')).toBe(true);
    expect((await demarc.changeSettings({ enabled: false })).problem).not.toBe('');
    const { active, errors } = await aboutPolicies(running);
    for (const name of ['ExtensionSettings', '3rdparty', 'Preferences']) expect(active).toContain(name);
    expect(errors).toEqual([]);
  });

  test('another step, and the hardening pack, are in force after the next start', async () => {
    const file = JSON.parse(site.read(`linux/${TEMPLATE}`)) as {
      policies: { '3rdparty': { Extensions: Record<string, unknown> } };
    };
    file.policies['3rdparty'].Extensions[ADDON] = JSON.parse(site.read('policies/strict.json'));
    const pack = JSON.parse(site.read('hardening/linux/firefox-policies.json')) as { policies: object };
    Object.assign(file.policies, pack.policies);
    const running = await start(JSON.stringify(file));
    const { settings } = await (await demarcIn(running)).policyKnown('present');
    expect(settings).toMatchObject({ preset: 'strict', hiddenTextAction: 'block', allowUserSettings: false });
    const version = (await running.version()).replace(/^.*\//, '');
    const { active, errors } = await aboutPolicies(running);
    const rows = hardeningRows.filter((row) => row.browser === 'firefox' && row.template);
    const [known, later] = [true, false].map((is) => rows.filter(({ from }) => isAsNew(version, from) === is));
    expect(known?.length).toBeGreaterThan(0);
    for (const { policy } of known ?? []) expect(active).toContain(policy);
    // A policy of a later version is ignored, and said to be.
    expect(errors).toEqual((later ?? []).map(({ policy }) => expect.stringContaining(policy) as string));
  });

  test('removed, it is gone', async () => {
    const running = await start(site.read('rollback/removed/linux/firefox-policies.json'));
    const gone = (): Promise<boolean> =>
      openExtensionPage(running, 'console', '/about').then(
        (page) => page.close().then(() => false),
        () => true,
      );
    await until('Firefox does not know its pages any more', gone, INSTALL_MS);
    expect((await aboutPolicies(running)).errors).toEqual([]);
  });
});
