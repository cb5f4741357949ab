// `npm run package`: packages for Chromium and Firefox, update manifests, policy templates for every browser and system, the
// hardening pack, the ways back, and checksums. Made from the built extension and the catalogue; same input, same bytes.
import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import managedSchema from '../../public/managed-schema.json' with { type: 'json' };
import { problemOf } from '../browsers/bounded.ts';
import { ROOT } from '../browsers/launch.ts';
import { filesOf, withManifest, zip } from './archive.ts';
import type { Files } from './archive.ts';
import { extensionIdOf, manifestKeyOf, packCrx } from './crx.ts';
import { CHROMIUM_UPDATES, FIREFOX_UPDATES, json, packageNames } from './deployment.ts';
import type { Deployment, OutFile } from './deployment.ts';
import { hardeningFiles } from './hardening.ts';
import { CHECKSUMS, EXAMPLE_UPDATE_URL, HELP, parseOptions } from './options.ts';
import type { Options } from './options.ts';
import presets from './presets.json' with { type: 'json' };
import { readme } from './readme.ts';
import { developmentKeyFile, ensureDevelopmentKey, isInside, readKey } from './signing-key.ts';
import { templates } from './templates.ts';
import { chromiumUpdates, firefoxUpdates } from './updates.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Built {
  readonly chromium: Files;
  readonly firefox: Files;
  readonly version: string;
  readonly minimumChrome: string;
  readonly minimumFirefox: string;
  readonly firefoxId: string;
}

interface Gecko {
  readonly id: string;
  readonly strict_min_version: string;
}

function readBuilt(): Built {
  const dist = process.env['DEMARC_DIST'] ?? path.join(ROOT, 'dist');
  const chromium = filesOf(path.join(dist, 'chromium'));
  const firefox = filesOf(path.join(dist, 'firefox'));
  const manifest = (files: Files): Record<string, unknown> =>
    JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as Record<string, unknown>;
  const { gecko } = manifest(firefox)['browser_specific_settings'] as { readonly gecko: Gecko };
  return {
    chromium,
    firefox,
    version: String(manifest(chromium)['version']),
    minimumChrome: String(manifest(chromium)['minimum_chrome_version']),
    minimumFirefox: gecko.strict_min_version,
    firefoxId: gecko.id,
  };
}

/** What people are asked for otherwise. The store's package stays as it is. */
function requireManagement(manifest: Record<string, unknown>): void {
  manifest['permissions'] = [...(manifest['permissions'] as readonly string[]), 'management'];
  delete manifest['optional_permissions'];
}

/** The packages. A manifest tells its own address of updates where the browser takes it (Firefox: https only). */
function packages(built: Built, deployment: Deployment, key: KeyObject, seeExtensions: boolean): OutFile[] {
  const { updateUrl, version, firefoxId } = deployment;
  const names = packageNames(version);
  // A store has a key and an address of its own and refuses a package with others.
  const store = withManifest(built.chromium, (manifest) => delete manifest['key']);
  const own = withManifest(built.chromium, (manifest) => {
    manifest['key'] = manifestKeyOf(key);
    manifest['update_url'] = `${updateUrl}${CHROMIUM_UPDATES}`;
    if (seeExtensions) requireManagement(manifest);
  });
  const firefox = withManifest(built.firefox, (manifest) => {
    const { gecko } = manifest['browser_specific_settings'] as { gecko: Record<string, unknown> };
    gecko['id'] = firefoxId;
    if (seeExtensions) requireManagement(manifest);
    if (updateUrl.startsWith('https:')) gecko['update_url'] = `${updateUrl}${FIREFOX_UPDATES}`;
  });
  const crx = packCrx(zip(own), key);
  return [
    { path: names.zip, content: zip(store) },
    { path: names.crx, content: crx },
    { path: names.xpi, content: zip(firefox) },
    { path: CHROMIUM_UPDATES, content: chromiumUpdates(deployment, crx, built.minimumChrome) },
    { path: FIREFOX_UPDATES, content: firefoxUpdates(deployment, built.minimumFirefox) },
  ];
}

