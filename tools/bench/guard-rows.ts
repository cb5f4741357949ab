// What a row of the speed bench is: figures, each with its budget, and where the guard's time went. The rows themselves
// are in guard-rows-pages.ts (others' pages) and guard-rows-made.ts (pages that the bench makes).
import type { GuardTime, HotFunction } from './trace.ts';

export interface Figure {
  readonly what: string;
  /** null: it could not be measured, which is no pass; infinity: what was waited for never came. */
  readonly measured: number | null;
  readonly budget: number;
  readonly unit: string;
}

export interface Row {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** Further numbers that no budget judges. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly hot: readonly HotFunction[];
  /** Loads that failed, with the reason. */
  readonly problems: readonly string[];
}

export interface Settings {
  /** Built extension; undefined: dist/chromium. */
  readonly extension: string | undefined;
  readonly pagesFile: string;
  /** How many real pages. */
  readonly pages: number;
  readonly seconds: number;
  readonly navigations: number;
  /** Loads of a made page that count, after one that does not. */
  readonly runs: number;
}

export const isOver = ({ measured, budget }: Figure): boolean => measured === null || !(measured <= budget);

export const rounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : Math.round(value * 100) / 100;

/** Functions of several measurements in one list: those with the most self time, and those with the most in all. */
export function hottest(times: readonly (GuardTime | null)[], most = 40): HotFunction[] {
  const sum = new Map<string, { selfMs: number; totalMs: number }>();
  for (const { name, selfMs, totalMs } of times.flatMap((time) => time?.hot ?? [])) {
    const before = sum.get(name) ?? { selfMs: 0, totalMs: 0 };
    sum.set(name, { selfMs: before.selfMs + selfMs, totalMs: before.totalMs + totalMs });
  }
  const all = [...sum].map(([name, { selfMs, totalMs }]) => ({
    name,
    selfMs: rounded(selfMs) ?? 0,
    totalMs: rounded(totalMs) ?? 0,
  }));
  const bySelf = all.sort((a, b) => b.selfMs - a.selfMs).slice(0, most);
  const byTotal = [...all].sort((a, b) => b.totalMs - a.totalMs).slice(0, most);
  return [...new Set([...bySelf, ...byTotal])];
}

function shown({ measured, unit }: Figure): string {
  if (measured === null) return 'not measured';
  return Number.isFinite(measured) ? `${rounded(measured)} ${unit}`.trim() : 'never';
}

/** The table: row, measured, budget, ok or OVER. */
export function table(rows: readonly Row[]): string[] {
  const cells = rows.flatMap((row) =>
    row.figures.map((figure) => [
      `${row.name}: ${figure.what}`,
      shown(figure),
      `${figure.budget} ${figure.unit}`.trim(),
      isOver(figure) ? 'OVER' : 'ok',
    ]),
  );
  const all = [['row', 'measured', 'budget', ''], ...cells];
  const widths = [0, 1, 2].map((at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
  return all.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
}
