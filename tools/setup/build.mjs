// Builds the extension for both engines when its sources changed since the last build. No dependency.
// The stamp is a hash of contents, not times: a fresh clone has new times on old files.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError, run } from './say.mjs';

const SOURCES = ['src', 'public', 'manifest.json', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/** Hash of every file that the build reads. */
export function sourceHash(root) {
  const hash = createHash('sha256');
  const add = (relative) => {
    const file = path.join(root, relative);
    if (!existsSync(file)) return;
    let entries = null;
    try {
      entries = readdirSync(file, { withFileTypes: true });
    } catch {
      hash
        .update(`${relative.split(path.sep).join('/')}\0`)
        .update(readFileSync(file))
        .update('\0');
      return;
    }
    for (const name of entries.map((entry) => entry.name).sort()) add(path.join(relative, name));
  };
  SOURCES.forEach(add);
  return hash.digest('hex');
}

/** Builds dist/chromium and dist/firefox unless they are up to date. Throws a SetupError when the build fails. */
export async function ensureBuild(root) {
  const stamp = path.join(root, 'dist', '.demarc-build');
  const hash = sourceHash(root);
  const built = ['chromium', 'firefox'].every((mode) => existsSync(path.join(root, 'dist', mode, 'manifest.json')));
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  for (const mode of ['chromium', 'firefox']) {
    const result = await run(`Build for ${mode}`, process.execPath, [vite, 'build', '--mode', mode], { cwd: root });
    if (result.code !== 0) {
      process.stderr.write(`${result.output.trimEnd()}\n`);
      throw new SetupError(`The build for ${mode} failed; the lines above say why. Mend the sources and run it again.`);
    }
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}
