// Reads an export back: JSON Lines, or the report of `npm start -- --json`, which holds records of the same form. The file is
// from another machine and may say anything: every record is held to the schema, loses every field that the schema does not
// know, and a line that is none is named with its number and the reason. Pure; time and memory are bounded.
import type { Incident } from '../model/incident.ts';
import { onlyKnown, schemaProblem, type Schema } from './schema-check.ts';

export const WHY_LEFT_OUT = ['no-json', 'too-long', 'no-incident', 'double'] as const;

/** A line that was left out. */
export interface BadLine {
  /** Number of the line, from 1; of a report: number of the incident. */
  readonly line: number;
  readonly why: (typeof WHY_LEFT_OUT)[number];
  /** Place and fault of a record that does not fit; made of names of the schema alone. */
  readonly detail: string;
}

export const MAX_RECORDS = 100_000;
/** Characters of a line: a record of full length with every character escaped is shorter. */
const MAX_LINE = 1_000_000;
/** Bad lines that are named; the others are counted. */
const MAX_NAMED = 200;
/** Bad lines after which a file is taken for something else. */
const MAX_BAD = 10_000;

const NO_OBJECT = new SyntaxError('no object');

export class LineReader {
  readonly incidents: Incident[] = [];
  readonly bad: BadLine[] = [];
  badCount = 0;
  /** There were more than MAX_RECORDS. */
  full = false;
  readonly #ids = new Set<string>();
  readonly #schema: Schema;
  #rest = '';
  #line = 0;
  /** The rest of a line that is too long is passed over. */
  #skipping = false;

  /** @param schema that of an incident (catalog/incident.schema.json) */
  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** Too many lines were bad to go on. */
  get hopeless(): boolean {
    return this.badCount >= MAX_BAD;
  }

  /** Takes the next part of the file; nothing more when it is full or hopeless. */
  feed(part: string): void {
    let from = 0;
    for (let end = part.indexOf('\n'); end >= 0 && !this.full && !this.hopeless; end = part.indexOf('\n', from)) {
      this.#take(part.slice(from, end));
      this.#finish();
      from = end + 1;
    }
    if (!this.full && !this.hopeless) this.#take(part.slice(from));
  }

  /** The last line may have no end. */
  end(): void {
    if (this.#rest !== '' || this.#skipping) this.#finish();
  }

  /** Takes a record that stands in a report. */
  record(value: unknown): void {
    this.#line += 1;
    this.#add(value);
  }

  #take(part: string): void {
    if (this.#skipping) return;
    this.#rest += part;
    if (this.#rest.length <= MAX_LINE) return;
    this.#skipping = true;
    this.#rest = '';
  }

  #finish(): void {
    this.#line += 1;
    const line = this.#rest.replace(/^\ufeff/, '').trim();
    const tooLong = this.#skipping;
    this.#rest = '';
    this.#skipping = false;
    if (tooLong) this.#refuse('too-long', '');
    else if (line !== '') {
      let value: unknown;
      try {
        // A record is an object; a file of anything else is told by a look, as it may have very many lines.
        if (!line.startsWith('{')) throw NO_OBJECT;
        value = JSON.parse(line);
      } catch {
        this.#refuse('no-json', '');
        return;
      }
      this.#add(value);
    }
  }

  #add(value: unknown): void {
    const problem = schemaProblem(this.#schema, value);
    if (problem !== '') {
      this.#refuse('no-incident', problem);
      return;
    }
    const incident = onlyKnown(this.#schema, value) as Incident;
    if (this.#ids.has(incident.id)) this.#refuse('double', '');
    else if (this.incidents.length >= MAX_RECORDS) this.full = true;
    else {
      this.#ids.add(incident.id);
      this.incidents.push(incident);
    }
  }

  #refuse(why: BadLine['why'], detail: string): void {
    this.badCount += 1;
    if (this.bad.length < MAX_NAMED) this.bad.push({ line: this.#line, why, detail });
  }
}

/** The incidents of a report of `npm start -- --json`; null when the text is none. */
export function reportIncidents(text: string): readonly unknown[] | null {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return null;
  }
  const { schema, pages } = (report ?? {}) as { schema?: unknown; pages?: unknown };
  if (schema !== 'demarc.report/1' || !Array.isArray(pages)) return null;
  return (pages as readonly unknown[]).flatMap((page) => {
    const { incidents } = (page ?? {}) as { incidents?: unknown };
    return Array.isArray(incidents) ? (incidents as readonly unknown[]) : [];
  });
}
