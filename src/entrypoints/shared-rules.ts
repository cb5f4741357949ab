// The rules are by far the largest part of the guard. The scripts of one extension share one world in a frame, so the doors
// take them from the guard, which runs first, instead of carrying them a second time. Pages cannot reach this world.
import type { Prefilter } from '../engine/detect/prefilter.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';

export interface SharedRules {
  readonly prefilter: Prefilter;
  readonly rules: () => RuleSet;
}

const KEY = Symbol.for('demarc.rules');
const world = globalThis as unknown as Record<symbol, SharedRules | undefined>;

export function offerRules(rules: SharedRules): void {
  world[KEY] = rules;
}

/** undefined where no guard runs in this frame. */
export const sharedRules = (): SharedRules | undefined => world[KEY];
