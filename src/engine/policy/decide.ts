// Policy × verdict → what to do with one text, with the steps that led there. Pure and total: the site may be any text.
// The worker calls this; the guard only carries out the answer.
import type { Action, Decision, EffectivePolicy } from '../../model/policy.ts';
import type { Family, Severity } from '../../model/finding.ts';
import type { VerdictKind } from '../../model/verdict.ts';
import type { Place } from './conditions.ts';
import { decidedBy, rank, Weighing, type Aspect } from './weigh.ts';

/** `site` is that of the tab's page: excluding a site excludes the frames in it, and never a frame elsewhere. */
export interface DecisionInput extends Place {
  readonly frameSite: string;
  /** Can a person not see the text? */
  readonly hidden: boolean;
  readonly verdictKind: VerdictKind;
  readonly families?: readonly Family[];
  /** Already weighed in the verdict's kind; carried for the record. */
  readonly severity: Severity | null;
  readonly confidence: number;
}

/** Signs that are only suspicious never change a page. */
const SUSPICIOUS_CAP: Action = 'audit';

/** What to do with one text, why, and who decided. @param now milliseconds since the epoch, for the ends of exceptions */
export function decide(policy: EffectivePolicy, input: DecisionInput, now: number): Decision {
  const { settings } = policy;
  const key = input.hidden ? 'hiddenTextAction' : 'visibleTextAction';
  const on = input.hidden ? 'hidden-text' : 'visible-text';
  const weighing = new Weighing(policy, { ...input, on, families: input.families ?? [] }, now);
  const answer = (aspect: Aspect): Decision => decisionOf(policy, weighing, aspect);

  const spared = sparedBy(policy, weighing);
  if (spared) return answer(spared);
  const configured = settings[key];
  switch (input.verdictKind) {
    case 'malicious': {
      const at = weighing.step(key, configured);
      const reason = input.hidden ? 'reasonHiddenManipulative' : 'reasonVisibleManipulative';
      return answer(weighing.ofWhole({ action: configured, reason, key, at }));
    }
    case 'suspicious': {
      const action = milder(configured, SUSPICIOUS_CAP);
      const at = weighing.step(key, action === configured ? configured : `${configured}, here ${action}`);
      const left = weighing.ofWhole({ action, reason: 'reasonSuspiciousOnly', key, at });
      return answer({ ...left, action: milder(left.action, SUSPICIOUS_CAP) });
    }
    case 'clean': {
      const at = weighing.step(key, `${configured}, not needed`);
      return answer({ action: 'allow', reason: 'reasonClean', key, at });
    }
    case 'not-scanned': {
      const at = weighing.step(key, `${configured}, nothing to judge`);
      return answer({ action: 'allow', reason: 'reasonNotScanned', key, at });
    }
  }
}

/** Tells the two steps that every decision begins with; an aspect where Demarc does not act at all, else null. */
export function sparedBy({ settings }: EffectivePolicy, weighing: Weighing): Aspect | null {
  const first = weighing.step('enabled', String(settings.enabled));
  if (!settings.enabled) return { action: 'allow', reason: 'reasonDisabled', key: 'enabled', at: first };
  const { excluded } = weighing;
  const at = weighing.step('excludedSites', excluded ?? `${settings.excludedSites.length} entries, none fits`);
  return excluded === null ? null : { action: 'allow', reason: 'reasonExcludedSite', key: 'excludedSites', at };
}

/** A decision for the record. */
export function decisionOf(policy: EffectivePolicy, weighing: Weighing, aspect: Aspect): Decision {
  const { action, reason, key } = aspect;
  return { action, reason, key, layer: policy.source[key], trace: decidedBy(weighing, policy, aspect) };
}

const milder = (a: Action, b: Action): Action => (rank(a) <= rank(b) ? a : b);
