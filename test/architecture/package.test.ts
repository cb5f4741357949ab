// `npm run package` as a whole, on the build: complete, the same every time, checksums that hold, no key inside, mistakes
// refused with exit code 2, and Mozilla's lint of the package. And the documents that say what is in it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCrx } from '../../tools/package/crx.ts';
import { CHROMIUM_BROWSERS, FIREFOX } from '../../tools/package/deployment.ts';
import {
  HARDENING_ASSURANCES,
  hardening,
  hardeningRows,
  hardeningTable,
  SYSTEMS,
} from '../../tools/package/hardening.ts';
import { runPackage, writeKey } from '../support/package-site.ts';
import { parsePlist } from '../support/xml.ts';
import { chromiumReads, firefoxReads, importReg, Registry } from '../support/registry.ts';
import { ROOT, textOf } from './source-files.ts';

const built = ['chromium', 'firefox'].every((kind) => existsSync(path.join(ROOT, 'dist', kind, 'manifest.json')));
const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-package-'));
const at = (...parts: string[]): string => path.join(folder, ...parts);
const key = writeKey(at('key.pem'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const list = (out: string): string[] =>
  readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)))
    .sort();
const sums = (out: string): string => readFileSync(path.join(out, 'SHA256SUMS'), 'utf8');
const manifestOf = (archive: Uint8Array): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(unzipSync(archive)['manifest.json'])) as Record<string, unknown>;

