// Order and grouping of controls for the line: what needs a person first, what cannot be seen last. Pure.
import type { Control, ControlStatus, Status } from '../model/responsibility.ts';

export interface LineControl {
  readonly control: Control;
  readonly status: ControlStatus;
}

const ORDER: Readonly<Record<Status, number>> = { unmet: 0, partly: 1, met: 2, unobservable: 3, 'not-applicable': 4 };

/** Joins controls with their statuses; a control without a status is unobservable, never met. */
export function joinControls(controls: readonly Control[], statuses: readonly ControlStatus[]): LineControl[] {
  const byId = new Map(statuses.map((s) => [s.control, s]));
  return controls
    .map((control) => ({
      control,
      status: byId.get(control.id) ?? {
        control: control.id,
        status: 'unobservable' as const,
        why: 'whyNoStatus',
        observedAt: 0,
        basis: 'observed' as const,
      },
    }))
    .sort(
      (a, b) =>
        ORDER[a.status.status] - ORDER[b.status.status] ||
        b.control.weight - a.control.weight ||
        (a.control.id < b.control.id ? -1 : 1),
    );
}

/** How many controls have each status, in the order in which they are shown. */
export function countStatuses(list: readonly LineControl[]): [Status, number][] {
  const counts = new Map<Status, number>();
  for (const { status } of list) counts.set(status.status, (counts.get(status.status) ?? 0) + 1);
  return [...counts].sort((a, b) => ORDER[a[0]] - ORDER[b[0]]);
}
