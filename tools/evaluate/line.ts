// One line of a set of texts → one line of judgement. Lines are anyone's: parsed, never trusted.
import type { Finding } from '../../src/model/finding.ts';
import { judgeHtml, looksLikeHtml, type Judge } from './judge.ts';

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

/** Never throws: one text that cannot be judged must not keep the others from it. */
export function evaluateLine(judge: Judge, line: string): object {
  let row: unknown;
  try {
    // Editors put a mark at the beginning of a file.
    row = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return { error: 'not JSON' };
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { error: 'not an object' };
  const { id, text, html, channel } = row as Record<string, unknown>;
  const own = id === undefined ? {} : { id };
  try {
    return { ...own, ...judged(judge, text, html, channel) };
  } catch (error) {
    return { ...own, error: `could not be judged: ${error instanceof Error ? error.message : 'unknown'}` };
  }
}

function judged(judge: Judge, text: unknown, html: unknown, channel: unknown): object {
  const source = typeof html === 'string' ? html : text;
  if (typeof source !== 'string') return { error: 'no "text" and no "html" that is a string' };
  if (channel !== undefined && channel !== null && typeof channel !== 'string')
    return { error: '"channel" is not a string' };
  if (typeof html === 'string' || channel === 'html' || looksLikeHtml(source)) {
    const { score, kind, findings } = judgeHtml(judge, source);
    return {
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
    verdict: verdict.kind,
    score: Number(score.toFixed(4)),
    findings: verdict.findings.slice(0, MAX_WRITTEN).map(shown),
  };
}
