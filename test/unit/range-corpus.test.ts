// The range's data: what the gallery promises must be in it. Titles name ids only; payload texts stay in the data.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/model/policy.ts';
import { VERDICT_KINDS } from '../../src/model/verdict.ts';
import { FAMILIES } from '../../src/model/finding.ts';
import { buildPage } from '../../tools/range/build-page.ts';
import { ENCODINGS, INSERTS, KINDS, loadCorpus } from '../../tools/range/corpus.ts';
import { indexPage } from '../../tools/range/index-page.ts';
import { buildSite } from '../../tools/range/site.ts';

const corpus = loadCorpus();
const { pages } = corpus;
const of = (kind: string) => pages.filter((page) => page.kind === kind);
const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;
const folder = path.resolve(import.meta.dirname, '../corpus/range');
const decoded = (url: string): string => decodeURIComponent(url);

describe('the corpus', () => {
  test('is as large as promised', () => {
    const attacks = of('attack');
    expect(attacks.length).toBeGreaterThanOrEqual(20);
    expect(new Set(attacks.filter((p) => p.hidden).map((p) => p.technique)).size).toBeGreaterThanOrEqual(14);
    expect(of('honest').length).toBeGreaterThanOrEqual(10);
    expect(new Set(of('assistant').map((p) => p.host))).toEqual(
      new Set(['chatgpt.com', 'claude.ai', 'gemini.google.com', 'copilot.microsoft.com']),
    );
    expect(new Set(pages.map((p) => p.payload.lang)).size).toBeGreaterThanOrEqual(10);
  });

  test('has unique ids, addresses, titles, canaries and payloads', () => {
    expect(unique(pages.map((p) => p.id))).toBe(true);
    expect(unique(pages.map((p) => p.url))).toBe(true);
    expect(unique(pages.map((p) => p.kind + p.title))).toBe(true);
    expect(unique(pages.map((p) => p.canary))).toBe(true);
    expect(unique(pages.map((p) => p.payloadId))).toBe(true);
  });

  test('honest twins use the ways of hiding that attacks use', () => {
    const ways = new Set(of('attack').map((p) => p.technique));
    const shared = new Set(
      of('honest')
        .map((p) => p.technique)
        .filter((way) => ways.has(way)),
    );
    expect(shared.size).toBeGreaterThanOrEqual(14);
  });

  test('uses every template and fragment it has', () => {
    const names = (dir: string) =>
      new Set(readdirSync(path.join(folder, dir)).map((f) => f.replace(/(\.head)?\.[a-z]+$/, '')));
    expect(names('templates')).toEqual(new Set(pages.map((p) => p.template)));
    expect(names('fragments')).toEqual(new Set(pages.map((p) => p.fragment)));
  });

  test('builds without conflicting addresses', () => {
    expect(() => buildSite(corpus)).not.toThrow();
  });

  test('the gallery links to every page and holds no canary', () => {
    const html = indexPage(pages);
    for (const page of pages) {
      const link = page.url.includes('?') ? `/go/${page.id}` : page.url;
      expect(html).toContain(`href="${link}"`);
      expect(html).not.toContain(page.canary);
    }
  });
});

describe.each(pages.map((page) => [page.id, page] as const))('%s', (_id, page) => {
  test('has known values and an expectation that fits', () => {
    expect(page.id).toMatch(/^[a-z0-9-]+$/);
    expect(KINDS).toContain(page.kind);
    expect(INSERTS).toContain(page.insert);
    expect(ENCODINGS).toContain(page.encoding);
    expect(VERDICT_KINDS).toContain(page.expect.verdict);
    expect(ACTIONS).toContain(page.expect.action);
    expect(page.host).toMatch(page.kind === 'assistant' ? /^[a-z.]+\.(?:com|ai)$/ : /^[a-z.-]+\.test$/);
    expect(page.scheme).toBe(page.kind === 'assistant' ? 'https' : 'http');
    const attack = page.payload.role === 'attack';
    expect(page.expect).toEqual(
      !attack
        ? { verdict: 'clean', action: 'allow', blanked: false }
        : page.hidden
          ? { verdict: 'malicious', action: 'block', blanked: true }
          : { verdict: 'malicious', action: 'warn', blanked: false },
    );
    if (page.kind !== 'assistant') expect(attack).toBe(page.kind === 'attack');
    if (attack) expect(FAMILIES as readonly string[]).toContain(page.payload.goal);
  });

  test('carries its canary in the payload and nowhere else', () => {
    expect(page.canary).toMatch(/^[A-Za-z]{7,}$/);
    expect(page.payload.text.split(page.canary)).toHaveLength(2);
    for (const other of pages) {
      if (other !== page) expect(other.payload.text).not.toContain(page.canary);
    }
    expect(page.title + page.lookFor + corpus.template(page.template)).not.toContain(page.canary);
  });

  test('is built with one of its markers, and none without the payload', () => {
    const built = buildPage(corpus, page);
    const all = [built.html, ...[...built.assets.values()].map((a) => a.body), decoded(page.url)].join('\n');
    expect(page.markers.some((marker) => all.includes(marker))).toBe(true);
    expect(built.html).not.toMatch(/\{\{(?!count|skipped)/);
    const empty = buildPage(corpus, { ...page, payload: { ...page.payload, text: 'x', hint: 'x' } });
    expect(page.markers.some((marker) => empty.html.includes(marker))).toBe(false);
  });

  test('keeps injected text out of its own source where a script or style sheet brings it', () => {
    if (!['late', 'shadow-open', 'shadow-closed', 'blob', 'query'].includes(page.insert)) return;
    expect(buildPage(corpus, page).html).not.toContain(page.canary);
  });

  test('shows at least 150 words of honest text', () => {
    const words = corpus
      .template(page.template)
      .replace(/<(style|title|svg|template)\b[\s\S]*?<\/\1>/g, ' ')
      .replace(/\{\{[^}]*\}\}|<[^>]*>/g, ' ')
      .match(/\p{L}[\p{L}\p{M}’'-]*/gu);
    expect(words?.length ?? 0).toBeGreaterThanOrEqual(150);
  });
});
