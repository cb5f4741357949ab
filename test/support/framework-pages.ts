// Pages made with real user-interface libraries, bundled from test/corpus/frameworks. Each answers to `app.mount(state)`,
// `app.set(patch)` and `app.unmount()`, and shows the same things, so that one test speaks for all of them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compile, compileModule } from 'svelte/compiler';
import { build, type Plugin, type Rollup } from 'vite';
import { ROOT } from '../../tools/browsers/launch.ts';

export const FRAMEWORKS = ['react', 'vue', 'svelte', 'lit', 'preact'] as const;
export type Framework = (typeof FRAMEWORKS)[number];

const FOLDER = path.join(ROOT, 'test/corpus/frameworks');
const ENTRIES: Readonly<Record<Framework, string>> = {
  react: 'react.jsx',
  vue: 'vue.js',
  svelte: 'svelte.js',
  lit: 'lit.js',
  preact: 'preact.jsx',
};

export interface State {
  readonly count: number;
  readonly typed: string;
  /** Shown in hidden places only. */
  readonly secret: string;
  readonly label: string;
  readonly shown: boolean;
  readonly items: readonly { readonly key: string; readonly text: string; readonly hidden: boolean }[];
}

/** The page's script as one classic script, built for production. */
export async function bundleOf(framework: Framework): Promise<string> {
  const out = (await build({
    configFile: false,
    root: FOLDER,
    logLevel: 'error',
    mode: 'production',
    plugins: [svelte()],
    oxc: { jsx: { runtime: 'automatic', importSource: framework, development: false } },
    resolve: {
      alias: framework === 'vue' ? { vue: 'vue/dist/vue.esm-bundler.js' } : {},
      conditions: ['browser', 'production', 'import', 'module', 'default'],
    },
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: path.join(FOLDER, ENTRIES[framework]), formats: ['iife'], name: 'bundle' },
    },
  })) as Rollup.RollupOutput[];
  const chunk = out[0]?.output[0];
  if (!chunk) throw new Error(`nothing was built for ${framework}`);
  return chunk.code;
}

/** Svelte's own compiler; the bundler does the rest. */
function svelte(): Plugin {
  return {
    name: 'svelte-files',
    transform(_code, id) {
      if (!id.startsWith(FOLDER)) return null;
      const source = (): string => readFileSync(id, 'utf8');
      if (id.endsWith('.svelte')) return compile(source(), { filename: id, dev: false }).js.code;
      if (id.endsWith('.svelte.js')) return compileModule(source(), { filename: id, dev: false }).js.code;
      return null;
    },
  };
}
