// `npm run --silent evaluate -- IN.jsonl`: judges anyone's set. Reads lines {"id","text","channel"?} (text or HTML, or
// "html" in the place of "text") and writes lines {"id","verdict","score","findings"} in the same order. A bad line gets
// {"id"?,"error"} and the rest goes on. Ends with 2 when the file could not be read.
import { createReadStream, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Finding } from '../../src/model/finding.ts';
import { judgeHtml, loadJudge, looksLikeHtml, type Judge } from './judge.ts';

const HELP = `npm run --silent evaluate -- IN.jsonl

Reads one JSON object a line: {"id", "text", "channel"?}; the text may be HTML, or stand in "html". "-" reads standard input.
Channels whose text a person does not see (hidden, attribute, comment, meta, json, url …) count as hidden.
Writes one line each, in the same order: {"id", "verdict": "clean" | "suspicious" | "malicious", "score": 0…1, "findings"}.
A line that cannot be judged gets {"id"?, "error"}.
`;

/** Findings written of one text. */
const MAX_WRITTEN = 20;
const MAX_EXCERPT = 200;

const shown = ({ rule, family, severity, confidence, start, end, transform, excerpt }: Finding): object => ({
  rule,
  family,
  severity,
  confidence: Number(confidence.toFixed(3)),
  start,
  end,
  transform,
  excerpt: excerpt.slice(0, MAX_EXCERPT),
});

export function evaluateLine(judge: Judge, line: string): object {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return { error: 'not JSON' };
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { error: 'not an object' };
  const { id, text, html, channel } = row as Record<string, unknown>;
  const own = id === undefined ? {} : { id };
  const source = typeof html === 'string' ? html : text;
  if (typeof source !== 'string') return { ...own, error: 'no "text" and no "html" that is a string' };
  if (channel !== undefined && channel !== null && typeof channel !== 'string')
    return { ...own, error: '"channel" is not a string' };
  if (typeof html === 'string' || channel === 'html' || looksLikeHtml(source)) {
    const { score, kind, findings } = judgeHtml(judge, source);
    return {
      ...own,
      verdict: kind,
      score: Number(score.toFixed(4)),
      findings: findings.slice(0, MAX_WRITTEN).map((f) => ({
        channel: f.channel,
        hidden: f.hidden,
        text: f.text.slice(0, MAX_EXCERPT),
        ...(f.assessment.verdict.findings[0] && shown(f.assessment.verdict.findings[0])),
      })),
    };
  }
  const { verdict, score } = judge(source, typeof channel === 'string' ? channel : undefined);
  return {
    ...own,
    verdict: verdict.kind,
    score: Number(score.toFixed(4)),
    findings: verdict.findings.slice(0, MAX_WRITTEN).map(shown),
  };
}

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
