// Who may import whom. The matrix is that of the house plan, with four additions that are part of it since:
// `guard` (the orchestration inside a page), `gate` (that of a page with an agent) and `doors` (that of an assistant's page) wire sensors, engine and enforcement and knows the messages by type;
// `messaging/client.ts` is the UI's client on top of platform; `catalog/load.ts` imports nothing, the build hands it the
// data; `src/ui/dev` is an entrypoint of plain-browser development. An entrypoint may import anything it wires.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, filesIn, importsOf, ROOT, type Import } from './source-files.ts';

interface Room {
  readonly may: readonly string[];
  /** Rooms of which only types may be used. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  /** Exact files of other rooms. */
  readonly files?: readonly string[];
}

const ROOMS: Readonly<Record<string, Room>> = {
  model: { may: [] },
  catalog: { may: ['model'] },
  // Pure libraries of the sensitive-data engine (docs/decisions/0015).
  engine: {
    may: ['model'],
    packages: ['@noble/hashes/sha2.js', 'libphonenumber-js/min', 're2js', 'validator/es/lib/isIBAN.js'],
  },
  sensors: { may: ['model'], types: ['engine'] },
  enforcement: { may: ['model'], types: ['engine'] },
  guard: { may: ['model', 'engine', 'sensors', 'enforcement'], types: ['catalog', 'messaging'] },
  files: { may: ['model'], packages: ['fflate'] },
  gate: { may: ['model', 'engine', 'sensors', 'enforcement'], types: ['catalog', 'messaging'] },
  doors: { may: ['model', 'engine', 'sensors', 'enforcement', 'files'], types: ['catalog', 'messaging'] },
  platform: { may: ['model'], packages: ['webextension-polyfill'] },
  messaging: { may: ['model'], packages: ['valibot'] },
  store: { may: ['model'], packages: ['dexie'] },
  background: { may: ['model', 'engine', 'catalog', 'messaging', 'platform', 'store'] },
  // The Lab's work, for a Web Worker: judges texts and rules on trial; the catalogue is handed in.
  lab: { may: ['model', 'engine'] },
  // Formats in which incidents leave: pure; hashes for codes of hosts and ids that follow from what they name.
  formats: {
    may: ['model'],
    types: ['catalog'],
    packages: ['@noble/hashes/sha2.js', '@noble/hashes/legacy.js', '@noble/hashes/utils.js'],
  },
  ui: {
    may: ['model', 'formats'],
    types: ['messaging', 'lab', 'files'],
    packages: ['preact', 'preact/hooks'],
    files: ['src/store/queries.ts', 'src/lab/contract.ts'],
  },
};

const isEntrypoint = (path: string): boolean => path.startsWith('src/entrypoints/') || path.startsWith('src/ui/dev/');
const roomOf = (path: string): string => path.split('/')[1] ?? '';

/** Why an import is not allowed; '' when it is. */
function problem({ from, to, own, typeOnly }: Import): string {
  if (!own && to === 'webextension-polyfill' && roomOf(from) !== 'platform')
    return 'only platform imports the polyfill';
  if (isEntrypoint(from)) return '';
  const room = ROOMS[roomOf(from)];
  if (!room) return 'a folder without a row in the matrix';
  if (!own) return room.packages?.includes(to) ? '' : `package ${to}`;
  if (!to.startsWith('src/')) return `outside src: ${to}`;
  const target = roomOf(to);
  if (target === roomOf(from) || room.may.includes(target) || room.files?.includes(to)) return '';
  if (room.types?.includes(target)) return typeOnly ? '' : `${target}, of which only types are allowed`;
  if (from === 'src/messaging/client.ts' && target === 'platform') return '';
  return target;
}

const sources = filesIn('src', ['.ts', '.tsx']);
const imports = sources.flatMap((path) => importsOf(path));

describe('imports', () => {
  test('the reader of imports sees every kind', () => {
    const text =
      "import a from './a.ts';import type { B } from '../engine/b.ts';import { type C } from './c.ts';\n" +
      "export { d } from './d.ts';const e = import('./e.ts');type F = import('./f.ts').F;import 'g';";
    expect(importsOf('src/guard/x.ts', text).map((i) => [i.to, i.typeOnly])).toEqual([
      ['src/guard/a.ts', false],
      ['src/engine/b.ts', true],
      ['src/guard/c.ts', true],
      ['src/guard/d.ts', false],
      ['src/guard/e.ts', false],
      ['src/guard/f.ts', true],
      ['g', false],
    ]);
  });

  test.each([
    ['src/engine/x.ts', 'src/sensors/y.ts', true, false],
    ['src/engine/x.ts', 'node:fs', false, false],
    ['src/sensors/x.ts', 'src/engine/y.ts', true, false],
    ['src/guard/x.ts', 'src/messaging/router.ts', true, false],
    ['src/ui/x.ts', 'src/store/write.ts', true, false],
    ['src/ui/x.ts', 'src/platform/i18n.ts', true, true],
    ['src/entrypoints/x.ts', 'webextension-polyfill', false, false],
    ['src/new-room/x.ts', 'src/model/y.ts', true, false],
  ])('%s may not import %s', (from, to, own, typeOnly) => {
    expect(problem({ from, to, own, typeOnly })).not.toBe('');
  });

  test('every file keeps to the matrix', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.map((i) => [i.from, problem(i)]).filter(([, p]) => p !== '')).toEqual([]);
  });

  test('every import of an own file names its extension, and no test or tool reaches the product', () => {
    const bad = imports.filter((i) => i.own && !/\.(?:tsx?|json|css|html|bin\?url)$/.test(i.to));
    expect(bad.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
    expect(imports.filter((i) => !isEntrypoint(i.from) && /^(?:test|tools)\//.test(i.to))).toEqual([]);
  });

  test('nothing of the product imports in a circle between rooms', () => {
    const edges = new Set(
      imports.filter((i) => i.own && !isEntrypoint(i.from)).map((i) => `${roomOf(i.from)} ${roomOf(i.to)}`),
    );
    const both = [...edges].filter((e) => {
      const [a = '', b = ''] = e.split(' ');
      return a !== b && edges.has(`${b} ${a}`);
    });
    expect(both).toEqual([]);
  });
});

describe('the engine is pure', () => {
  test('its code names no clock, no randomness, no browser', () => {
    const impure =
      /\b(?:Date\.now|new Date|performance\.now|Math\.random|crypto\.|window\.|document\.|navigator\.|fetch|setTimeout|localStorage|chrome\.|browser\.|process\.|globalThis)\b/;
    const bad = sources
      .filter((f) => f.startsWith('src/engine/'))
      .flatMap((f) => [...codeOf(f).matchAll(new RegExp(impure, 'g'))].map((m) => `${f}: ${m[0]}`));
    expect(bad).toEqual([]);
  });

  test('it compiles without DOM and without any ambient types', () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const run = spawnSync(process.execPath, [tsc, '--noEmit', '-p', join(ROOT, 'src/engine')], { encoding: 'utf8' });
    expect(run.stdout).toBe('');
    expect(run.status).toBe(0);
  }, 60_000);
});
