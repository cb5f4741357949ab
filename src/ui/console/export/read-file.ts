// Reads a file that a person chose, in parts, with progress.
import { LineReader, reportIncidents } from '../../../formats/read-lines.ts';
import type { Schema } from '../../../formats/schema-check.ts';

/** Bytes. An export of as many records as are read is smaller, unless somebody made it large. */
export const MAX_FILE = 400_000_000;
/** Bytes of a report, which is one document and has to be in memory at once. */
const MAX_REPORT = 64_000_000;

/** What a file held. Throws when it cannot be read, or when `signal` is aborted. */
export async function readFile(
  file: File,
  schema: Schema,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<LineReader> {
  const lines = new LineReader(schema);
  if (/\.json$/i.test(file.name) && file.size <= MAX_REPORT) {
    const records = reportIncidents(await file.text());
    if (records) {
      for (const record of records) lines.record(record);
      return lines;
    }
  }
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let read = 0;
  for (;;) {
    const { done, value } = await reader.read();
    signal.throwIfAborted();
    if (done || lines.full || lines.hopeless) break;
    lines.feed(value);
    read += value.length;
    progress(Math.min(1, read / Math.max(1, file.size)));
  }
  await reader.cancel();
  lines.end();
  return lines;
}
