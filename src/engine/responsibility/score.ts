// What a list of statuses amounts to. Pure; controls that nobody knows are left out.
import { STATUSES, type Control, type ControlStatus, type Score, type Status } from '../../model/responsibility.ts';

const WORST_SHOWN = 3;
const VALUE: Readonly<Partial<Record<Status, number>>> = { met: 1, partly: 0.5 };
const BADNESS: Readonly<Partial<Record<Status, number>>> = { unmet: 2, partly: 1 };

/**
 * The score of the line. What does not apply is left out; what cannot be seen is not: it counts as nothing in the value and
 * shows as what is missing from "12 of 19 visible". So a fact that is hidden never makes anything look better.
 */
export function score(statuses: readonly ControlStatus[], controls: readonly Control[]): Score {
  const weights = new Map(controls.map((control) => [control.id, control.weight]));
  const counts = Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
  const bad: { readonly id: string; readonly rank: number }[] = [];
  let sum = 0;
  let weightSum = 0;
  let visible = 0;
  let total = 0;
  for (const { control, status } of statuses) {
    const weight = weights.get(control);
    if (weight === undefined || !(weight > 0)) continue;
    counts[status]++;
    if (status === 'not-applicable') continue;
    total++;
    if (status !== 'unobservable') visible++;
    sum += weight * (VALUE[status] ?? 0);
    weightSum += weight;
    const badness = BADNESS[status];
    if (badness !== undefined) bad.push({ id: control, rank: badness * 100 + weight });
  }
  bad.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  const worst = bad.slice(0, WORST_SHOWN).map(({ id }) => id);
  return { value: weightSum === 0 ? null : sum / weightSum, visible, total, counts, worst };
}
