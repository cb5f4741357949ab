// What the benches share: how far a run is and when it is to end, an even sample of data, quantiles. Plain arithmetic and
// one line on the terminal; a person's Ctrl-C is remembered, so that a report can still be written.

let stop = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (stop = true));

/** Whether the run is to end with what it has. */
export const stopping = (): boolean => stop;

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says on the terminal how far a part of the run is; `from` is when it began. */
export function progress(at: number, all: number, what: string, from: number): void {
  const seconds = (Date.now() - from) / 1000;
  const rest = at === 0 ? '' : `, about ${Math.round((seconds / at) * (all - at))} s left`;
  const line = `${what} ${at}/${all} (${seconds.toFixed(0)} s${rest})`;
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}${at === all ? '\n' : ''}`);
  else if (at % 25 === 0 || at === all) process.stderr.write(`${line}\n`);
}

/** `limit` items at even distances: data is ordered by source, and its beginning is no sample of it. */
export function spread<T>(list: readonly T[], limit: number): readonly T[] {
  if (limit >= list.length) return list;
  return Array.from({ length: Math.floor(limit) }, (_, at) => list[Math.floor((at * list.length) / limit)] as T);
}

/** The value below which `share` of the values lie; null of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}

export const median = (values: readonly number[]): number | null => quantile(values, 0.5);
