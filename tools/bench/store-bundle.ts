// Bundles the store with its bench for a page of the extension, as one script that can be evaluated there.
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from '../browsers/launch.ts';

/** The script; it leaves `demarcBench` behind. */
export async function storeBundle(): Promise<string> {
  const built = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: path.join(ROOT, 'tools/bench/console-page.ts'), formats: ['iife'], name: 'demarcBenchBundle' },
    },
  });
  for (const { output } of [built].flat() as readonly { output: readonly { type: string; code?: string }[] }[]) {
    const code = output.find((chunk) => chunk.type === 'chunk')?.code;
    if (code !== undefined) return code;
  }
  throw new Error('the store was not bundled');
}
