// The run of an export: in batches, with progress, and nothing is left of one that was stopped or failed.
import { describe, expect, test } from 'vitest';
import { EVERY_INCIDENT } from '../../src/model/incident-query.ts';
import { WRITERS } from '../../src/formats/writers.ts';
import { questionsToList } from '../../src/store/listed.ts';
import type { Destination } from '../../src/ui/console/export/destination.ts';
import { countOf, runExport, type ExportRun, type IncidentChoice } from '../../src/ui/console/export/run-export.ts';
import type { IncidentReader } from '../../src/ui/incident-reader.ts';
import { exportContext, found } from '../support/exports.ts';

const incidents = Array.from({ length: 1_200 }, (_, i) => found({ time: 1_790_000_000_000 + i }));
const reader = {
  ...questionsToList(() => incidents),
  getIncident: (id: string) => Promise.resolve(incidents.find((i) => i.id === id)),
} as unknown as IncidentReader;
const all: IncidentChoice = { query: EVERY_INCIDENT };

function collect(failAt = Infinity): Destination & { file: string; state: 'open' | 'closed' | 'aborted' } {
  return {
    name: 'a.jsonl',
    file: '',
    state: 'open',
    write(text) {
      this.file += text;
      return this.file.length > failAt ? Promise.reject(new Error('the disk is full')) : Promise.resolve();
    },
    close() {
      this.state = 'closed';
      return Promise.resolve();
    },
    abort() {
      this.state = 'aborted';
      return Promise.resolve();
    },
  };
}

const run = (changes: Partial<ExportRun>): ExportRun => ({
  reader,
  choice: all,
  writer: WRITERS.jsonl(exportContext()),
  change: (incident) => incident,
  destination: collect(),
  signal: new AbortController().signal,
  progress: () => undefined,
  ...changes,
});

describe('an export', () => {
  test('writes all, oldest first, each once, and says how many', async () => {
    const destination = collect();
    const seen: number[] = [];
    expect(await runExport(run({ destination, progress: (n) => seen.push(n) }))).toBe(1_200);
    const ids = destination.file
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(incidents.map((i) => i.id));
    expect(destination.state).toBe('closed');
    expect(seen.at(-1)).toBe(1_200);
  });

  test('writes those that were chosen, without those that are gone', async () => {
    const destination = collect();
    const ids = [incidents[3]?.id ?? '', 'gone', incidents[1]?.id ?? ''];
    expect(await countOf(reader, { ids })).toBe(3);
    expect(await runExport(run({ destination, choice: { ids } }))).toBe(2);
    expect(destination.file.trimEnd().split('\n')).toHaveLength(2);
  });

  test('that is stopped leaves nothing and writes nothing more', async () => {
    const destination = collect();
    const abort = new AbortController();
    let written = 0;
    await runExport(
      run({
        destination,
        signal: abort.signal,
        change: (incident) => {
          written += 1;
          if (written === 400) abort.abort();
          return incident;
        },
      }),
    );
    expect(destination.state).toBe('aborted');
    expect(written).toBe(400);
  });

  test('that fails leaves nothing and says so', async () => {
    const destination = collect(100_000);
    await expect(runExport(run({ destination }))).rejects.toThrow('the disk is full');
    expect(destination.state).toBe('aborted');
  });
});
