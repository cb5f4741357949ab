// Writes public/managed-schema.json and the tables in docs/policy.md from the one list of policy keys and the presets.
// `--check` writes nothing and exits 1 when either is out of date. Input is our own catalogue.
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import managedKeys from '../src/catalog/managed-keys.json' with { type: 'json' };
import policyPresets from '../src/catalog/policy-presets.json' with { type: 'json' };
import type { KeyType, PolicyKeyData } from '../src/engine/policy/parse.ts';

const root = new URL('../', import.meta.url);
const SCHEMA = new URL('public/managed-schema.json', root);
const DOCS = new URL('docs/policy.md', root);
const keys = managedKeys.keys as readonly PolicyKeyData[];
const presets: Readonly<Record<string, Readonly<Record<string, unknown>>>> = policyPresets.presets;

/**
 * The form that Chromium reads: an object with properties, each with one type. Types only, on purpose: Chromium drops a
 * value that breaks an enum or a limit before Demarc sees it, and the person's own setting would then count. Demarc
 * checks the rest itself, names the problem and lets nothing be loosened while the value is broken.
 */
function managedSchema(): unknown {
  const types: Readonly<Record<KeyType, object>> = {
    boolean: { type: 'boolean' },
    integer: { type: 'integer' },
    string: { type: 'string' },
    'web-address': { type: 'string' },
    'host-list': { type: 'array', items: { type: 'string' } },
    'service-list': { type: 'array', items: { type: 'string' } },
    'action-list': { type: 'array', items: { type: 'string' } },
    'attestation-list': { type: 'array', items: { type: 'string' } },
    'own-terms': { type: 'array', items: { type: 'string' } },
    'own-patterns': { type: 'array', items: { type: 'string' } },
    'own-records': { type: 'array', items: { type: 'string' } },
    'own-documents': { type: 'array', items: { type: 'string' } },
    'agent-act-list': { type: 'array', items: { type: 'string' } },
    'agent-site-list': { type: 'array', items: { type: 'string' } },
    'rule-list': { type: 'array', items: { type: 'string' } },
    'exception-list': { type: 'array', items: { type: 'string' } },
    'notice-list': { type: 'array', items: { type: 'string' } },
    'extension-list': { type: 'array', items: { type: 'string' } },
    'site-list': { type: 'array', items: { type: 'string' } },
  };
  const properties = Object.fromEntries(
    keys.map((spec) => [spec.key, { description: `${spec.description} ${allowed(spec)}`, ...types[spec.type] }]),
  );
  return { type: 'object', properties };
}

function allowed(spec: PolicyKeyData): string {
  switch (spec.type) {
    case 'boolean':
      return 'true or false.';
    case 'integer':
      return `Whole number from ${spec.minimum} to ${spec.maximum}.`;
    case 'string':
      return spec.values ? `One of ${spec.values.join(', ')}.` : `Text of at most ${spec.maxLength} characters.`;
    case 'web-address':
      return `Web address of at most ${spec.maxLength} characters.`;
    case 'host-list':
      return `List of at most ${spec.maxItems} host names.`;
    case 'service-list':
      return `List of at most ${spec.maxItems} service ids.`;
    case 'own-terms':
      return `List of at most ${spec.maxItems} words or phrases of at most ${spec.maxLength} characters.`;
    case 'own-patterns':
      return `List of at most ${spec.maxItems} entries of the form name=pattern.`;
    case 'own-records':
    case 'own-documents':
      return `List of at most ${spec.maxItems} entries as the command writes them.`;
    case 'action-list':
      return `List of at most ${spec.maxItems} entries of the form kind=action.`;
    case 'agent-act-list':
      return `List of at most ${spec.maxItems} entries of the form act=action.`;
    case 'agent-site-list':
      return `List of at most ${spec.maxItems} entries of the form host=level.`;
    case 'rule-list':
      return `List of at most ${spec.maxItems} rules, one text each.`;
    case 'exception-list':
      return `List of at most ${spec.maxItems} exceptions, one text each.`;
    case 'extension-list':
      return `List of at most ${spec.maxItems} entries of the form action condition=value.`;
    case 'site-list':
      return `List of at most ${spec.maxItems} entries of the form host=action.`;
    case 'notice-list':
      return `List of at most ${spec.maxItems} texts of the form language: text.`;
    case 'attestation-list':
      return `List of at most ${spec.maxItems} entries of the form "control; date; until; by; note".`;
  }
}

const cell = (text: string) => text.replace(/[|*]/g, '\\$&');
const code = (value: unknown) => `\`${JSON.stringify(value)}\``;

function keyTable(): string {
  const rows = keys.map((spec) => [
    `\`${spec.key}\``,
    cell(spec.description),
    cell(allowed(spec)),
    code(spec.default),
    spec.userSettable ? 'yes' : 'no',
    spec.since,
  ]);
  return table(['Key', 'What it does', 'Allowed', 'Default', 'People may set it', 'Since'], rows);
}

function presetTable(): string {
  const columns = [...new Set(Object.values(presets).flatMap((settings) => Object.keys(settings)))];
  const rows = Object.entries(presets).map(([name, settings]) => [
    `\`${name}\``,
    ...columns.map((column) => (settings[column] === undefined ? '' : code(settings[column]))),
  ]);
  return table(['Preset', ...columns.map((column) => `\`${column}\``)], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Replaces what stands between `<!-- name:begin -->` and `<!-- name:end -->`. */
function between(text: string, name: string, content: string): string {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/policy.md has no ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

const check = process.argv.includes('--check');
const docs = await readFile(DOCS, 'utf8');
const outputs: readonly (readonly [URL, string])[] = [
  [SCHEMA, JSON.stringify(managedSchema(), null, 2)],
  [DOCS, between(between(docs, 'keys', keyTable()), 'presets', presetTable())],
];
let stale = 0;
for (const [file, content] of outputs) {
  const name = file.pathname.slice(root.pathname.length);
  const options = await resolveConfig(file.pathname);
  const wanted = await format(content, { ...options, filepath: file.pathname });
  const found = await readFile(file, 'utf8').catch(() => '');
  if (found === wanted) continue;
  stale++;
  if (check) console.error(`${name} is out of date: run npx tsx tools/managed-schema.ts`);
  else {
    await writeFile(file, wanted);
    console.log(`wrote ${name}`);
  }
}
if (check && stale > 0) process.exitCode = 1;
if (stale === 0) console.log('managed schema and docs/policy.md are up to date');
