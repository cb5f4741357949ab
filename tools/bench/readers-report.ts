// The table of the matrix, its totals, and the list of leaks: what a reader still got with Demarc on. Known limits are
// named in the corpus, each with its reason; everything else is a failure of the product.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Reader } from '../readers/reader.ts';
import type { FixtureOutcome } from './readers-run.ts';

/** A leak that is known and cannot be closed, or not yet. */
export interface KnownLimit {
  readonly technique: string;
  /** Readers it concerns; empty: all. */
  readonly readers: readonly string[];
  /** Engine it concerns; '': both. */
  readonly browser: string;
  readonly reason: string;
}

export interface Leak {
  readonly technique: string;
  readonly size: string;
  readonly reader: string;
  /** False when the text was gone a little later. */
  readonly lasting: boolean;
  /** '' when it is none of the known limits. */
  readonly reason: string;
}

export interface MatrixReport {
  readonly fixtures: number;
  readonly pairs: number;
  readonly before: number;
  readonly after: number;
  readonly leaks: readonly Leak[];
  readonly newLeaks: readonly Leak[];
  /** Visible fixtures that got neither a label nor were blanked. */
  readonly unlabelled: readonly string[];
  /** Fixtures that no reader gets even without Demarc: they prove nothing. */
  readonly voids: readonly string[];
  readonly problems: readonly string[];
  /** Known limits that did not show in this run although their fixtures were read. */
  readonly unusedLimits: readonly string[];
}

const FILE = path.resolve(import.meta.dirname, '../../test/corpus/techniques/known-limits.json');

/** Reads the list of known limits. */
export function readLimits(file: string = FILE): readonly KnownLimit[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { limits: readonly KnownLimit[] }).limits;
}

const covers = (limit: KnownLimit, technique: string, reader: string, browser: string): boolean =>
  limit.technique === technique &&
  (limit.readers.length === 0 || limit.readers.includes(reader)) &&
  (limit.browser === '' || limit.browser === browser);

/** Judges a run. */
export function reportOf(
  outcomes: readonly FixtureOutcome[],
  limits: readonly KnownLimit[],
  browser: string,
): MatrixReport {
  const hidden = outcomes.filter((outcome) => !outcome.visible);
  const pairs = hidden.flatMap((outcome) => outcome.pairs.map((pair) => ({ outcome, pair })));
  const leaks = pairs
    .filter(({ pair }) => pair.after === true)
    .map(({ outcome: { technique, size }, pair: { reader, lasting } }): Leak => {
      const limit = limits.find((one) => covers(one, technique, reader, browser));
      return { technique, size, reader, lasting, reason: limit?.reason ?? '' };
    });
  const done = (outcome: FixtureOutcome): boolean =>
    outcome.done.includes('labelled') || outcome.done.includes('blanked');
  const reached = (outcome: FixtureOutcome): boolean => outcome.pairs.some((pair) => pair.before === true);
  const limited = (technique: string): boolean => limits.some((one) => covers(one, technique, 'label', browser));
  const used = (limit: KnownLimit): boolean =>
    leaks.some((leak) => covers(limit, leak.technique, leak.reader, browser)) ||
    outcomes.some((one) => one.visible && one.technique === limit.technique && !done(one)) ||
    !outcomes.some((one) => one.technique === limit.technique && (limit.browser === '' || limit.browser === browser));
  return {
    fixtures: outcomes.length,
    pairs: pairs.length,
    before: pairs.filter(({ pair }) => pair.before === true).length,
    after: leaks.length,
    leaks,
    newLeaks: leaks.filter((leak) => leak.reason === ''),
    unlabelled: outcomes
      .filter((o) => o.visible && o.problem === '' && !done(o) && !limited(o.technique))
      .map((o) => o.key),
    voids: outcomes.filter((outcome) => outcome.problem === '' && !reached(outcome)).map((outcome) => outcome.key),
    problems: [
      ...outcomes.filter((o) => o.problem !== '').map((o) => `${o.key}: ${o.problem}`),
      ...outcomes.flatMap((o) =>
        o.pairs.filter((p) => p.problem !== '').map((p) => `${o.key}, ${p.reader}: ${p.problem}`),
      ),
    ],
    unusedLimits: limits.filter((limit) => !used(limit)).map((limit) => `${limit.technique}: ${limit.reason}`),
  };
}

/** Did the product hold? Void fixtures and readers without an answer prove nothing and count as failures, too. */
export const held = (report: MatrixReport): boolean =>
  report.newLeaks.length === 0 && report.unlabelled.length === 0 && report.problems.length === 0;

const CELLS = { leak: 'X', known: 'o', stopped: '-', none: '.' } as const;

/** One line per technique that still leaks, one column per reader. */
export function tableOf(outcomes: readonly FixtureOutcome[], readers: readonly Reader[], report: MatrixReport): string {
  const codes = readers.map((_reader, i) => String.fromCharCode(65 + i));
  const rows = [...new Set(report.leaks.map((leak) => leak.technique))];
  const wide = Math.max(20, ...rows.map((row) => row.length));
  const cell = (technique: string, reader: string): string => {
    const leak = report.leaks.filter((one) => one.technique === technique && one.reader === reader);
    if (leak.some((one) => one.reason === '')) return CELLS.leak;
    if (leak.length > 0) return CELLS.known;
    const own = outcomes.filter((one) => one.technique === technique).flatMap((one) => one.pairs);
    return own.some((pair) => pair.reader === reader && pair.before === true) ? CELLS.stopped : CELLS.none;
  };
  const legend = readers.map((reader, i) => `${codes[i] ?? ''} ${reader.name}`).join(', ');
  const lines = rows.map(
    (technique) => `${technique.padEnd(wide)} ${readers.map((reader) => cell(technique, reader.id)).join(' ')}`,
  );
  const all = new Set(outcomes.filter((outcome) => !outcome.visible).map((outcome) => outcome.technique));
  return [
    `Readers: ${legend}`,
    'X leaks, o leaks as a known limit, - stopped by Demarc, . never reached',
    '',
    `${'technique'.padEnd(wide)} ${codes.join(' ')}`,
    ...lines,
    `${all.size - rows.length} other hidden techniques reach no reader.`,
  ].join('\n');
}

/** Totals and lists, for people. */
export function summaryOf(report: MatrixReport): string {
  const list = (title: string, entries: readonly string[]): string[] =>
    entries.length === 0 ? [] : ['', `${title} (${entries.length}):`, ...entries.map((entry) => `  ${entry}`)];
  // One line for each page; a reader that would have got nothing a little later is marked.
  const byPage = new Map<string, string[]>();
  for (const { technique, size, reader, lasting } of report.newLeaks) {
    const readers = byPage.get(`${technique}, ${size}`) ?? [];
    byPage.set(`${technique}, ${size}`, [...readers, lasting ? reader : `${reader} (only early)`]);
  }
  const leaking = [...byPage].map(([page, readers]) => `${page}: ${readers.join(', ')}`);
  const known = report.leaks.length - report.newLeaks.length;
  return [
    `Hidden text that reached a reader: ${report.before} of ${report.pairs} pairs without Demarc, ` +
      `${report.after} with it (${known} of them known limits).`,
    ...list('Pages with leaks', leaking),
    ...list('Visible, and not labelled', report.unlabelled),
    ...list('Void: no reader gets them even without Demarc', report.voids),
    ...list('Without an answer', report.problems),
    ...list('Known limits that did not show', report.unusedLimits),
  ].join('\n');
}
