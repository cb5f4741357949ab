// What of a policy applies in one place: whether the site is excluded, which rules and exceptions hold there. Worked out once
// for a place, because a page asks hundreds of times and lists may be long. What was found and the time are not part of it.
import type { PolicySettings, Surface } from '../../model/policy.ts';
import { coversType, holdsAt, type Place } from './conditions.ts';
import { exceptionsOf, type Exception } from './exception-list.ts';
import { matchingPattern, normalizeHost } from './hosts.ts';
import { rulesOf, type Rule } from './rule-list.ts';

export interface Applicable {
  /** The pattern that excludes the site, or null. */
  readonly excluded: string | null;
  /** Rules that name no data. */
  readonly rules: readonly Rule[];
  /** Rules that cover a type `category.name`. */
  readonly rulesFor: (type: string) => readonly Rule[];
  /** Exceptions by what they lift: the name of a rule, or a key. */
  readonly lifting: ReadonlyMap<string, readonly Exception[]>;
}

/** Places kept for one policy; with more than that all are forgotten and asked anew. */
const MAX_PLACES = 500;
const known = new WeakMap<PolicySettings, Map<string, Applicable>>();
const NONE: readonly Rule[] = [];

/** What applies in a place. Total: site and service may be any text. */
export function applicable(settings: PolicySettings, place: Place & { readonly on: Surface }): Applicable {
  let places = known.get(settings);
  if (!places) known.set(settings, (places = new Map()));
  const { on, site, service, layer = '', account = 'unknown', agent = false } = place;
  const key = `${on} ${layer} ${account} ${agent} ${service} ${site}`;
  let found = places.get(key);
  if (!found) {
    found = worked(settings, place);
    if (places.size >= MAX_PLACES) places.clear();
    places.set(key, found);
  }
  return found;
}

function worked(settings: PolicySettings, place: Place & { readonly on: Surface }): Applicable {
  const host = normalizeHost(place.site);
  const here = rulesOf(settings.rules).filter(({ when }) => holdsAt(when, place, host));
  const ofData = here.filter(({ when }) => when.data !== null);
  const byType = new Map<string, readonly Rule[]>();
  const rulesFor = (type: string): readonly Rule[] => {
    if (ofData.length === 0) return NONE;
    let rules = byType.get(type);
    if (!rules) {
      rules = ofData.filter(({ when }) => when.data !== null && coversType(when.data, type));
      byType.set(type, rules);
    }
    return rules;
  };
  const lifting = new Map<string, Exception[]>();
  for (const one of exceptionsOf(settings.exceptions)) {
    if (!holdsAt(one.when, place, host)) continue;
    for (const target of one.targets) lifting.set(target, [...(lifting.get(target) ?? []), one]);
  }
  return {
    excluded: matchingPattern(settings.excludedSites, place.site),
    rules: here.filter(({ when }) => when.data === null),
    rulesFor,
    lifting,
  };
}
