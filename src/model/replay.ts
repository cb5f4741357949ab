// What trying a draft of a policy on stored incidents finds.
import type { Action, PolicyKey } from './policy.ts';

/** An incident that two policies would treat differently. */
export interface ReplayChange {
  readonly id: string;
  readonly site: string;
  readonly time: number;
  readonly from: Action;
  readonly to: Action;
  /** What decides under the second policy. */
  readonly key: PolicyKey;
}
