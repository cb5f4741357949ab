// What the browser is asked for, pinned word by word: a permission or a door can only be added by changing this test.
// The built manifests are read where a build is present; the source manifest always.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import catalog from '../../src/catalog/assistants.json' with { type: 'json' };
import { doorScripts } from '../../tools/door-scripts.ts';
import { ROOT, textOf } from './source-files.ts';

type Json = Readonly<Record<string, unknown>>;
const read = (path: string): Json => JSON.parse(textOf(path)) as Json;

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

const built = (['chromium', 'firefox'] as const).filter((b) => existsSync(join(ROOT, 'dist', b, 'manifest.json')));
const manifests: readonly (readonly [string, Json])[] = [
  ['manifest.json', read('manifest.json')],
  ...built.map((b) => [`dist/${b}/manifest.json`, read(`dist/${b}/manifest.json`)] as const),
];

describe.each(manifests)('%s', (path, manifest) => {
  test('asks for exactly these permissions', () => {
    expect(manifest['permissions']).toEqual([
      'storage',
      'webNavigation',
      'alarms',
      'scripting',
      'declarativeNetRequestWithHostAccess',
      'webRequest',
      ...(path.includes('firefox') ? ['webRequestBlocking'] : []),
    ]);
    expect(manifest['host_permissions']).toEqual(['<all_urls>']);
    // Asked for on the page of extensions, in context; refusing it costs that page alone.
    expect(manifest['optional_permissions']).toEqual(['management']);
  });

  test('has exactly these keys: no door for pages or other extensions, nothing remote', () => {
    const common = [
      'action',
      'background',
      'commands',
      'content_scripts',
      'content_security_policy',
      'default_locale',
      'description',
      'host_permissions',
      'icons',
      'incognito',
      'manifest_version',
      'name',
      'optional_permissions',
      'options_ui',
      'permissions',
      'storage',
      'version',
    ];
    const own = path.includes('firefox') ? ['browser_specific_settings'] : ['key', 'minimum_chrome_version'];
    expect(Object.keys(manifest).sort()).toEqual([...common, ...own].sort());
  });

  test('allows its own pages nothing from elsewhere', () => {
    expect(manifest['content_security_policy']).toEqual({ extension_pages: CSP });
  });

  test('runs two content scripts in every frame, the guard and a hook in the world of the page, and one on assistants’ pages', () => {
    const scripts = manifest['content_scripts'] as readonly Json[];
    const named = scripts.map(({ js, ...rest }) => [
      (js as string[]).map((f) => f.replace(/\.(?:ts|js)$/, '')).join(),
      rest,
    ]);
    const everywhere = {
      matches: ['<all_urls>'],
      run_at: 'document_start',
      all_frames: true,
      match_about_blank: true,
      match_origin_as_fallback: true,
    };
    expect(named.slice(0, 2)).toEqual([
      ['src/entrypoints/page-hook.iife', { ...everywhere, world: 'MAIN' }],
      ['src/entrypoints/guard.iife', everywhere],
    ]);
    // The addresses come from the catalogue when it is built; the source names none.
    const doors = doorScripts(catalog.assistants).map(({ js: _js, ...rest }) => ['src/entrypoints/doors.iife', rest]);
    expect(named.slice(2)).toEqual(path === 'manifest.json' ? [] : doors);
    for (const [, { matches }] of doors as [string, { matches: string[] }][]) {
      expect(matches.length).toBeGreaterThan(5);
      expect(matches.filter((m) => !/^\*:\/\/(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+\/[\w./-]*\*$/.test(m))).toEqual([]);
    }
  });

  test('has one key that stops agents', () => {
    const commands = manifest['commands'] as Readonly<Record<string, Json>>;
    expect(Object.keys(commands)).toEqual(['stop-agents']);
    expect(commands['stop-agents']?.['suggested_key']).toEqual({ default: 'Alt+Shift+X' });
  });

  test('has the background of its engine', () => {
    const background = manifest['background'] as Json;
    const expected = path.includes('firefox') ? ['scripts', 'type'] : ['service_worker', 'type'];
    expect(Object.keys(background).sort()).toEqual(expected);
    if (path.includes('firefox')) {
      expect(manifest['browser_specific_settings']).toEqual({
        gecko: {
          id: 'demarc@demarc.example',
          strict_min_version: '140.0',
          data_collection_permissions: { required: ['none'] },
        },
      });
    }
  });
});

describe.each(built)('dist/%s', (name) => {
  const folder = join(ROOT, 'dist', name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });

  test('every file that the manifest names is there', () => {
    const manifest = read(`dist/${name}/manifest.json`);
    const named = [...JSON.stringify(manifest).matchAll(/"([\w./-]+\.(?:js|html|png|json))"/g)].map((m) => m[1] ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((f) => !existsSync(join(folder, f)))).toEqual([]);
  });

  test('what runs in the world of the page is small and reaches nothing of the extension', () => {
    const hook = textOf(`dist/${name}/src/entrypoints/page-hook.iife.js`);
    expect(hook.length).toBeLessThan(3_072);
    expect(hook).not.toMatch(/\bchrome\b|\bbrowser\b|runtime|postMessage|storage/);
  });

  test('no code is fetched, evaluated or written as markup', () => {
    const scripts = files.filter((f) => f.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(2);
    // Methods of that name, as the engine of RE2 has one, evaluate nothing.
    const bad = scripts.filter((f) =>
      /(?<!\.)\beval\((?![\w$, ]*\)\{)|new Function\(|importScripts\(|document\.write\(|insertAdjacentHTML/.test(
        textOf(`dist/${name}/${f}`),
      ),
    );
    expect(bad).toEqual([]);
  });

  test('pages load their own files only', () => {
    const pages = files.filter((f) => f.endsWith('.html'));
    // Popup, console, and the page that shows a stopped prompt.
    expect(pages.length).toBe(3);
    for (const page of pages) {
      const html = textOf(`dist/${name}/${page}`);
      expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\son\w+=/i);
    }
  });
});
