// Policy × place × presence → what the gate of one frame does with each act. Pure and total; the worker asks.
import {
  AGENT_ACTS,
  SITE_LEVELS,
  type ActAction,
  type AgentAct,
  type Allowance,
  type GateState,
  type SensitiveKind,
  type SiteLevel,
} from '../../model/agent.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import { matchesAny } from '../policy/hosts.ts';
import { actionOfAct, levelOf } from './lists.ts';

export interface GatePlace {
  /** Host of the tab's page, and of the frame. */
  readonly site: string;
  readonly frameSite: string;
  /** What catalogue and policy know the page as. */
  readonly sensitive: SensitiveKind | '';
  /** The page is an assistant's: what is written and shared there is the doors' business. */
  readonly assistant: boolean;
  /** An agent is present, or was within the time in which it counts. */
  readonly agent: boolean;
  readonly stopped: boolean;
  /** Host on which the task began. */
  readonly start: string;
}

/** What an assistant's page is for: the doors judge it. */
const OF_DOORS: readonly AgentAct[] = ['send', 'publish'];

/** The state of a gate. @param now milliseconds since the epoch, for the ends of allowances */
export function gateState(
  { settings, source }: EffectivePolicy,
  place: GatePlace,
  allowances: readonly Allowance[],
  now: number,
): GateState {
  const spared = !settings.enabled || matchesAny(settings.excludedSites, place.site);
  const on = !spared && (settings.agentGate === 'always' || (settings.agentGate === 'present' && place.agent));
  const level = siteLevel(settings, place);
  const acts = Object.fromEntries(
    AGENT_ACTS.map((act): [AgentAct, ActAction] => {
      if (place.assistant && OF_DOORS.includes(act)) return [act, 'allow'];
      if (level === 'never' || level === 'read') return [act, 'block'];
      const action = actionOfAct(settings.agentActions, act);
      if (action !== 'ask') return [act, action];
      return [act, level === 'allow' || isAllowed(allowances, place.site, act, now) ? 'allow' : 'ask'];
    }),
  ) as Record<AgentAct, ActAction>;
  const managed =
    source.agentGate === 'managed' || source.agentActions === 'managed' || source.agentSites === 'managed';
  return {
    on,
    // A person's stop holds whatever the policy says of the gate, but not where Demarc is to leave a page alone.
    stopped: place.stopped && !spared,
    level,
    sensitive: place.sensitive,
    acts,
    start: place.start,
    organisation: managed ? settings.organisationName : '',
  };
}

/** The level of a site: its own entry; else what holds for sensitive ones; else to ask. */
export function siteLevel(
  { agentSites, agentSensitiveSites }: EffectivePolicy['settings'],
  { site, frameSite, sensitive }: Pick<GatePlace, 'site' | 'frameSite' | 'sensitive'>,
): SiteLevel {
  // The stricter of page and frame: a payment frame does not borrow the page's freedom, nor the page the frame's.
  const named = [levelOf(agentSites, site), levelOf(agentSites, frameSite)].filter((level) => level !== null);
  const own = named.sort((a, b) => SITE_LEVELS.indexOf(b) - SITE_LEVELS.indexOf(a))[0];
  return own ?? (sensitive === '' ? 'ask' : agentSensitiveSites);
}

export const isAllowed = (allowances: readonly Allowance[], site: string, act: AgentAct, now: number): boolean =>
  allowances.some((entry) => entry.site === site && entry.act === act && entry.until > now);
