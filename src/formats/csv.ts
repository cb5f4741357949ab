// Comma-separated values by RFC 4180, for spreadsheets. A cell that a spreadsheet would take for a formula is made a text:
// pages write what stands in these cells. Invisible characters are named, line ends included; JSON Lines has the exact text.
import { isoTime, type ExportContext, type ExportedIncident, type Pieces, type Writer } from './format.ts';

type Cell = string | number;
type Column = readonly [name: string, cell: (i: ExportedIncident) => Cell];

const COLUMNS: readonly Column[] = [
  ['time', (i) => isoTime(i.time)],
  ['id', (i) => i.id],
  ['site', (i) => i.site],
  ['frame_site', (i) => i.frameSite],
  ['address', (i) => i.url],
  ['service', (i) => i.service],
  ['carrier', (i) => i.carrier],
  ['name', (i) => i.name],
  ['concealment', (i) => i.concealment?.reason ?? ''],
  ['verdict', (i) => i.verdict.kind],
  ['severity', (i) => i.verdict.severity ?? ''],
  ['confidence', (i) => i.verdict.confidence],
  ['families', (i) => i.verdict.families.join(' ')],
  ['rules', (i) => [...new Set(i.verdict.findings.map((f) => f.rule))].join(' ')],
  ['action', (i) => i.decision.action],
  ['decided_by', (i) => i.decision.layer],
  ['setting', (i) => i.decision.key],
  ['enforcement', (i) => i.enforcement],
  ['undone', (i) => (i.undoneAt > 0 ? isoTime(i.undoneAt) : '')],
  ['way', (i) => i.input?.way ?? ''],
  ['outcome', (i) => i.input?.outcome ?? ''],
  ['values', (i) => (i.input ? [...new Set(i.input.spans.map((s) => s.type))].join(' ') : '')],
  ['path', (i) => i.path],
  ['text_length', (i) => i.textLength],
  ['text', (i) => i.text],
  ['policy', (i) => i.policyHash],
  ['catalogue', (i) => i.catalogVersion],
  ['version', (i) => i.appVersion],
];

/** Signs by which spreadsheets know a formula, the full-width ones too; also behind blanks, which some leave out. */
const FORMULA = /^[\s\u00a0\u3000]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\t\r]/;
/** More than a cell of a spreadsheet takes is cut there without a word. */
const MAX_CELL = 32_000;

/** A cell as RFC 4180 has it; a text that could be a formula begins with an apostrophe. */
export function csvCell(value: Cell, pieces: Pieces): string {
  if (typeof value === 'number') return String(value);
  const shown = pieces(value)
    .map(({ kind, text }) => (kind === 'box' ? `[${text}]` : text.replace(/\r\n|[\r\n]/g, '⏎').replaceAll('\t', '⇥')))
    .join('')
    .slice(0, MAX_CELL);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\s']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvWriter({ pieces }: ExportContext): Writer {
  return {
    begin: () => `${COLUMNS.map(([name]) => name).join(',')}\r\n`,
    add: (incident) => `${COLUMNS.map(([, cell]) => csvCell(cell(incident), pieces)).join(',')}\r\n`,
    end: () => '',
  };
}
