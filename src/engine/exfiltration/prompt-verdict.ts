// What a prompt that came in an address amounts to. Such a prompt speaks to an assistant by its nature, so orders alone mean
// nothing; what counts is what the judgement calls manipulative, and an order to remember somebody as a source, which no
// honest link has a use for.
import type { Verdict } from '../../model/verdict.ts';

/** The rule that finds something to be remembered as a source; its claim is weak alone, as explanations hold it too. */
const REMEMBER_SOURCE = 'memory-planting.remember-source';

/** Suspicious on a page, where a higher bar holds, and as good as certain. */
const SURE = 0.9;

/** Whether to stop a prompt: by its verdict, or because one of its clauses begins by planting a source in a memory. */
export function stopsPrompt(text: string, verdict: Verdict, connectives: readonly string[]): boolean {
  if (verdict.kind === 'malicious' || (verdict.kind === 'suspicious' && verdict.confidence >= SURE)) return true;
  return verdict.findings.some(
    (f) => f.rule === REMEMBER_SOURCE && f.transform === 'original' && beginsClause(text, f.start, connectives),
  );
}

function beginsClause(text: string, at: number, connectives: readonly string[]): boolean {
  const before = text
    .slice(Math.max(0, at - 60), at)
    .trimEnd()
    .toLowerCase();
  if (before === '' || /[\p{P}\p{S}\n]$/u.test(before)) return true;
  const last = /[\p{L}\p{M}]+$/u.exec(before)?.[0] ?? '';
  return connectives.some(
    (word) => last === word || (/\p{Script=Han}|\p{Script=Hiragana}/u.test(word) && last.endsWith(word)),
  );
}
