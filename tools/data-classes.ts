// Reads catalog/data-classes/*.json: for the build, which packs them into the product, and for tools and tests.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataClasses, NumberClass, TokenClass } from '../src/engine/sensitive/data-class.ts';
import { packRows, packWords } from '../src/engine/sensitive/packed.ts';
import { squeeze } from '../src/engine/sensitive/squeezed.ts';

/** Texts that a class must and must not match; `{h:32}` and the like stand for made-up characters (test/support). */
export interface Samples {
  readonly samples: { readonly match: readonly string[]; readonly other: readonly string[] };
  readonly knownMisses: readonly string[];
}

type DataFile =
  | { readonly kind: 'token'; readonly classes: readonly (TokenClass & Samples)[] }
  | { readonly kind: 'number'; readonly classes: readonly (NumberClass & Samples)[] }
  | { readonly kind: 'words'; readonly lists: Readonly<Record<string, readonly string[]>> };

/** Every file of the folder as it stands in the source tree, samples included. */
export function readDataFiles(root: string): readonly DataFile[] {
  const folder = join(root, 'src/catalog/data-classes');
  return readdirSync(folder)
    .filter((f) => f.endsWith('.json'))
    .sort()
    .map((f) => JSON.parse(readFileSync(join(folder, f), 'utf8')) as DataFile);
}

/** What the product carries of them: no samples. */
export function readDataClasses(root: string): DataClasses {
  const files = readDataFiles(root);
  const bare = <T extends Samples>({ samples: _samples, knownMisses: _misses, ...rest }: T): Omit<T, keyof Samples> =>
    rest;
  return {
    tokens: files.flatMap((f) => (f.kind === 'token' ? f.classes.map(bare) : [])),
    numbers: files.flatMap((f) => (f.kind === 'number' ? f.classes.map(bare) : [])),
    words: Object.assign({}, ...files.map((f) => (f.kind === 'words' ? f.lists : {}))) as DataClasses['words'],
  };
}

/** The data classes as a text: classes as rows, lists of words packed, the whole squeezed. */
export function packDataClasses({ tokens, numbers, words }: DataClasses): string {
  return squeeze(
    JSON.stringify({
      tokens: packRows(tokens.map((t) => ({ ...t }))),
      numbers: packRows(numbers.map((n) => ({ ...n, words: packWords(n.words) }))),
      words: Object.fromEntries(Object.entries(words).map(([name, list]) => [name, packWords(list)])),
    }),
  );
}

/** The policy's keys without what is written about them: a page needs their types and defaults. */
function policyKeys(root: string): unknown[] {
  const file = JSON.parse(readFileSync(join(root, 'src/catalog/managed-keys.json'), 'utf8')) as {
    keys: readonly Readonly<Record<string, unknown>>[];
  };
  return file.keys.map(({ description: _text, since: _since, ...rest }) => rest);
}

/** Compile-time constants for Vite's `define`: strings, parsed only where they are needed. */
export function dataConstants(root: string): Record<string, string> {
  return {
    __DEMARC_DATA_CLASSES__: JSON.stringify(packDataClasses(readDataClasses(root))),
    __DEMARC_POLICY_KEYS__: JSON.stringify(JSON.stringify(policyKeys(root))),
  };
}
