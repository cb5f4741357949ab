// Relative links in the documents lead somewhere: to a file that is there, and to a heading that is in it.
// Links to the web are left alone, tests do not ask the network.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'coverage']);

function documents(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Without code, in which brackets are no links. */
const prose = (text: string): string => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');

/** Targets of links and pictures, in Markdown and in HTML. */
function targets(text: string): string[] {
  const forms = [/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g, /^\[[^\]]+\]:\s*<?([^\s>]+)/gm, /\s(?:href|src|srcset)="([^"]+)"/g];
  return forms.flatMap((form) => [...prose(text).matchAll(form)].map((m) => m[1] ?? ''));
}

/** Names of headings as GitHub makes them. */
function anchors(text: string): Set<string> {
  const lines = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.*)$/gm);
  const names = [...lines].map((m) => (m[1] ?? '').trim().toLowerCase());
  return new Set(names.map((n) => n.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')));
}

/** What is wrong with the links of one document. */
function brokenLinks(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return targets(text).flatMap((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const [file = '', anchor = ''] = target.split('#');
    const to = file === '' ? path : join(dirname(path), decodeURIComponent(file));
    if (!existsSync(to)) return [`${path}: ${target}: there is no such file`];
    if (relative('.', to).startsWith('..') && !path.startsWith(tmpdir()))
      return [`${path}: ${target}: outside the project`];
    if (anchor === '' || anchors(readFileSync(to, 'utf8')).has(anchor)) return [];
    return [`${path}: ${target}: there is no such heading`];
  });
}

test('a broken link, picture or heading would be seen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    const path = join(folder, 'a.md');
    writeFileSync(
      path,
      '# One two\n[ok](a.md) [ok](#one-two) [web](https://example.org/x) `[code](gone.md)`\n' +
        '[x](gone1.md) ![x](gone2.png) <img src="gone3.png"> [x](a.md#three)\n[r]: gone4.md\n```\n[code](gone.md)\n```\n',
    );
    const problems = brokenLinks(path).map((p) => p.replace(`${path}: `, ''));
    expect(problems.sort()).toEqual([
      'a.md#three: there is no such heading',
      'gone1.md: there is no such file',
      'gone2.png: there is no such file',
      'gone3.png: there is no such file',
      'gone4.md: there is no such file',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('every relative link in every document leads somewhere', () => {
  const all = documents('.');
  expect(all.length).toBeGreaterThan(10);
  expect(all.flatMap(brokenLinks)).toEqual([]);
});
