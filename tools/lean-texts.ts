// A vite plugin: built texts go without the descriptions that are for translators, which are half of each file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

type Messages = Readonly<Record<string, { readonly description?: string }>>;

/** The same texts without descriptions, written without spaces. */
export function leanTexts(json: string): string {
  const messages = Object.entries(JSON.parse(json) as Messages);
  return JSON.stringify(Object.fromEntries(messages.map(([key, { description: _for, ...rest }]) => [key, rest])));
}

/** Rewrites `_locales` in the folder of the build, once everything is in it. */
export function leanLocales(): Plugin {
  let folder = '';
  return {
    name: 'demarc-lean-locales',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => void (folder = path.resolve(config.root, config.build.outDir, '_locales')),
    closeBundle() {
      for (const language of existsSync(folder) ? readdirSync(folder) : []) {
        const file = path.join(folder, language, 'messages.json');
        writeFileSync(file, leanTexts(readFileSync(file, 'utf8')));
      }
    },
  };
}
