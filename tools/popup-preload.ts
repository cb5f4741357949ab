// A Vite plugin: the popup's page names all that it will need, so that the browser fetches it at once. What shows the answer is
// imported only after the worker was asked, and what that imports in turn; left alone, each step waits for the one before.
import type { Plugin, Rollup } from 'vite';

const PAGE = 'entrypoints/popup/index.html';

export function popupPreload(): Plugin {
  return {
    name: 'demarc-popup-preload',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { filename, bundle, chunk }) {
        if (!filename.replaceAll('\\', '/').endsWith(PAGE) || !bundle || !chunk) return html;
        const scripts = new Set<string>();
        const styles = new Set<string>();
        const add = (name: string): void => {
          const found = bundle[name];
          if (found?.type !== 'chunk' || scripts.has(name)) return;
          scripts.add(name);
          for (const style of stylesOf(found)) styles.add(style);
          for (const next of [...found.imports, ...found.dynamicImports]) add(next);
        };
        add(chunk.fileName);
        scripts.delete(chunk.fileName);
        const link = (attrs: Record<string, string>) => ({ tag: 'link', attrs, injectTo: 'head' as const });
        return {
          html,
          tags: [
            // Not as style sheets: the script that asks the worker would wait for them.
            ...[...styles].map((name) => link({ rel: 'preload', as: 'style', href: `/${name}` })),
            ...[...scripts].map((name) => link({ rel: 'modulepreload', href: `/${name}` })),
          ],
        };
      },
    },
  };
}

/** Style sheets that Vite found for a chunk. */
const stylesOf = (chunk: Rollup.OutputChunk): ReadonlySet<string> =>
  (chunk as { viteMetadata?: { importedCss: ReadonlySet<string> } }).viteMetadata?.importedCss ?? new Set();
