// Exports: each format is held to its standard, and the worst texts that a page can write stay text in every one of them.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { marked, type Token } from 'marked';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { EXPORT_FORMATS, isoTime, MAX_IN_REPORT } from '../../src/formats/format.ts';
import { ownSchema, sarifSchema } from '../support/ajv.ts';
import { parseCsv } from '../support/csv.ts';
import { coded, exported, found, hostile, input, redacted, WORST } from '../support/exports.ts';
import { buildIncident } from '../support/incidents.ts';

const incidentSchema = ownSchema(JSON.parse(readFileSync('src/catalog/incident.schema.json', 'utf8')) as object);
const sarif = sarifSchema();
const worst = Object.entries(WORST);
const some = [
  found(),
  input(),
  found({ site: '', frameSite: '', url: '' }),
  found({ concealment: null, enforcement: 'labelled' }),
];

describe('JSON Lines', () => {
  test.each([
    ['in full', (i: ReturnType<typeof found>) => i],
    ['redacted', redacted],
    ['with codes for hosts', coded],
  ])('every line is a record that fits the schema: %s', (_what, change) => {
    const lines = exported('jsonl', some.map(change)).trimEnd().split('\n');
    expect(lines).toHaveLength(some.length);
    for (const line of lines) expect(incidentSchema(JSON.parse(line))).toEqual([]);
  });

  test.each(worst)('a line is a line, and says exactly what the record says: %s', (_what, text) => {
    const file = exported('jsonl', [hostile(text)]);
    expect(file.match(/[\n\r\u2028\u2029\u0085]/g)).toEqual(['\n']);
    expect((JSON.parse(file) as { text: string }).text).toBe(text);
  });
});

describe('CSV (RFC 4180)', () => {
  test('every row has the columns of the first', () => {
    const [head, ...rows] = parseCsv(exported('csv', some));
    expect(head).toContain('site');
    expect(rows.map((r) => r.length)).toEqual(some.map(() => head?.length));
    expect(rows[0]?.[head?.indexOf('site') ?? -1]).toBe('shop.example');
    expect(rows[0]?.[head?.indexOf('confidence') ?? -1]).toBe('0.9');
  });

  test.each(worst)('no cell is a formula, and none breaks out of its place: %s', (_what, text) => {
    const rows = parseCsv(exported('csv', [hostile(text), found()]));
    expect(rows.map((r) => r.length)).toEqual([28, 28, 28]);
    for (const cell of rows.flat()) {
      expect(cell).not.toMatch(/^[\s\u3000]*[=+\-@|%＝＋－＠]/);
      expect(cell).not.toMatch(/[\u0000-\u001f\u200b\u202e]/);
    }
  });
});

describe('Markdown report', () => {
  /** Every token of the document. */
  const all = (tokens: readonly Token[]): Token[] =>
    tokens.flatMap((t) => [
      t,
      ...all((t as { tokens?: Token[] }).tokens ?? []),
      ...all((t as { items?: Token[] }).items ?? []),
    ]);

  test.each(worst)('what a page wrote stays in code: %s', (_what, text) => {
    const tokens = all(marked.lexer(exported('markdown', [hostile(text), found()])));
    const kinds = new Set(tokens.map((t) => t.type));
    for (const kind of ['link', 'image', 'html', 'table', 'blockquote', 'hr', 'def', 'br'])
      expect(kinds).not.toContain(kind);
    const headings = tokens.filter((t) => t.type === 'heading');
    expect(headings).toHaveLength(6);
    // Outside code stands nothing but the words of the report itself.
    const prose = tokens.filter((t) => t.type === 'text' && !('tokens' in t)).map((t) => t.raw);
    expect(prose.filter((p) => /bad\.example|alert|calc|constructor|xxxx/.test(p))).toEqual([]);
  });

  test('a report for reading ends somewhere, and says how many it does not show', () => {
    const many = Array.from({ length: MAX_IN_REPORT + 3 }, () => found());
    for (const format of ['markdown', 'html'] as const) {
      const file = exported(format, many);
      expect(file).toContain('exportReportMore 3');
      expect(file.match(/factId/g)).toHaveLength(MAX_IN_REPORT);
    }
  });
});

