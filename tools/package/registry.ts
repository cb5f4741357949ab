// Policies as entries of the Windows registry, and these as a .reg file and as a PowerShell script. How browsers read them:
// Chromium, components/policy/core/common/registry_dict.cc (numbers for booleans, numbered values for lists, JSON in
// a string for the rest); Firefox, WindowsGPOParser.sys.mjs (JSON where the type is REG_MULTI_SZ).
import type { ChromiumBrowser, Deployment, Settings } from './deployment.ts';
import { CHROMIUM_BROWSERS, chromiumExtension, FIREFOX, firefoxExtension } from './deployment.ts';

export type RegistryValue =
  | { readonly type: 'string'; readonly data: string }
  | { readonly type: 'number'; readonly data: number }
  /** Lines of one value. */
  | { readonly type: 'lines'; readonly data: readonly string[] };

/** One key below HKEY_LOCAL_MACHINE with its values; `remove` takes it away before, with everything below it. */
export interface RegistryKey {
  readonly key: string;
  readonly remove: boolean;
  /** Whether it is there afterwards; false only removes it. */
  readonly keep: boolean;
  readonly values: readonly (readonly [name: string, value: RegistryValue])[];
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');

/** The values of a key that Chromium reads as an object, and the keys below it for lists. */
export function chromiumKeys(key: string, values: Settings, remove = true): RegistryKey[] {
  const own: (readonly [string, RegistryValue])[] = [];
  const lists: RegistryKey[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (isTextList(value)) {
      const entries = value.map((data, i) => [String(i + 1), { type: 'string', data }] as const);
      // A key that this call does not remove may hold an earlier, longer list.
      lists.push({ key: `${key}\\${name}`, remove: !remove, keep: true, values: entries });
    } else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isInteger(value) && value >= 0)) {
      own.push([name, { type: 'number', data: Number(value) }]);
    } else {
      own.push([name, { type: 'string', data: typeof value === 'string' ? value : JSON.stringify(value) }]);
    }
  }
  return [{ key, remove, keep: true, values: own }, ...lists];
}

/** Firefox's form of one entry of an object: JSON, so that true stays true and does not become 1. */
export const firefoxEntry = (name: string, value: unknown): readonly [string, RegistryValue] => [
  name,
  { type: 'lines', data: JSON.stringify(value, null, 2).split('\n') },
];

export const settingsKey = (deployment: Deployment, browser: ChromiumBrowser): string =>
  `${browser.windows}\\3rdparty\\extensions\\${deployment.chromiumId}`;
export const installKey = (deployment: Deployment, browser: ChromiumBrowser): string =>
  `${browser.windows}\\ExtensionSettings\\${deployment.chromiumId}`;

/** What one Chromium browser needs. Keys of our own are written anew, everything else is left as it is. */
export function chromiumRegistry(deployment: Deployment, browser: ChromiumBrowser): RegistryKey[] {
  const install = chromiumKeys(installKey(deployment, browser), chromiumExtension(deployment, browser));
  const base = { key: settingsKey(deployment, browser), remove: true, values: [] };
  if (deployment.installation === 'removed') return [...install, { ...base, keep: false }];
  const settings = chromiumKeys(`${base.key}\\policy`, deployment.settings, false);
  return [...install, { ...base, keep: true }, ...settings.map((entry) => ({ ...entry, remove: false }))];
}

export function firefoxRegistry(deployment: Deployment): RegistryKey[] {
  const { firefoxId, settings, installation } = deployment;
  const entry = (key: string, value: unknown): RegistryKey => ({
    key: `${FIREFOX.windows}\\${key}`,
    remove: false,
    keep: true,
    values: [firefoxEntry(firefoxId, value)],
  });
  return [
    entry('ExtensionSettings', firefoxExtension(deployment)),
    // Without an extension that reads them, the settings are of no use, but do no harm.
    ...(installation === 'removed' ? [] : [entry('3rdparty\\Extensions', settings)]),
  ];
}

/** All browsers of Windows that are confirmed to read policies there. */
export function registryOf(deployment: Deployment): readonly (readonly [id: string, keys: RegistryKey[]])[] {
  const chromium = CHROMIUM_BROWSERS.filter(({ windows }) => windows !== '');
  return [
    ...chromium.map((browser) => [browser.id, chromiumRegistry(deployment, browser)] as const),
    [FIREFOX.id, firefoxRegistry(deployment)],
  ];
}

const EOL = '\r\n';
const BYTES_PER_LINE = 20;

const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&');

/** Bytes as `hex(7):31,00,…`, broken into lines as the registry editor does. */
function hex(kind: number, text: string): string {
  const bytes = [...Buffer.from(`${text}\0`, 'utf16le')].map((byte) => byte.toString(16).padStart(2, '0'));
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += BYTES_PER_LINE) lines.push(bytes.slice(i, i + BYTES_PER_LINE).join(','));
  return `hex(${kind}):${lines.join(`,\\${EOL}  `)}`;
}

function regValue(value: RegistryValue): string {
  switch (value.type) {
    case 'number':
      return `dword:${value.data.toString(16).padStart(8, '0')}`;
    case 'lines':
      return hex(7, `${value.data.join('\0')}\0`);
    case 'string':
      return /[\p{Cc}]/u.test(value.data) ? hex(1, value.data) : `"${escaped(value.data)}"`;
  }
}

/** A .reg file of version 5: UTF-16 with a byte order mark, as the registry editor writes it. */
export function regFile(keys: readonly RegistryKey[]): Uint8Array {
  const parts = keys.flatMap(({ key, remove, keep, values }) => [
    ...(remove ? [`[-HKEY_LOCAL_MACHINE\\${key}]`, ''] : []),
    ...(keep ? [`[HKEY_LOCAL_MACHINE\\${key}]`, ...values.map(([n, v]) => `"${escaped(n)}"=${regValue(v)}`), ''] : []),
  ]);
  return Buffer.from(`\ufeff${['Windows Registry Editor Version 5.00', '', ...parts].join(EOL)}`, 'utf16le');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function psValue(name: string, value: RegistryValue): string {
  switch (value.type) {
    case 'number':
      return `${quoted(name)}, ${value.data}, 'DWord'`;
    case 'string':
      return `${quoted(name)}, ${quoted(value.data)}, 'String'`;
    case 'lines':
      return `${quoted(name)}, [string[]]@(${value.data.map(quoted).join(', ')}), 'MultiString'`;
  }
}

/** A PowerShell script that does the same; it opens the 64-bit view, also where it is started by a 32-bit host. */
export function powershell(about: string, keys: readonly RegistryKey[]): string {
  const lines = keys.flatMap(({ key, remove, keep, values }) => [
    ...(remove ? [`$machine.DeleteSubKeyTree(${quoted(key)}, $false)`] : []),
    ...(keep ? [`$key = $machine.CreateSubKey(${quoted(key)})`] : []),
    ...values.map(([name, value]) => `$key.SetValue(${psValue(name, value)})`),
    ...(keep ? ['$key.Close()'] : []),
  ]);
  return [
    `# ${about}`,
    '#Requires -RunAsAdministrator',
    "$ErrorActionPreference = 'Stop'",
    "$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')",
    ...lines,
    '$machine.Close()',
    '',
  ].join(EOL);
}
