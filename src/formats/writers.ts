// The writer of each format.
import { csvWriter } from './csv.ts';
import type { ExportContext, ExportFormat, Writer } from './format.ts';
import { htmlWriter } from './html.ts';
import { jsonLinesWriter } from './json-lines.ts';
import { markdownWriter } from './markdown.ts';
import { ocsfWriter } from './ocsf.ts';
import { regressionWriter } from './regression-case.ts';
import { sarifWriter } from './sarif.ts';
import { stixWriter } from './stix.ts';

export const WRITERS: Readonly<Record<ExportFormat, (context: ExportContext) => Writer>> = {
  jsonl: jsonLinesWriter,
  csv: csvWriter,
  markdown: markdownWriter,
  html: htmlWriter,
  sarif: sarifWriter,
  stix: stixWriter,
  ocsf: ocsfWriter,
  regression: regressionWriter,
};
