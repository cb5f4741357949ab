// Exceptions from rules and actions: `target[,target]: until=YYYY-MM-DD owner="…" reason="…" [allow] condition=value…`. The only
// thing that makes a policy looser in single cases, so each has an owner, a reason and an end.
import type { Action, PolicyKey } from '../../model/policy.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { parseConditions, readConditions, type Conditions } from './conditions.ts';
import { entryParts, quoted } from './entry.ts';
import { isRuleName } from './rule-list.ts';

export interface Exception {
  /** Names of rules and keys of actions that it lifts. */
  readonly targets: ReadonlySet<string>;
  readonly owner: string;
  readonly reason: string;
  /** The last day on which it counts, YYYY-MM-DD. */
  readonly until: string;
  /** Milliseconds since the epoch from which on it does not count: the end of that day, in UTC. */
  readonly end: number;
  /** What stays of what it lifts: a record, or nothing. */
  readonly leaves: Action;
  readonly when: Conditions;
  /** The entry as it is shown. */
  readonly text: string;
}

/** Keys of actions; the others decide nothing that could be lifted in single cases. */
export const LIFTED_KEYS = [
  'hiddenTextAction',
  'visibleTextAction',
  'sensitiveActions',
  'steeringInputAction',
  'foreignInputAction',
  'unscannedFileAction',
  'unsanctionedServiceAction',
  'answerTextAction',
  'answerResources',
  'prefilledPromptAction',
  'sharedChatAction',
] as const satisfies readonly PolicyKey[];

const DAY_MS = 86_400_000;
const MAX_OWNER = 80;
const MAX_REASON = 200;

/** An exception in its one written form, or why it is none. */
export function parseException(text: string): Result<string, Telling> {
  const parts = entryParts(text);
  if (!parts.ok) return parts;
  const { heads, words, fields } = parts.value;
  if (heads.length === 0) return err(telling('problemNoTarget'));
  for (const head of heads)
    if (!isRuleName(head) && !(LIFTED_KEYS as readonly string[]).includes(head))
      return err(telling('problemTarget', head.slice(0, 40)));
  if (words.some((word) => word !== 'allow') || words.length > 1) return err(telling('problemAllowAlone'));
  const { until, owner, reason, rest } = apart(fields);
  if (endOf(until) === null) return err(telling('problemUntil'));
  if (owner === '' || owner.length > MAX_OWNER) return err(telling('problemRequired', 'owner', MAX_OWNER));
  if (reason === '' || reason.length > MAX_REASON) return err(telling('problemRequired', 'reason', MAX_REASON));
  const conditions = parseConditions(rest);
  if (!conditions.ok) return conditions;
  const head = [...heads].sort().join(',');
  const people = `owner=${quoted(owner)} reason=${quoted(reason)}`;
  const allow = words.length === 0 ? '' : ' allow';
  return ok(`${head}: until=${until} ${people}${allow}${conditions.value === '' ? '' : ` ${conditions.value}`}`);
}

/** Exceptions made ready, once for each list. @param list parsed entries */
export function exceptionsOf(list: readonly string[]): readonly Exception[] {
  let exceptions = ready.get(list);
  if (!exceptions) {
    exceptions = list.flatMap(read);
    ready.set(list, exceptions);
  }
  return exceptions;
}
const ready = new WeakMap<readonly string[], readonly Exception[]>();

/** Whether an exception does not count any more. @param now milliseconds since the epoch */
export const isExpired = ({ end }: Exception, now: number): boolean => !(now < end);

function read(text: string): Exception[] {
  const parts = entryParts(text);
  if (!parts.ok) return [];
  const { heads, words, fields } = parts.value;
  const { until, owner, reason, rest } = apart(fields);
  const end = endOf(until);
  if (end === null) return [];
  const leaves = words.includes('allow') ? 'allow' : 'audit';
  return [{ targets: new Set(heads), owner, reason, until, end, leaves, when: readConditions(rest), text }];
}

function apart(fields: ReadonlyMap<string, string>): {
  until: string;
  owner: string;
  reason: string;
  rest: ReadonlyMap<string, string>;
} {
  const rest = new Map(fields);
  const take = (name: string): string => {
    const value = (rest.get(name) ?? '').trim();
    rest.delete(name);
    return value;
  };
  return { until: take('until'), owner: take('owner'), reason: take('reason'), rest };
}

/** End of a day in UTC; null for a text that is no day. */
function endOf(day: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) return null;
  const [y, m, d] = parts.slice(1).map(Number) as [number, number, number];
  const days = (Date.UTC(y, m, 1) - Date.UTC(y, m - 1, 1)) / DAY_MS;
  return y > 1970 && m >= 1 && m <= 12 && d >= 1 && d <= days ? Date.UTC(y, m - 1, d + 1) : null;
}
