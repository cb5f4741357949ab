// `npm run --silent evaluate -- IN.jsonl`: judges anyone's set. Reads lines {"id","text","channel"?} (text or HTML, or
// "html" in the place of "text") and writes lines {"id","verdict","score","findings"} in the same order. A bad line gets
// {"id"?,"error"} and the rest goes on. Ends with 2 when the file could not be read.
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { loadJudge } from './judge.ts';
import { evaluateLine } from './line.ts';

const HELP = `npm run --silent evaluate -- IN.jsonl

Reads one JSON object a line: {"id", "text", "channel"?}; the text may be HTML, or stand in "html". "-" reads standard input.
Channels whose text a person does not see (hidden, attribute, comment, meta, json, url …) count as hidden.
Writes one line each, in the same order: {"id", "verdict": "clean" | "suspicious" | "malicious", "score": 0…1, "findings"}.
A line that cannot be judged gets {"id"?, "error"}.
`;

async function main(): Promise<number> {
  const [given, ...rest] = process.argv.slice(2);
  if (given === undefined || given === '--help' || given === '-h' || rest.length > 0) {
    process.stdout.write(HELP);
    return given === '--help' || given === '-h' ? 0 : 2;
  }
  const file = path.resolve(process.env['DEMARC_CWD'] ?? process.cwd(), given);
  if (given !== '-' && (!existsSync(file) || !statSync(file).isFile())) {
    process.stderr.write(`${given} is no file that can be read.\n`);
    return 2;
  }
  const judge = loadJudge();
  const input = given === '-' ? process.stdin : createReadStream(file, 'utf8');
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (!process.stdout.write(`${JSON.stringify(evaluateLine(judge, line))}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }
  return 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`Stopped: ${error instanceof Error ? error.message : String(error)}.\n`);
    process.exitCode = 1;
  },
);
