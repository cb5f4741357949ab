// Policy × verdict → what to do with one text, with the steps that led there. Pure and total: the site may be any text.
// The worker calls this; the guard only carries out the answer.
import { ACTIONS } from '../../model/policy.ts';
import type { Action, Decision, DecisionStep, EffectivePolicy, PolicyKey } from '../../model/policy.ts';
import type { Severity } from '../../model/finding.ts';
import type { VerdictKind } from '../../model/verdict.ts';
import { matchingPattern } from './hosts.ts';

export interface DecisionInput {
  /** Host of the tab's page: excluding a site excludes the frames in it, and never a frame elsewhere. */
  readonly site: string;
  readonly frameSite: string;
  /** AI service id of the tab's page, or ''. */
  readonly service: string;
  /** Can a person not see the text? */
  readonly hidden: boolean;
  readonly verdictKind: VerdictKind;
  /** Already weighed in the verdict's kind; carried for the record. */
  readonly severity: Severity | null;
  readonly confidence: number;
}

/** Signs that are only suspicious never change a page. */
const SUSPICIOUS_CAP: Action = 'audit';

/** What to do with one text, why, and who decided. */
export function decide(policy: EffectivePolicy, input: DecisionInput): Decision {
  const { settings, source } = policy;
  const trace: DecisionStep[] = [];
  const step = (key: PolicyKey, value: string, decided: boolean) =>
    void trace.push({ key, layer: source[key], value: value.slice(0, 80), decided });
  const answer = (action: Action, reason: string, key: PolicyKey): Decision => ({
    action,
    reason,
    layer: source[key],
    key,
    trace,
  });

  step('enabled', String(settings.enabled), !settings.enabled);
  if (!settings.enabled) return answer('allow', 'reasonDisabled', 'enabled');

  const excluded = matchingPattern(settings.excludedSites, input.site);
  step('excludedSites', excluded ?? `${settings.excludedSites.length} entries, none fits`, excluded !== null);
  if (excluded !== null) return answer('allow', 'reasonExcludedSite', 'excludedSites');

  const key = input.hidden ? 'hiddenTextAction' : 'visibleTextAction';
  const configured = settings[key];
  switch (input.verdictKind) {
    case 'malicious':
      step(key, configured, true);
      return answer(configured, input.hidden ? 'reasonHiddenManipulative' : 'reasonVisibleManipulative', key);
    case 'suspicious': {
      const action = milder(configured, SUSPICIOUS_CAP);
      step(key, action === configured ? configured : `${configured}, here ${action}`, true);
      return answer(action, 'reasonSuspiciousOnly', key);
    }
    case 'clean':
      step(key, `${configured}, not needed`, true);
      return answer('allow', 'reasonClean', key);
    case 'not-scanned':
      step(key, `${configured}, nothing to judge`, true);
      return answer('allow', 'reasonNotScanned', key);
  }
}

function milder(a: Action, b: Action): Action {
  return ACTIONS.indexOf(a) <= ACTIONS.indexOf(b) ? a : b;
}
