// A regression case as the project's tests read it (test/corpus/regressions/*.case.json): a text, and what it must be judged as.
import { REGRESSION_SCHEMA, type RegressionCase } from '../../../formats/regression-case.ts';
import type { Verdict, VerdictKind } from '../../../model/verdict.ts';

interface Case {
  readonly text: string;
  /** A person cannot see it. */
  readonly hidden: boolean;
  /** What went wrong, in a sentence. */
  readonly why: string;
  /** What it must be judged as. */
  readonly kind: VerdictKind;
  /** What it is judged as now. */
  readonly found: Verdict;
}

/** Of a text that is already judged as wanted, the rules that do so are part of the case. */
export function caseFile({ text, hidden, why, kind, found }: Case): { readonly name: string; readonly text: string } {
  const id = `lab-${idOf(text)}`;
  const rules =
    kind === 'clean' || kind !== found.kind
      ? []
      : [...new Set(found.findings.map(({ rule }) => rule))].filter((rule) => !rule.startsWith('classifier.')).sort();
  const one: RegressionCase = { id, why: why.trim(), text, hidden, expect: { kind, rules } };
  return {
    name: `${id}.case.json`,
    text: JSON.stringify({ schema: REGRESSION_SCHEMA, cases: [one] }, null, 2),
  };
}

/** The same text has the same id (FNV-1a, 32 bits, over UTF-16 units). */
function idOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
