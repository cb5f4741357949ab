// Builds the scripts that the worker brings into an assistant's page when they are asked for: each one file, complete in itself,
// named in no manifest, so that no page can load it. A Vite plugin; input is our own source.
import path from 'node:path';
import { build, type Plugin, type ResolvedConfig, type Rollup } from 'vite';
import { LATE_PARTS } from '../src/model/late-part.ts';

export function lateParts(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'demarc-late-parts',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    async generateBundle() {
      for (const part of LATE_PARTS) {
        const fileName = `src/entrypoints/${part}-part.iife.js`;
        const built = await build({
          configFile: false,
          logLevel: 'warn',
          root: config.root,
          mode: config.mode,
          build: {
            write: false,
            target: config.build.target,
            minify: config.build.minify,
            copyPublicDir: false,
            rollupOptions: {
              input: path.join(config.root, `src/entrypoints/${part}-part.iife.ts`),
              output: { format: 'iife', entryFileNames: fileName },
            },
          },
        });
        const { output } = (Array.isArray(built) ? built[0] : built) as Rollup.RollupOutput;
        if (output.length !== 1) throw new Error(`${part} is not one file`);
        this.emitFile({ type: 'asset', fileName, source: output[0].code });
      }
    },
  };
}
