// Sizes of the built files against what they may weigh. The guard runs on every page a person opens, so its size is
// a cost for everybody; the rest only loads when it is asked for. Input: our own build.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './browsers/launch.ts';

const KB = 1024;

interface Manifest {
  readonly content_scripts: readonly { readonly js: readonly string[] }[];
}

interface Budget {
  readonly what: string;
  readonly limit: number;
  measure(folder: string): number;
}

const sizeOf = (file: string): number => statSync(file).size;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

const DOORS = 'src/entrypoints/doors.iife.js';

/** What runs on every page. */
function guardFiles(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const all = manifest.content_scripts.flatMap((script) => script.js).filter((file) => file !== DOORS);
  return all.map((file) => path.join(folder, file));
}

const BUDGETS: readonly Budget[] = [
  {
    what: 'guard (every page)',
    limit: 204 * KB,
    measure: (folder) => guardFiles(folder).reduce((sum, file) => sum + sizeOf(file), 0),
  },
  {
    what: 'guard, compressed',
    limit: 103 * KB,
    measure: (folder) => guardFiles(folder).reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0),
  },
  {
    what: 'doors (assistants’ pages)',
    limit: 500 * KB,
    measure: (folder) => sizeOf(path.join(folder, DOORS)),
  },
  {
    what: 'largest other script',
    limit: 500 * KB,
    measure: (folder) => {
      const guard = new Set(guardFiles(folder));
      return Math.max(
        0,
        ...filesOf(folder)
          .filter((f) => f.endsWith('.js') && !guard.has(f))
          .map(sizeOf),
      );
    },
  },
  {
    // The worker's part of the classifier: loaded when the first text asks for it.
    what: 'classifier',
    limit: 4_096 * KB,
    measure: (folder) =>
      filesOf(folder)
        .filter((f) => f.endsWith('.bin'))
        .reduce((sum, file) => sum + sizeOf(file), 0),
  },
  {
    what: 'whole extension',
    limit: 8_000 * KB,
    measure: (folder) => filesOf(folder).reduce((sum, file) => sum + sizeOf(file), 0),
  },
];

let over = 0;
for (const kind of ['chromium', 'firefox']) {
  const folder = path.join(ROOT, 'dist', kind);
  if (!existsSync(path.join(folder, 'manifest.json'))) {
    process.stdout.write(`dist/${kind} is not built. Run "npm run build" first.\n`);
    over += 1;
    continue;
  }
  for (const { what, limit, measure } of BUDGETS) {
    const size = measure(folder);
    const word = size <= limit ? 'ok  ' : 'OVER';
    if (size > limit) over += 1;
    process.stdout.write(`${word} ${kind}: ${what}: ${(size / KB).toFixed(1)} of ${(limit / KB).toFixed(0)} KB\n`);
  }
}
process.exitCode = over > 0 ? 1 : 0;
