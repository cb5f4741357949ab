// A registry in memory: fed by .reg files, PowerShell scripts and Group Policy, and read back as browsers read it. Strict on
// purpose: what these readers do not know is an error, so that a template cannot hold what nobody checked.
export type Value = string | number | readonly string[];
type Values = Map<string, Value>;

const ROOT = 'HKEY_LOCAL_MACHINE\\';

export class Registry {
  private readonly keys = new Map<string, Values>();

  create(key: string): void {
    const parts = key.split('\\');
    parts.forEach((_, i) => {
      const path = parts.slice(0, i + 1).join('\\');
      if (!this.keys.has(path)) this.keys.set(path, new Map());
    });
  }

  remove(key: string): void {
    for (const path of this.keys.keys()) if (path === key || path.startsWith(`${key}\\`)) this.keys.delete(path);
  }

  set(key: string, name: string, value: Value): void {
    this.create(key);
    this.keys.get(key)?.set(name, value);
  }

  has(key: string): boolean {
    return this.keys.has(key);
  }

  values(key: string): ReadonlyMap<string, Value> {
    return this.keys.get(key) ?? new Map();
  }

  /** Names of the keys right below one. */
  children(key: string): string[] {
    const names = [...this.keys.keys()].filter((path) => path.startsWith(`${key}\\`));
    return [...new Set(names.map((path) => path.slice(key.length + 1).split('\\')[0] ?? ''))];
  }

  /** Everything, for comparing two. */
  all(): unknown {
    return [...this.keys].sort().map(([key, values]) => [key, [...values].sort()]);
  }
}

