// What a browser tells of an extension, made into bounded facts. Names, addresses and lists are the extension's own choice and
// hostile by assumption; whatever has another form is left out. Pure and total.
import { INSTALL_TYPES, type ExtensionFacts, type RawExtension } from '../../model/extension.ts';

/**
 * How this browser words its warnings about hosts, in its own language: asked with made-up hosts, so that no language has to be
 * known. Each pair is what stands before and behind the names.
 */
export interface WarningWords {
  readonly named: readonly (readonly [before: string, behind: string])[];
  readonly all: string;
  readonly unnamed: string;
}
export const NO_WORDS: WarningWords = { named: [], all: '', unnamed: '' };

const MAX = { name: 120, version: 40, id: 128, url: 300, list: 300, entry: 300, warnings: 40, warning: 2_000 } as const;
const HOST = /(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.){1,20}[\p{L}\p{N}-]{2,63}/gu;

/** The facts of an extension; null for what is none (themes, apps, things without an id). */
export function extensionFacts({ info, warnings }: RawExtension, words: WarningWords): ExtensionFacts | null {
  if (typeof info !== 'object' || info === null) return null;
  const raw = info as Readonly<Record<string, unknown>>;
  const id = text(raw['id'], MAX.id);
  if (id === '' || raw['type'] !== 'extension') return null;
  const said = warnings.slice(0, MAX.warnings).map((warning) => text(warning, MAX.warning));
  return {
    id,
    name: text(raw['name'], MAX.name) || id,
    version: text(raw['version'], MAX.version),
    enabled: raw['enabled'] === true,
    mayDisable: raw['mayDisable'] === true,
    installType: INSTALL_TYPES.find((type) => type === raw['installType']) ?? 'other',
    updateUrl: text(raw['updateUrl'], MAX.url),
    permissions: list(raw['permissions']).filter((entry) => !isPattern(entry)),
    // Old manifests have hosts among the permissions.
    hosts: [...new Set([...list(raw['hostPermissions']), ...list(raw['permissions']).filter(isPattern)])].sort(),
    warned: [...new Set(said.flatMap((warning) => warnedHosts(warning, words)))].sort().slice(0, MAX.list),
    warnsAll: words.all !== '' && said.includes(words.all),
    warnsUnnamed: words.unnamed !== '' && said.includes(words.unnamed),
  };
}

/** Hosts that a warning about hosts names; [] for other warnings. */
function warnedHosts(warning: string, { named }: WarningWords): readonly string[] {
  const fits = named.find(
    ([before, behind]) =>
      before.length + behind.length > 0 &&
      warning.length > before.length + behind.length &&
      warning.startsWith(before) &&
      warning.endsWith(behind),
  );
  if (!fits) return [];
  const names = warning.slice(fits[0].length, warning.length - fits[1].length);
  return [...names.matchAll(HOST)].map(([host]) => host.toLowerCase());
}

/** The words of a browser, from its warnings about hosts that are known. @param told warnings, @param asked the hosts of each */
export function warningWords(told: readonly string[], asked: readonly (readonly string[])[]): WarningWords {
  const [all = '', unnamed = '', ...some] = told;
  const named = some.flatMap((warning, i) => {
    const words = wordsAround(warning, asked[i + 2] ?? []);
    return words ? [words] : [];
  });
  return { all, unnamed, named };
}

/** How the browser words a warning, from one that it gave for hosts that we know. @param hosts in the order of the warning */
function wordsAround(warning: string, hosts: readonly string[]): readonly [string, string] | null {
  const places = hosts.map((host) => warning.indexOf(host));
  if (places.length === 0 || places.includes(-1)) return null;
  const first = Math.min(...places);
  const last = Math.max(...hosts.map((host, i) => (places[i] ?? 0) + host.length));
  return [warning.slice(0, first), warning.slice(last)];
}

const isPattern = (entry: string): boolean => entry === '<all_urls>' || entry.includes('://');

function text(value: unknown, max: number): string {
  return typeof value === 'string' ? value.slice(0, max) : '';
}

function list(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const entries = value
    .slice(0, MAX.list)
    .filter((entry): entry is string => typeof entry === 'string' && entry !== '' && entry.length <= MAX.entry);
  return [...new Set(entries)].sort();
}
