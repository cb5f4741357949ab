// Builds the extension once per engine: `vite build --mode chromium` and `--mode firefox`.
// manifest.json is the Chromium manifest; the few places where Firefox differs are written here, side by side.
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { dataConstants } from './tools/data-classes.ts';
import { ruleConstants } from './tools/rule-catalog.ts';
import { lateParts } from './tools/late-parts.ts';
import { doorScripts } from './tools/door-scripts.ts';
import { leanLocales } from './tools/lean-texts.ts';
import { popupPreload } from './tools/popup-preload.ts';
import assistants from './src/catalog/assistants.json' with { type: 'json' };
import baseManifest from './manifest.json' with { type: 'json' };

/** The manifest with the script for assistants' pages, whose addresses come from the catalogue. */
const manifest = {
  ...baseManifest,
  content_scripts: [...baseManifest.content_scripts, ...doorScripts(assistants.assistants)],
};

/** The Firefox manifest: event page instead of worker, gecko id, no Chromium-only keys. */
function firefoxManifest(): unknown {
  const { key: _key, minimum_chrome_version: _min, ...common } = manifest;
  return {
    ...common,
    // Rules for tabs must stand before the page does, and only a kept request waits for an event page to start.
    permissions: [...manifest.permissions, 'webRequestBlocking'],
    background: { scripts: [manifest.background.service_worker], type: 'module' },
    browser_specific_settings: {
      gecko: {
        id: 'demarc@demarc.example',
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['none'] },
      },
    },
  };
}

export default defineConfig(({ mode }) => {
  const firefox = mode === 'firefox';
  return {
    plugins: [
      preact(),
      lateParts(),
      leanLocales(),
      popupPreload(),
      crx({
        manifest: (firefox ? firefoxManifest() : manifest) as ManifestV3Export,
        browser: firefox ? 'firefox' : 'chrome',
      }),
    ],
    define: { ...ruleConstants(import.meta.dirname), ...dataConstants(import.meta.dirname) },
    build: {
      outDir: firefox ? 'dist/firefox' : 'dist/chromium',
      emptyOutDir: true,
      target: 'es2022',
      modulePreload: false,
      // A page that the worker leads tabs to; the manifest names it nowhere, so no page can load it.
      rollupOptions: { input: { prompt: 'src/entrypoints/prompt/index.html' } },
      // The catalogue is data; inlining it as a string of JSON parses faster than as an object literal.
      assetsInlineLimit: 0,
    },
    json: { stringify: true },
    // The Lab's worker loads the rules when it is asked for them.
    worker: { format: 'es' },
  };
});
