// Habits of the house that a machine can watch: sizes, file headers, no markup from strings, nothing of any one machine,
// and no hostile wording outside JSON, so that reading this repository is safe for people's own coding assistants.
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/engine/detect/compile.ts';
import { scan } from '../../src/engine/scan.ts';
import { readRules } from '../../tools/rule-catalog.ts';
import { codeOf, filesIn, ROOT, sourceOf, textOf } from './source-files.ts';

const src = filesIn('src', ['.ts', '.tsx']);
const all = ['src', 'test', 'tools', 'docs'].flatMap((folder) => filesIn(folder, ['.ts', '.tsx', '.mjs', '.md']));

const MAX_LINES = 350;

describe('source files', () => {
  test('are at most 350 lines long', () => {
    const code = all.filter((f) => !f.endsWith('.md'));
    const long = code.map((f) => [f, textOf(f).split('\n').length - 1] as const).filter(([, n]) => n > MAX_LINES);
    expect(long).toEqual([]);
  });

  test('open with a comment of what they are for', () => {
    const code = all.filter((f) => !f.endsWith('.md'));
    expect(code.length).toBeGreaterThan(100);
    expect(code.filter((f) => !/^(?:#!.*\n)?(?:\/\/ \S.{15,}|\/\*\*? ?\n? ?\*? ?\S.{10,})/.test(textOf(f)))).toEqual(
      [],
    );
  });

  test('are named in kebab case, components in Pascal case', () => {
    const bad = src.filter((f) => {
      const name = f.split('/').at(-1) ?? '';
      const pascal = /^[A-Z][A-Za-z]+\.tsx$/.test(name) || (/^[A-Z]/.test(name) && name.endsWith('.test.tsx'));
      return !pascal && !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*\.(?:ts|tsx)$/.test(name);
    });
    expect(bad).toEqual([]);
  });

  test('leave no unfinished notes behind', () => {
    const note = new RegExp(`\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|${['X', 'XX'].join('')})\\b`);
    expect(all.filter((f) => note.test(textOf(f)))).toEqual([]);
  });

  test('name no path of a person’s machine', () => {
    const place = /(?:^|[\s'"`(])\/(?:home|root|Users|work)\/[a-z]/m;
    expect(all.filter((f) => place.test(textOf(f)))).toEqual([]);
  });
});

describe('product code', () => {
  const FORBIDDEN = [
    /\.innerHTML\s*=(?!=)/,
    /\.outerHTML\s*=(?!=)/,
    /insertAdjacentHTML/,
    /dangerouslySetInnerHTML/,
    /\beval\s*\(/,
    /\bnew Function\b/,
    /document\.write/,
    /createContextualFragment/,
    /setHTMLUnsafe/,
  ];

  test.each(['a.innerHTML = x', 'a.outerHTML=x', 'a.insertAdjacentHTML("x", y)', 'eval(x)', 'new Function(x)'])(
    'the check would see %s',
    (code) => {
      expect(FORBIDDEN.some((f) => f.test(code))).toBe(true);
    },
  );

  test('never makes markup or code from strings', () => {
    const bad = src.flatMap((f) => {
      const code = codeOf(f);
      return FORBIDDEN.filter((p) => p.test(code)).map((p) => `${f}: ${String(p)}`);
    });
    expect(bad).toEqual([]);
  });

  test('has no any, no enum and no default export', () => {
    const bad: string[] = [];
    for (const f of src) {
      const visit = (node: ts.Node): void => {
        if (node.kind === ts.SyntaxKind.AnyKeyword) bad.push(`${f}: any`);
        if (ts.isEnumDeclaration(node)) bad.push(`${f}: enum`);
        ts.forEachChild(node, visit);
      };
      visit(sourceOf(f));
    }
    expect(bad).toEqual([]);
  });

  test('sends nothing anywhere: no fetch, socket, beacon or request but for files of its own', () => {
    const network = /\bfetch\s*\(|XMLHttpRequest|new WebSocket|EventSource|sendBeacon|RTCPeerConnection/;
    const product = src.filter((f) => !f.startsWith('src/ui/dev/'));
    expect(product.filter((f) => network.test(codeOf(f)))).toEqual(['src/platform/own-files.ts']);
  });
});

describe('wording', () => {
  const { lexicon, files } = readRules(ROOT);
  const rules = compileRules(lexicon, files);
  const samples = files.flatMap((f) =>
    f.rules.flatMap((r) => (r as unknown as { samples: { match: string[] } }).samples.match),
  );

  test('the reader of paragraphs would see the catalogue’s own samples', () => {
    const seen = samples.filter((s) => scan(rules, s, true).verdict.kind === 'malicious');
    expect(seen.length).toBeGreaterThan(samples.length / 2);
  });

  test('no sample sentence stands in code or prose', () => {
    const long = samples.filter((s) => [...s].length >= 24);
    const bad = all.flatMap((f) => {
      const text = textOf(f);
      return long.filter((s) => text.includes(s)).map(() => f);
    });
    expect([...new Set(bad)]).toEqual([]);
  });

  test('no line of code or prose would steer an assistant', () => {
    const bad: string[] = [];
    // The tests of the rules speak, in titles, about what the rules are about.
    for (const f of all.filter((path) => path !== 'test/unit/catalog-rules.test.ts')) {
      for (const [i, line] of textOf(f).split('\n').entries()) {
        // Ids such as `family.name-of-it`, and terms quoted one by one, are names, not sentences.
        const prose = line.replace(/[a-z]+(?:-[a-z]+)+(?:\.[a-z-]+)?/g, ' ').replace(/'[\w-]+'/g, ' ');
        if (line.length >= 24 && scan(rules, prose, false).verdict.kind === 'malicious') bad.push(`${f}:${i + 1}`);
      }
    }
    expect(bad).toEqual([]);
  });
});
