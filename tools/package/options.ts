// The command line of `npm run package`. Input: what a person typed, and a file of settings that they wrote; every mistake
// gets one clear line.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inEnglish } from '../english.ts';
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import { parseLayer } from '../../src/engine/policy/parse.ts';
import type { PolicyKeyData } from '../../src/engine/policy/parse.ts';
import { PRESETS } from '../../src/model/policy.ts';
import type { Preset } from '../../src/model/policy.ts';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { problemOf } from '../browsers/bounded.ts';
import type { Settings } from './deployment.ts';

export interface Options {
  readonly out: string;
  /** '' for the key of development. */
  readonly key: string;
  /** Ends in `/`. */
  readonly updateUrl: string;
  readonly preset: Preset;
  /** Settings instead of a preset's example; null without `--policy`. */
  readonly settings: Settings | null;
  readonly firefoxId: string;
  /** `management` among what the package needs: a browser that IT manages grants it without a question. */
  readonly seeExtensions: boolean;
  readonly help: boolean;
}

/** Nobody's address: what is made with it can be read and tried, not rolled out. */
export const EXAMPLE_UPDATE_URL = 'https://intranet.example/demarc/';
/** The list that every package has; an existing folder with it may be written anew. */
export const CHECKSUMS = 'SHA256SUMS';
const MAX_SETTINGS_BYTES = 1_048_576;

export const HELP = `npm run package [-- options]

Builds Demarc and writes packages, update manifests, policy templates for every browser and system,
the hardening pack, rollback and checksums into one folder. The same input gives the same bytes.

  --out DIR          where to write (default build/package); must be new, empty, or an earlier package
  --key FILE         RSA private key in PEM that signs the crx and makes its id; keep it for every release.
                     Without it a key for development is made once, outside the repository
  --update-url URL   folder on a server from which browsers get packages; https:, file:, or http: on this machine
  --preset NAME      monitor (default), balanced or strict: the settings in all templates
  --policy FILE      your own settings instead, as JSON of the form {"enabled": true, "preset": "balanced", …}
  --firefox-id ID    id of the Firefox add-on, if you have it signed under your own
  --see-extensions   let Demarc see other extensions without asking people (the permission "management" is required)
  --help             this text

Exit code: 0 written; 2 an option is wrong (one line says why) and nothing was written; 1 the run failed.`;

const keys = managedKeys.keys as readonly PolicyKeyData[];

/** Reads the arguments; relative paths are seen from `cwd`. An error is one line for the person. */
export function parseOptions(args: readonly string[], cwd: string, defaults: { firefoxId: string }): Result<Options> {
  let values;
  try {
    const text = { type: 'string' } as const;
    const options = { out: text, key: text, 'update-url': text, preset: text, policy: text, 'firefox-id': text };
    values = parseArgs({
      args: [...args],
      options: { ...options, 'see-extensions': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    return err(problemOf(error).replace(/\. To specify.*$/, '.'));
  }
  const at = (file: string): string => path.resolve(cwd, file);
  const preset = PRESETS.find((name) => name === (values.preset ?? 'monitor'));
  if (preset === undefined) return err(`--preset is "${values.preset}"; it can be ${PRESETS.join(', ')}.`);
  if (values.preset !== undefined && values.policy !== undefined) {
    return err('--preset and --policy exclude each other: name the preset in the file.');
  }
  if (values.out === '' || values.key === '') return err('--out and --key need a path.');
  const updateUrl = baseUrl(values['update-url'] ?? EXAMPLE_UPDATE_URL);
  if (!updateUrl.ok) return updateUrl;
  const firefoxId = values['firefox-id'] ?? defaults.firefoxId;
  if (!isFirefoxId(firefoxId)) {
    return err(`--firefox-id is "${firefoxId}"; it must look like name@example.org or a GUID in braces.`);
  }
  const out = at(values.out ?? path.join('build', 'package'));
  const problem = outProblem(out);
  if (problem !== '' && !values.help) return err(problem);
  const settings = values.policy === undefined ? ok(null) : readSettings(at(values.policy));
  if (!settings.ok) return settings;
  return ok({
    out,
    key: values.key === undefined ? '' : at(values.key),
    updateUrl: updateUrl.value,
    preset,
    settings: settings.value,
    firefoxId,
    seeExtensions: values['see-extensions'] ?? false,
    help: values.help ?? false,
  });
}

/** Mozilla, manifest.json/browser_specific_settings: an address-like id or a GUID, 80 characters at most. */
function isFirefoxId(id: string): boolean {
  const form = /^(?:[\w.+-]+@[\w.-]+|\{[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\})$/i;
  return id.length <= 80 && form.test(id);
}

function baseUrl(given: string): Result<string> {
  if (!URL.canParse(given)) return err(`--update-url is "${given}", which is no address.`);
  const url = new URL(given);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && url.protocol !== 'file:' && !(url.protocol === 'http:' && loopback)) {
    return err(`--update-url is "${given}"; it must be https:, file:, or http: on this machine.`);
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return err('--update-url must be a plain folder address: no user, no query, no fragment.');
  }
  return ok(url.href.endsWith('/') ? url.href : `${url.href}/`);
}

function outProblem(out: string): string {
  if (!existsSync(out)) return '';
  if (!statSync(out).isDirectory()) return `--out is ${out}, which is a file.`;
  const there = readdirSync(out);
  if (there.length === 0 || there.includes(CHECKSUMS)) return '';
  return `--out is ${out}, which holds other things. Name a new or empty folder, or that of an earlier package.`;
}

function readSettings(file: string): Result<Settings> {
  let raw: unknown;
  try {
    if (statSync(file).size > MAX_SETTINGS_BYTES) return err(`${file} is larger than 1 MiB; that is no policy.`);
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return err(`--policy: ${file} cannot be read as JSON: ${problemOf(error)}`);
  }
  const { settings, problems } = parseLayer('managed', raw, keys);
  const named = problems
    .slice(0, 5)
    .map(({ key, problem }) => (key === '' ? inEnglish(problem) : `${key}: ${inEnglish(problem)}`));
  if (problems.length > 0) return err(`--policy: ${file} is not a policy that holds. ${named.join(' ')}`);
  if (Object.keys(settings).length === 0) return err(`--policy: ${file} sets nothing.`);
  // As written, not as parsed: what is left out stays Demarc's own default in later versions.
  return ok(raw as Settings);
}
