// Words for what was done to a text and whether a person could see it. A masked text is stored as blanked with the action
// `redact`: the guard masks visible text only, since hidden text has nothing to mask.
import type { Enforcement } from '../model/incident.ts';
import type { ConcealmentReason } from '../model/observation.ts';
import type { InputOutcome } from '../model/input.ts';
import type { Action } from '../model/policy.ts';
import { label, t } from './t.ts';

interface Done {
  readonly enforcement: Enforcement | 'held';
  readonly concealment: ConcealmentReason | null;
  /** What the policy asked for. */
  readonly action: Action;
  /** Of what went into an assistant. */
  readonly outcome?: InputOutcome | undefined;
}

/** What was done. */
export function doneLabel({ enforcement, concealment, action, outcome }: Done): string {
  if (outcome) return label('outcome', outcome);
  const masked = enforcement === 'blanked' && concealment === null && action === 'redact';
  return masked ? t('enforcementMasked') : label('enforcement', enforcement);
}

/** Why a person could not see it, or that they can, or could until it was taken out. */
export function seenLabel({ enforcement, concealment }: Pick<Done, 'enforcement' | 'concealment'>): string {
  if (concealment !== null) return label('concealment', concealment);
  return enforcement === 'blanked' ? t('concealmentWasVisible') : t('concealmentVisible');
}
