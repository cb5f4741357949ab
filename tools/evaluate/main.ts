// `npm run --silent evaluate -- IN.jsonl`: judges anyone's set. Reads lines {"id","text","channel"?} (text or HTML, or
// "html" in the place of "text") and writes lines {"id","verdict","score","findings"} in the same order. A bad line gets
// {"id"?,"error"} and the rest goes on. Ends with 2 when the file could not be read.
// `npm run --silent evaluate -- --sensitive IN.jsonl`: the same for sensitive data, lines {"id","text"} in and
// {"id","spans":[{"start","end","type","confidence"}]} out.
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { loadJudge } from './judge.ts';
import { evaluateLine } from './line.ts';
import { loadFinder, sensitiveLine } from './sensitive.ts';

const HELP = `npm run --silent evaluate -- IN.jsonl

Reads one JSON object a line: {"id", "text", "channel"?}; the text may be HTML, or stand in "html". "-" reads standard input.
Channels whose text a person does not see (hidden, attribute, comment, meta, json, url …) count as hidden.
Writes one line each, in the same order: {"id", "verdict": "clean" | "suspicious" | "malicious", "score": 0…1, "findings"}.
A line that cannot be judged gets {"id"?, "error"}.

npm run --silent evaluate -- --sensitive IN.jsonl

Reads {"id", "text"} lines and writes {"id", "spans": [{"start", "end", "type", "confidence"}]}: sensitive values in the text,
in order and apart, offsets in UTF-16 units.
`;

/** What makes of one line another. */
function reader(sensitive: boolean): (line: string) => object {
  if (sensitive) {
    const find = loadFinder();
    return (line) => sensitiveLine(find, line);
  }
  const judge = loadJudge();
  return (line) => evaluateLine(judge, line);
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const sensitive = args.includes('--sensitive');
  const [given, ...rest] = args.filter((arg) => arg !== '--sensitive');
  if (given === undefined || given === '--help' || given === '-h' || rest.length > 0) {
    process.stdout.write(HELP);
    return given === '--help' || given === '-h' ? 0 : 2;
  }
  const file = path.resolve(process.env['DEMARC_CWD'] ?? process.cwd(), given);
  if (given !== '-' && (!existsSync(file) || !statSync(file).isFile())) {
    process.stderr.write(`${given} is no file that can be read.\n`);
    return 2;
  }
  const read = reader(sensitive);
  const input = given === '-' ? process.stdin : createReadStream(file, 'utf8');
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (!process.stdout.write(`${JSON.stringify(read(line))}\n`))
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
