// The incident database under attack by accident: damaged on disk, unusable, or in a private window. Demarc goes on
// protecting, says what happened to the store, deletes nothing, and writes nothing down in private.
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import puppeteer from 'puppeteer';
import type { Browser } from 'puppeteer';
import manifest from '../../manifest.json' with { type: 'json' };
import { chromiumExtensionId } from '../../tools/browsers/launch.ts';
import type { RangePage } from '../../tools/range/corpus.ts';
import { builtExtension, Demarc, sourceOf } from '../support/demarc.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const ID = chromiumExtensionId(manifest.key);

const world = useWorld({ with: 'range', per: 'each' });
let attack: RangePage;
let other: RangePage;
let profile: string;

beforeEach(() => {
  attack = world.page('display-none-news');
  other = world.page('font-zero-mail');
  profile = mkdtempSync(path.join(os.tmpdir(), 'demarc-profile-'));
});

afterEach(async () => {
  await world.stopDemarc();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
});

const start = (): Promise<Demarc> => world.startDemarc({ userDataDir: profile });
const databaseFolder = (): string =>
  path.join(profile, 'Default', 'IndexedDB', `chrome-extension_${ID}_0.indexeddb.leveldb`);

/** Fills a profile with one incident and closes the browser. */
async function profileWithIncident(): Promise<void> {
  const running = await start();
  const page = await running.open(attack.url);
  await running.untilDone(page, 'blanked');
  expect(await running.incidents()).toHaveLength(1);
  await world.stopDemarc();
}

async function stillProtects(running: Demarc): Promise<void> {
  const page = await running.open(other.url);
  await running.untilDone(page, 'blanked');
  expect(await sourceOf(page)).not.toContain(other.canary);
}

describe('the incident database', () => {
  test('kept over a restart', async () => {
    await profileWithIncident();
    const running = await start();
    await stillProtects(running);
    const sites = (await running.incidents()).map((incident) => incident.site);
    expect(sites.sort()).toEqual([attack.host, other.host].sort());
  });

  test('of a newer or foreign form: set aside, a new one begun, and the popup says so', async () => {
    const running = await start();
    await until('the worker has its database', async () => (await running.policy()) !== null);
    await running.replaceDatabase();
    const page = await running.open(other.url);
    const status = await running.untilDone(page, 'blanked');
    expect(await sourceOf(page)).not.toContain(other.canary);
    expect(status.storage).toBe('recovered');
    const popup = await running.openPopup(page);
    expect((await popup.notices()).join('\n')).toContain(await running.text('noticeStorage_recovered'));
    await popup.close();
    expect(await running.databaseHolds('demarc', 'kept')).toBe(true);
    expect((await running.incidents()).map((incident) => incident.site)).toEqual([other.host]);
  });

  test('with damaged files: Demarc protects and says what is not kept', async () => {
    await profileWithIncident();
    const damaged = new Map<string, number>();
    for (const name of readdirSync(databaseFolder())) {
      const file = path.join(databaseFolder(), name);
      if (!/^(?:\d+\.(?:log|ldb)|MANIFEST-\d+|CURRENT)$/.test(name)) continue;
      damaged.set(name, statSync(file).size);
      writeFileSync(file, Buffer.alloc(statSync(file).size, 0x5a));
    }
    expect(damaged.size).toBeGreaterThan(0);
    const running = await start();
    await stillProtects(running);
    const page = await running.open(attack.url);
    const status = await running.untilDone(page, 'blanked');
    // Chromium itself begins an unreadable database anew; where it does not, the store is unavailable and that is said.
    if (status.storage === 'ok') {
      expect((await running.incidents()).length).toBeGreaterThan(0);
    } else {
      expect(['recovered', 'unavailable']).toContain(status.storage);
      const popup = await running.openPopup(page);
      expect((await popup.notices()).join('\n')).toContain(await running.text(`noticeStorage_${status.storage}`));
    }
  });

  test('in a place that cannot be opened: unavailable, said in the popup, and what lies there is not touched', async () => {
    await profileWithIncident();
    const aside = `${databaseFolder()}.aside`;
    renameSync(databaseFolder(), aside);
    // A file where the browser needs a folder.
    const before = 'not a folder';
    writeFileSync(databaseFolder(), before);
    copyFileSync(databaseFolder(), `${aside}.copy`);
    const running = await start();
    await stillProtects(running);
    const page = await running.open(attack.url);
    const status = await running.untilDone(page, 'blanked');
    expect(status.storage).toBe('unavailable');
    const popup = await running.openPopup(page);
    expect((await popup.notices()).join('\n')).toContain(await running.text('noticeStorage_unavailable'));
    expect(readFileSync(databaseFolder(), 'utf8')).toBe(before);
    expect(readdirSync(aside).length).toBeGreaterThan(0);
  });
});

/** What puppeteer's installExtension does, with the person's leave to run in private windows. */
async function installAlsoForPrivate(browser: Browser, folder: string): Promise<void> {
  const session = await browser.target().createCDPSession();
  const send = session.send.bind(session) as unknown as (
    method: string,
    params: Readonly<Record<string, unknown>>,
  ) => Promise<unknown>;
  await send('Extensions.loadUnpacked', { path: folder, enableInIncognito: true });
}

describe('a private window', () => {
  test('is protected, and nothing of it is stored', async () => {
    const browser = await puppeteer.launch({
      executablePath: process.env['DEMARC_CHROMIUM'] ?? '/usr/bin/chromium',
      headless: true,
      pipe: true,
      enableExtensions: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        `--proxy-server=${world.range.proxy}`,
        '--proxy-bypass-list=<-loopback>',
      ],
    });
    try {
      await installAlsoForPrivate(browser, builtExtension('chromium'));
      const asking = await browser.newPage();
      await asking.goto(`chrome-extension://${ID}/${manifest.options_ui.page}#/about`);
      const around = Demarc.around(browser, asking);
      // A window as a person opens it: the contexts that test tools make are not the browser's private profile.
      await asking.evaluate(`chrome.windows.create({ incognito: true, url: ${JSON.stringify(attack.url)} })`);
      const target = await browser.waitForTarget((t) => t.url() === attack.url, { timeout: 5_000 });
      const page = (await target.page())!;
      await around.untilDone(page, 'blanked');
      expect(await sourceOf(page)).not.toContain(attack.canary);
      expect(await around.incidents()).toEqual([]);
      // The same page in an ordinary window is stored: the store works.
      const ordinary = await around.open(other.url);
      await around.untilDone(ordinary, 'blanked');
      expect((await around.incidents()).map((incident) => incident.site)).toEqual([other.host]);
    } finally {
      await browser.close();
    }
  });
});