describe('HTML report', () => {
  type Node = DefaultTreeAdapterTypes.Node;
  type Element = DefaultTreeAdapterTypes.Element;
  const elements = (node: Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(elements) : []),
  ];
  const OWN = [
    'html',
    'head',
    'meta',
    'title',
    'style',
    'body',
    'main',
    'h1',
    'h2',
    'h3',
    'p',
    'article',
    'dl',
    'dt',
    'dd',
    'bdi',
    'span',
    'pre',
    'table',
    'tbody',
    'tr',
    'th',
    'td',
  ];

  test.each(worst)('only elements of the report itself, without an address: %s', (_what, text) => {
    const file = exported('html', [hostile(text), found()]);
    const tree = elements(parse(file));
    expect([...new Set(tree.map((e) => e.tagName))].filter((t) => !OWN.includes(t))).toEqual([]);
    const attributes = tree.flatMap((e) => e.attrs.map((a) => a.name));
    expect([...new Set(attributes)].sort()).toEqual([
      'charset',
      'class',
      'content',
      'dir',
      'http-equiv',
      'lang',
      'name',
      'scope',
    ]);
    expect(tree.filter((e) => e.tagName === 'article')).toHaveLength(2);
    expect(file.replace(/[\n\t]/g, '')).not.toMatch(/[\u0000-\u001f\u200b\u202e\u{e0041}]/u);
  });

  test('its policy of content allows its one style and nothing else', () => {
    const tree = elements(parse(exported('html', some)));
    const policy = tree.find((e) => e.attrs.some((a) => a.value === 'Content-Security-Policy'));
    expect(policy?.attrs.find((a) => a.name === 'content')?.value).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'$/,
    );
    // Before anything that it has to hold.
    expect(tree.indexOf(policy as Element)).toBeLessThan(tree.findIndex((e) => e.tagName === 'style'));
  });
});

describe('SARIF 2.1.0', () => {
  interface Log {
    runs: {
      results: { ruleId: string; ruleIndex: number; message: { text: string } }[];
      tool: { driver: { rules: { id: string }[] } };
    }[];
  }
  const logOf = (text: string): Log => JSON.parse(text) as Log;

  test.each([
    ['none', []],
    ['some', some],
    ['redacted', some.map(redacted)],
    ['hosts as codes', some.map(coded)],
  ])('fits the official schema: %s', (_what, incidents) => {
    expect(sarif(JSON.parse(exported('sarif', incidents)))).toEqual([]);
  });

  test('the schema would object', () => {
    const log = JSON.parse(exported('sarif', some)) as { version: string; runs: { results: { level: string }[] }[] };
    const [run] = log.runs;
    expect(sarif({ ...log, version: '2.0.0' })).not.toEqual([]);
    expect(sarif({ ...log, runs: [{ ...run, results: [{ ...run?.results[0], level: 'bad' }] }] })).not.toEqual([]);
  });

  test.each(worst)('the worst texts fit too, and no message has a word of them: %s', (_what, text) => {
    const log = JSON.parse(exported('sarif', [hostile(text), found()])) as unknown;
    expect(sarif(log)).toEqual([]);
    for (const { message } of (log as Log).runs[0]?.results ?? [])
      expect(message.text).toMatch(/^malicious: a text [a-z ()]+-?[a-z ,().]+$/);
  });

  test('every result names a rule of the list by its place (§3.27.6)', () => {
    const [run] = logOf(exported('sarif', [...some, found()])).runs;
    for (const r of run?.results ?? []) expect(run?.tool.driver.rules[r.ruleIndex]?.id).toBe(r.ruleId);
    expect(run?.tool.driver.rules.map((r) => r.id)).toEqual(['assistant-address.made-up', 'input.secret.password']);
  });
});

describe('every format', () => {
  test.each(EXPORT_FORMATS)(
    'redacted, %s holds no word of a page or a person, and no name of a host where codes were chosen',
    (format) => {
      const secret = 'zorble-quandle-snorfel';
      const one = {
        ...hostile(secret),
        verdict: { ...found().verdict, layers: [{ transform: 'base64' as const, text: secret }] },
        site: 'intranet.example',
        frameSite: 'frame.intranet.example',
        url: `https://frame.intranet.example/${secret}`,
        // A field of a later version.
        later: secret,
      };
      const typed = { ...input(), text: secret, site: 'intranet.example', snippet: secret };
      const file = exported(format, [coded(one), coded(typed)], { redacted: true });
      expect(file).not.toContain(secret);
      for (const word of ['Erika', 'vK…T4', 'intranet', 'later']) expect(file).not.toContain(word);
    },
  );

  test.each(EXPORT_FORMATS)('%s takes every worst text without a word of complaint', (format) => {
    const file = exported(
      format,
      worst.map(([, text]) => hostile(text)),
    );
    expect(file.length).toBeGreaterThan(100);
  });
});

test('a record of a time that is none has one', () => {
  expect(isoTime(Number.MAX_SAFE_INTEGER)).toBe('9999-12-31T23:59:59.999Z');
  expect(isoTime(Number.NaN)).toBe('1970-01-01T00:00:00.000Z');
  expect(exported('csv', [buildIncident({ time: Number.MAX_SAFE_INTEGER })])).toContain('9999-12-31');
});
