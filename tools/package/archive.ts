// A folder as a zip whose bytes depend on nothing but names and contents: no clock, no time zone, no order of the disk.
// Input: our own build.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';

/** Path inside the archive, with `/`, to content. */
export type Files = ReadonlyMap<string, Uint8Array>;

const FIXED_LEVEL = 9;

/** Every file below a folder, sorted by path. Links are left out: a package holds files only. */
export function filesOf(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
  return new Map(paths.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))]));
}

/** The same files give the same bytes, on every machine with the same compressor. */
export function zip(files: Files): Uint8Array {
  // First second that a zip can name, in local parts, as zip stores them: the time zone does not count.
  const mtime = new Date(1980, 0, 1);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = sorted.map(([name, content]) => [name, [content, { level: FIXED_LEVEL, mtime, os: 0 }]]);
  return zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0]);
}

/** The files with another manifest; `change` gets a copy that it may alter. */
export function withManifest(files: Files, change: (manifest: Record<string, unknown>) => void): Files {
  const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json'))) as Record<string, unknown>;
  change(manifest);
  return new Map([...files, ['manifest.json', new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)]]);
}