describe.skipIf(!built)('npm run package', () => {
  const options = ['--key', 'key.pem', '--update-url', 'https://updates.agency.example/demarc'];

  beforeAll(() => {
    const run = runPackage([...options, '--out', 'one'], folder);
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  }, 60_000);

  test('lists every file with its checksum, and no other is there', () => {
    const lines = sums(at('one')).trimEnd().split('\n');
    expect(lines.map((line) => line.slice(66))).toEqual(list(at('one')).filter((file) => file !== 'SHA256SUMS'));
    for (const line of lines) {
      const content = readFileSync(at('one', line.slice(66)));
      expect(createHash('sha256').update(content).digest('hex'), line.slice(66)).toBe(line.slice(0, 64));
    }
  });

  test('the same input gives the same bytes, also over an earlier package, and leaves what is not its own', () => {
    mkdirSync(at('two'));
    writeFileSync(at('two', 'SHA256SUMS'), `${'0'.repeat(64)}  stale.txt\n${'0'.repeat(64)}  ../key.pem\n`);
    writeFileSync(at('two', 'stale.txt'), 'of an earlier package');
    writeFileSync(at('two', 'own.txt'), 'of the administrator');
    expect(runPackage([...options, '--out', 'two'], folder, { TZ: 'Asia/Tokyo' }).status).toBe(0);
    expect(sums(at('two'))).toBe(sums(at('one')));
    expect(list(at('two'))).toEqual([...list(at('one')), 'own.txt'].sort());
    // A list may be anything: nothing outside the folder is touched.
    expect(existsSync(key)).toBe(true);
  }, 60_000);

  test('packages hold the build and their own identity, and the private key is nowhere', () => {
    const names = readdirSync(at('one'));
    const of = (ending: string): Uint8Array =>
      new Uint8Array(readFileSync(at('one', names.find((name) => name.endsWith(ending)) ?? '')));
    const crx = openCrx(of('.crx'));
    const files = unzipSync(crx.archive);
    const dist = path.join(ROOT, 'dist', 'chromium');
    expect(Object.keys(files).sort()).toEqual(list(dist));
    for (const [name, content] of Object.entries(files)) {
      if (name === 'manifest.json') continue;
      expect(Buffer.from(content).equals(readFileSync(path.join(dist, name))), name).toBe(true);
    }
    expect(manifestOf(crx.archive)['update_url']).toBe('https://updates.agency.example/demarc/update.xml');
    expect(manifestOf(of('-chromium.zip'))).not.toHaveProperty('key');
    expect(manifestOf(of('-chromium.zip'))).not.toHaveProperty('update_url');
    expect(manifestOf(of('.xpi'))['browser_specific_settings']).toMatchObject({
      gecko: { id: 'demarc@demarc.example', update_url: 'https://updates.agency.example/demarc/updates.json' },
    });
    const secret = readFileSync(key, 'utf8').split('\n')[5] ?? '';
    expect(secret.length).toBeGreaterThan(60);
    for (const file of list(at('one'))) expect(readFileSync(at('one', file), 'latin1')).not.toContain(secret);
    expect(readFileSync(at('one', 'README.md'), 'utf8')).toContain(crx.id);
  });

  test("Mozilla's lint has no error against the package", () => {
    const xpi = readdirSync(at('one')).find((name) => name.endsWith('.xpi')) ?? '';
    for (const [name, content] of Object.entries(unzipSync(new Uint8Array(readFileSync(at('one', xpi)))))) {
      mkdirSync(path.dirname(at('xpi', name)), { recursive: true });
      writeFileSync(at('xpi', name), content);
    }
    const webExt = path.join(ROOT, 'node_modules/web-ext/bin/web-ext.js');
    const args = ['lint', '--source-dir', at('xpi'), '--self-hosted', '--no-config-discovery', '--output', 'json'];
    const run = spawnSync(process.execPath, [webExt, ...args], { encoding: 'utf8' });
    const { errors } = JSON.parse(run.stdout) as { errors: readonly unknown[] };
    expect(errors).toEqual([]);
  }, 120_000);

  test('mistakes are one line and exit code 2, and nothing is written', () => {
    mkdirSync(at('pub'));
    writeKey(at('pub', 'key.pem'));
    writeFileSync(at('pub', 'SHA256SUMS'), '');
    const mistakes: readonly (readonly [args: readonly string[], words: string])[] = [
      [['--out', 'three', '--preset', 'lax'], '--preset is "lax"'],
      [['--out', 'pub', '--key', path.join('pub', 'key.pem')], 'Keep it elsewhere'],
    ];
    for (const [args, words] of mistakes) {
      const run = runPackage(args, folder);
      expect([run.status, run.stderr.split('\n').length], run.stderr).toEqual([2, 2]);
      expect(run.stderr).toContain(words);
    }
    expect(existsSync(at('three'))).toBe(false);
    expect(list(at('pub'))).toEqual(['SHA256SUMS', 'key.pem']);
  }, 60_000);

  test('without a key it makes one for development, and says so', () => {
    const run = runPackage(['--out', 'four'], folder, { XDG_CONFIG_HOME: at('config'), LOCALAPPDATA: at('config') });
    expect(run.status).toBe(0);
    expect(run.stdout).toContain('key for development');
    expect(run.stdout).toContain('--update-url');
    expect(readFileSync(at('four', 'README.md'), 'utf8')).toContain('Before you roll this out');
    expect(readFileSync(at('one', 'README.md'), 'utf8')).not.toContain('Before you roll this out');
  }, 60_000);

  test('the hardening pack says the same in the formats of all systems', () => {
    const read = (file: string): string => readFileSync(at('one', 'hardening', file), 'utf8');
    const policies = (id: string, system: string): Record<string, unknown> =>
      Object.fromEntries(
        hardeningRows
          .filter((row) => row.browser === id && row.template && row.platforms.includes(system))
          .map((row) => [row.policy, row.value]),
      );
    for (const { id, windows, macos } of [...CHROMIUM_BROWSERS, FIREFOX]) {
      const fox = id === 'firefox';
      const [linux, win, mac] = ['linux', 'windows', 'macos'].map((system) => policies(id, system));
      if (Object.keys(linux ?? {}).length > 0) {
        const file = JSON.parse(read(`linux/${fox ? 'firefox-policies' : id}.json`)) as { policies?: unknown };
        expect(fox ? file.policies : file).toEqual(linux);
      }
      if (windows !== '' && Object.keys(win ?? {}).length > 0) {
        const registry = new Registry();
        importReg(registry, new Uint8Array(readFileSync(at('one', 'hardening', 'windows', `${id}.reg`))));
        const types = Object.entries(win ?? {}).map(([name, value]) => [name, { type: typeof value }]);
        const schema = { properties: Object.fromEntries(types) as Record<string, { type: string }> };
        expect(fox ? firefoxReads(registry, windows) : chromiumReads(registry, windows, schema)).toEqual(win);
      }
      if (macos !== '' && Object.keys(mac ?? {}).length > 0) {
        const profile = parsePlist(read(`macos/${id}.mobileconfig`)) as { PayloadContent: Record<string, unknown>[] };
        expect(profile.PayloadContent[0]).toMatchObject({ PayloadType: macos, ...mac });
      }
    }
  });
});

describe('the hardening pack as data', () => {
  test('every row has a source, a sureness, and a version or the word that it is not confirmed', () => {
    expect(hardeningRows.length).toBeGreaterThan(20);
    for (const row of hardeningRows) {
      expect(Object.keys(hardening.sources), row.policy).toContain(row.source);
      expect(HARDENING_ASSURANCES, row.policy).toContain(row.assurance);
      expect([...CHROMIUM_BROWSERS.map(({ id }) => id), FIREFOX.id]).toContain(row.browser);
      expect(row.platforms.filter((system) => !SYSTEMS.some((known) => known === system))).toEqual([]);
      expect(row.from).toMatch(/^(?:\d+(?:\.\d+)*(?:, ESR \d+(?:\.\d+)*)?)?$/);
      // What is not confirmed, or is set elsewhere, is in no template.
      if (row.assurance === 'unconfirmed' || row.platforms.length === 0) expect(row.template, row.policy).toBe(false);
    }
    for (const source of Object.values(hardening.sources)) expect(source.url).toMatch(/^https:\/\//);
  });

  test('no policy stands twice for a browser', () => {
    const names = hardeningRows.map((row) => `${row.browser} ${row.policy}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('docs/hardening.md holds the table as it is', () => {
    const flat = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    expect(flat(textOf('docs/hardening.md'))).toContain(flat(hardeningTable()));
  });
});