const unescaped = (text: string): string => text.replace(/\\(["\\])/g, '$1');

function regData(text: string): Value {
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text);
  if (quoted) return unescaped(quoted[1] ?? '');
  if (/^dword:[0-9a-f]{8}$/.test(text)) return Number.parseInt(text.slice(6), 16);
  const hex = /^hex\(([17])\):([0-9a-f]{2}(?:,[0-9a-f]{2})*)$/.exec(text);
  if (!hex) throw new Error(`no value of a .reg file: ${text.slice(0, 60)}`);
  const decoded = Buffer.from((hex[2] ?? '').replaceAll(',', ''), 'hex').toString('utf16le');
  if (hex[1] === '1') {
    if (!decoded.endsWith('\0')) throw new Error('a string without its end');
    return decoded.slice(0, -1);
  }
  if (!decoded.endsWith('\0\0')) throw new Error('a list of strings without its end');
  return decoded.slice(0, -2).split('\0');
}

/** Imports a .reg file, as the registry editor does. @throws Error for anything that is not such a file. */
export function importReg(registry: Registry, bytes: Uint8Array): void {
  const text = Buffer.from(bytes).toString('utf16le');
  if (!text.startsWith('\ufeffWindows Registry Editor Version 5.00\r\n\r\n'))
    throw new Error('no .reg file of version 5');
  if (/[^\r]\n|\r[^\n]/.test(text)) throw new Error('a line does not end in CR LF');
  let key = '';
  for (const line of text
    .replace(/,\\\r\n {2}/g, ',')
    .split('\r\n')
    .slice(2)) {
    if (line === '') continue;
    const section = /^\[(-?)(HKEY_LOCAL_MACHINE\\[^[\]]+)\]$/.exec(line);
    if (section) {
      key = (section[2] ?? '').slice(ROOT.length);
      if (section[1] === '-') registry.remove(key);
      else registry.create(key);
      if (section[1] === '-') key = '';
      continue;
    }
    const value = /^"((?:[^"\\]|\\["\\])*)"=(.*)$/s.exec(line);
    if (!value || key === '') throw new Error(`no line of a .reg file: ${line.slice(0, 60)}`);
    registry.set(key, unescaped(value[1] ?? ''), regData(value[2] ?? ''));
  }
}

const LITERAL = "'((?:[^']|'')*)'";
const plain = (text = ''): string => text.replaceAll("''", "'");

/** Runs the part of PowerShell that our scripts use. @throws Error for every other line. */
export function runPowershell(registry: Registry, script: string): void {
  const lines = script.split('\r\n');
  if (lines.at(-1) !== '') throw new Error('the last line does not end');
  let key = '';
  for (const line of lines.slice(0, -1)) {
    const remove = new RegExp(`^\\$machine\\.DeleteSubKeyTree\\(${LITERAL}, \\$false\\)$`).exec(line);
    const create = new RegExp(`^\\$key = \\$machine\\.CreateSubKey\\(${LITERAL}\\)$`).exec(line);
    const number = new RegExp(`^\\$key\\.SetValue\\(${LITERAL}, (\\d+), 'DWord'\\)$`).exec(line);
    const string = new RegExp(`^\\$key\\.SetValue\\(${LITERAL}, ${LITERAL}, 'String'\\)$`).exec(line);
    const list = new RegExp(
      `^\\$key\\.SetValue\\(${LITERAL}, \\[string\\[\\]\\]@\\((${LITERAL}(?:, ${LITERAL})*)\\), 'MultiString'\\)$`,
    ).exec(line);
    if (remove) registry.remove(plain(remove[1]));
    else if (create) registry.create((key = plain(create[1])));
    else if (number && key !== '') registry.set(key, plain(number[1]), Number(number[2]));
    else if (string && key !== '') registry.set(key, plain(string[1]), plain(string[2]));
    else if (list && key !== '') {
      const entries = [...(list[2] ?? '').matchAll(new RegExp(LITERAL, 'g'))].map((entry) => plain(entry[1]));
      registry.set(key, plain(list[1]), entries);
    } else if (line === '$key.Close()') key = '';
    else if (!FIXED.has(line) && !line.startsWith('# ')) throw new Error(`no line of ours: ${line.slice(0, 80)}`);
  }
}
const FIXED = new Set([
  '#Requires -RunAsAdministrator',
  "$ErrorActionPreference = 'Stop'",
  "$machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey('LocalMachine', 'Registry64')",
  '$machine.Close()',
]);

interface Schema {
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

function chromiumValue(value: Value, schema: Schema): unknown {
  if (Array.isArray(value)) throw new Error('Chromium does not read REG_MULTI_SZ');
  if (schema.type === 'boolean' && typeof value === 'number') return value !== 0;
  if (schema.type === 'array' || schema.type === 'object') return JSON.parse(String(value)) as unknown;
  return value;
}

/** A key as Chromium reads it: types by the schema, numbered values below a key of its own for lists. */
export function chromiumReads(registry: Registry, key: string, schema: Schema): Readonly<Record<string, unknown>> {
  const of = (name: string): Schema => schema.properties?.[name] ?? {};
  const own = [...registry.values(key)].map(([name, value]) => [name, chromiumValue(value, of(name))] as const);
  const below = registry.children(key).map((name) => {
    const path = `${key}\\${name}`;
    if (of(name).type !== 'array') return [name, chromiumReads(registry, path, of(name))] as const;
    const entries = [...registry.values(path)].filter(([index]) => /^\d+$/.test(index));
    return [name, entries.map(([, value]) => chromiumValue(value, of(name).items ?? {}))] as const;
  });
  return Object.fromEntries([...own, ...below]);
}

/** A key as Firefox reads it: several lines are JSON, a number stays one. */
export function firefoxReads(registry: Registry, key: string): Readonly<Record<string, unknown>> {
  const own = [...registry.values(key)].map(([name, value]) => {
    return [name, Array.isArray(value) ? (JSON.parse(value.join('\n')) as unknown) : value] as const;
  });
  const below = registry.children(key).map((name) => [name, firefoxReads(registry, `${key}\\${name}`)] as const);
  return Object.fromEntries([...own, ...below]);
}