/** The keys as a schema of today's JSON Schema, for editors and checks. */
const settingsSchema = (): unknown => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Managed settings of Demarc',
  ...managedSchema,
  additionalProperties: false,
});

function allFiles(built: Built, options: Options, key: KeyObject, developmentKey: boolean): OutFile[] {
  const deployment: Deployment = {
    version: built.version,
    chromiumId: extensionIdOf(key),
    firefoxId: options.firefoxId,
    updateUrl: options.updateUrl,
    settings: options.settings ?? presets.presets[options.preset],
    installation: 'forced',
  };
  const off: Deployment = { ...deployment, settings: { ...deployment.settings, enabled: false } };
  const removed: Deployment = { ...deployment, installation: 'removed' };
  const exampleAddress = options.updateUrl === EXAMPLE_UPDATE_URL;
  return [
    { path: 'README.md', content: readme(deployment, { developmentKey, exampleAddress }) },
    ...packages(built, deployment, key, options.seeExtensions),
    { path: 'policies/this-package.json', content: json(deployment.settings) },
    ...Object.entries(presets.presets).map(([name, value]) => ({
      path: `policies/${name}.json`,
      content: json(value),
    })),
    { path: 'policies/schema.json', content: json(settingsSchema()) },
    ...templates(deployment),
    ...hardeningFiles(),
    ...templates(off, 'rollback/off/'),
    ...templates(removed, 'rollback/removed/'),
  ];
}

/** Form of `sha256sum`, sorted by path. */
function checksums(files: readonly OutFile[]): string {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return sorted
    .map(({ path: at, content }) => `${createHash('sha256').update(content).digest('hex')}  ${at}\n`)
    .join('');
}

/** Takes away what the list of an earlier package names, and nothing else. */
function clearEarlier(out: string): void {
  const list = path.join(out, CHECKSUMS);
  if (!existsSync(list)) return;
  for (const line of readFileSync(list, 'utf8').split('\n')) {
    const file = path.resolve(out, line.slice(66));
    if (line.length > 66 && existsSync(file) && file !== path.resolve(out) && isInside(file, out)) rmSync(file);
  }
  rmSync(list);
}

function write(out: string, files: readonly OutFile[]): void {
  clearEarlier(out);
  for (const { path: at, content } of files) {
    const file = path.join(out, ...at.split('/'));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  writeFileSync(path.join(out, CHECKSUMS), checksums(files));
}

function refuse(problem: string): number {
  process.stderr.write(`Stopped: ${problem}\n`);
  return 2;
}

function main(args: readonly string[]): number {
  if (args.includes('--help') || args.includes('-h')) {
    say(HELP);
    return 0;
  }
  const built = readBuilt();
  const parsed = parseOptions(args, process.env['DEMARC_CWD'] ?? process.cwd(), { firefoxId: built.firefoxId });
  if (!parsed.ok) return refuse(parsed.error);
  const options = parsed.value;
  const developmentKey = options.key === '';
  const keyFile = developmentKey ? developmentKeyFile() : options.key;
  const key = developmentKey ? ensureDevelopmentKey(keyFile) : readKey(keyFile);
  if (!key.ok) return refuse(key.error);
  // Inside the repository it would be committed one day, inside the package published.
  for (const folder of [ROOT, options.out]) {
    if (isInside(keyFile, folder)) return refuse(`the key ${keyFile} lies in ${folder}. Keep it elsewhere.`);
  }
  const files = allFiles(built, options, key.value, developmentKey);
  write(options.out, files);
  say(`Wrote ${files.length + 1} files to ${options.out}`);
  say(`Demarc ${built.version}: ${extensionIdOf(key.value)} in Chromium browsers, ${options.firefoxId} in Firefox`);
  if (developmentKey) {
    say(`Signed with a key for development, ${keyFile}. For a roll-out, name your own with --key and keep it.`);
  }
  if (options.updateUrl === EXAMPLE_UPDATE_URL) {
    say(`The templates name the example ${EXAMPLE_UPDATE_URL}. For a roll-out, name your server with --update-url.`);
  }
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`The package could not be made: ${problemOf(error)}\n`);
  process.exitCode = 1;
}
