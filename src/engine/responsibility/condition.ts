// Conditions over facts, in three values: true, false and unknown. Unknown is no evidence, neither for a statement nor for
// its opposite, so a missing fact never makes a rule hold. Conditions are data of the catalogue; depth is bounded.
import type { Condition, Fact, Facts } from '../../model/responsibility.ts';

export type Truth = 'true' | 'false' | 'unknown';

/** Conditions inside conditions; deeper ones are unknown. */
const MAX_DEPTH = 16;

/** Whether a condition holds over facts that are known. */
export function holds(condition: Condition, facts: Facts, depth = 0): Truth {
  if (depth > MAX_DEPTH) return 'unknown';
  if ('always' in condition) return 'true';
  if ('not' in condition) return opposite(holds(condition.not, facts, depth + 1));
  if ('all' in condition) return opposite(anyOf(condition.all, facts, depth, opposite));
  if ('any' in condition) return anyOf(condition.any, facts, depth, (value) => value);
  const fact = factOf(facts, condition.fact);
  if (fact === null) return 'unknown';
  const { value } = fact;
  if ('is' in condition) return truth(value === condition.is);
  if ('in' in condition) return truth(condition.in.includes(value));
  // A comparison with something that is no number says nothing.
  if (typeof value !== 'number' || Number.isNaN(value)) return 'unknown';
  return truth('atLeast' in condition ? value >= condition.atLeast : value < condition.below);
}

/** Names of the facts that a condition asks for. */
export function factNames(condition: Condition, depth = 0): string[] {
  if (depth > MAX_DEPTH || 'always' in condition) return [];
  if ('not' in condition) return factNames(condition.not, depth + 1);
  if ('all' in condition) return condition.all.flatMap((part) => factNames(part, depth + 1));
  if ('any' in condition) return condition.any.flatMap((part) => factNames(part, depth + 1));
  return [condition.fact];
}

/** A fact by name; names of Object.prototype are no facts. */
export function factOf(facts: Facts, name: string): Fact | null {
  return Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
}

function anyOf(parts: readonly Condition[], facts: Facts, depth: number, view: (value: Truth) => Truth): Truth {
  let result: Truth = 'false';
  for (const part of parts) {
    const value = view(holds(part, facts, depth + 1));
    if (value === 'true') return 'true';
    if (value === 'unknown') result = 'unknown';
  }
  return result;
}

const truth = (value: boolean): Truth => (value ? 'true' : 'false');

function opposite(value: Truth): Truth {
  if (value === 'unknown') return value;
  return value === 'true' ? 'false' : 'true';
}
