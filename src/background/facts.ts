// Gathers the facts of the line for a tab, or for the device as a whole: from policy, page, doors, counts, ledger, network
// rules, browser and statements. Names and meanings: engine/responsibility/facts.ts. A fact that is not known is left out.
import { asksAgents } from '../engine/agents/lists.ts';
import { actionFor } from '../engine/policy/action-list.ts';
import { attestationsOf, attestedFrom } from '../engine/responsibility/attestation.ts';
import { MONTHLY } from '../engine/responsibility/facts.ts';
import { ACTIVITIES, type Activity } from '../model/activity.ts';
import type { Presence } from '../model/agent.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { Attestation, Control, Fact, Facts, FactValue, SiteKind } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { ScanState, StorageState } from '../model/status.ts';
import type { BrowserState } from '../platform/browser-state.ts';
import type { ActivityLog } from './activity-log.ts';
import type { Confirmations } from './confirmations.ts';
import type { OpenDoor } from './door-log.ts';

/** What is seen of a page. */
export interface PageFacts {
  readonly state: ScanState;
  readonly blanked: number;
  readonly labelled: number;
  readonly recorded: number;
  readonly undone: number;
  readonly prefilled: 'none' | 'clean' | 'manipulative';
}

export interface Place {
  readonly kind: SiteKind;
  readonly path: string;
  /** null where the catalogue does not know it. */
  readonly service: AiService | null;
  readonly excluded: boolean;
  /** null: no page, but the device. */
  readonly page: PageFacts | null;
  readonly door: OpenDoor | null;
  readonly answerRules: 'in-force' | 'none' | 'not-watched';
  /** Left out where there is no page. */
  readonly agent?: Presence;
}

/** Where facts come from, apart from the place. */
export interface FactSources {
  readonly controls: readonly Control[];
  readonly activity: ActivityLog;
  readonly confirmations: Confirmations;
  /** Entries of the ledger since a time, of a service or of all (null). */
  readonly memories: (since: number, service: string | null) => Promise<{ saved: number; doubtful: number }>;
  readonly browser: () => Promise<BrowserState>;
  readonly browserAssistants: readonly { readonly browser: string; readonly service: string }[];
  /** What is known of extensions and of what pages offer to AI; of a service, or of all (null). */
  readonly governance: (service: string | null) => Promise<Readonly<Record<string, FactValue>>>;
  /** When the rules were made, as an ISO date. */
  readonly catalogDate: string;
}

export interface Now {
  readonly now: number;
  readonly policy: EffectivePolicy;
  readonly storage: StorageState;
}

const DAY_MS = 86_400_000;
const WEEK = 7;
const MONTH = 30;
/** Whose account it is may change at any time; after this long the page has to show it again. */
const ACCOUNT_MS = 4 * 3_600_000;

/** Which control's confirmation means that somebody has looked at these counts. */
const LOOKED_AT: Readonly<Partial<Record<string, string>>> = {
  'sent.secret': 'SAAS-04',
  'sent.personal': 'SAAS-05',
  'overridden.personal': 'SAAS-05',
  'file.unread': 'SAAS-06',
  'sent.hidden': 'SAAS-07',
  'prompt.passed': 'SAAS-08',
  'answer.sent': 'SAAS-10',
  'copied.untold': 'SAAS-11',
  'share.made': 'SAAS-13',
  'sent.foreign': 'PAAS-05',
  'consent.broad': 'PAAS-10',
  'override.reasoned': 'GOV-5',
  'override.bare': 'GOV-5',
};

/** The facts for a place. Never rejects for a single source that does. */
export async function gatherFacts(place: Place, sources: FactSources, now: Now): Promise<Facts> {
  const facts: Record<string, Fact> = {};
  const add = (values: Readonly<Record<string, FactValue>>, observedAt = now.now): void => {
    for (const [name, value] of Object.entries(values)) facts[name] = { value, observedAt };
  };
  add(policyFacts(now.policy, place));
  add(siteFacts(place, now.policy));
  add({ 'store.state': now.storage, 'report.collector': 'none' });
  add({ 'rules.age': Math.max(0, Math.floor((now.now - Date.parse(sources.catalogDate)) / DAY_MS)) });
  if (place.page) add(pageFacts(place.page));
  else add({ 'guard.state': 'no-page', 'url.prefilledPrompt': 'none' });
  const { door } = place;
  facts['site.account'] = {
    value: door?.account ?? 'unknown',
    observedAt: now.now,
    ...(door && door.account !== 'unknown' ? { observedAt: door.accountAt, until: door.accountAt + ACCOUNT_MS } : {}),
  };
  const [counts, browser, governance] = await Promise.all([
    countFacts(place, sources, now.now),
    sources.browser().then((state) => browserFacts(state, sources)),
    sources.governance(place.kind === 'device' ? null : (place.service?.id ?? '')),
  ]);
  add(counts);
  add(browser);
  add(governance);
  Object.assign(facts, await wordFacts(place, sources, now));
  return facts;
}

function policyFacts({ settings, managed, problems }: EffectivePolicy, { service }: Place) {
  const on = (category: string) =>
    actionFor(settings.sensitiveActions, {
      service: service?.id ?? '',
      account: 'unknown',
      category,
      type: `${category}.(other)`,
    }).action;
  return {
    'policy.managed': managed,
    'policy.problems': problems.length,
    'policy.enabled': settings.enabled,
    'policy.preset': settings.preset,
    'policy.listed': settings.approvedServices.length > 0,
    'policy.accountDomains': settings.accountDomains.length > 0,
    'policy.helpPage': settings.supportUrl !== '',
    'policy.secretAction': on('secret'),
    'policy.personalAction': on('personal'),
    'policy.answerResources': settings.answerResources,
    'policy.answerText': settings.answerTextAction,
    'policy.prefilled': settings.prefilledPromptAction,
    'policy.sharing': settings.sharedChatAction,
    'policy.agentGate': settings.agentGate,
    'policy.agentAsks': asksAgents(settings.agentActions),
    'policy.agentSites': settings.agentSites.length > 0,
    'policy.agentSensitive': settings.agentSensitiveSites,
    'policy.agentSensitiveHosts': settings.agentSensitiveHosts.length > 0,
  };
}

function siteFacts({ kind, service, path, excluded, door, answerRules, agent }: Place, { settings }: EffectivePolicy) {
  const listed = !service
    ? 'unlisted'
    : settings.blockedServices.includes(service.id)
      ? 'blocked'
      : settings.approvedServices.includes(service.id)
        ? 'approved'
        : 'unlisted';
  const made = service?.customAgents;
  return {
    'site.kind': kind,
    'site.service': service?.id ?? '',
    'site.listed': listed,
    'site.excluded': excluded,
    'site.customAgent': made ? (made.some((prefix) => path.startsWith(prefix)) ? 'yes' : 'no') : 'unknown',
    'service.training': service?.training ?? 'unknown',
    'doors.state': kind === 'device' ? 'device' : door ? 'open' : 'none',
    'answers.rules': answerRules,
    'agent.here': agent ?? 'unknown',
  };
}

const pageFacts = ({ state, blanked, labelled, recorded, undone, prefilled }: PageFacts) => ({
  'guard.state': state,
  'guard.blanked': blanked,
  'guard.labelled': labelled,
  'guard.recorded': recorded,
  'guard.undone': undone,
  'url.prefilledPrompt': prefilled,
});

async function countFacts(place: Place, { activity, confirmations, memories, controls }: FactSources, now: number) {
  const service = place.kind === 'device' ? null : (place.service?.id ?? '');
  const looked = async (control: string | undefined): Promise<number> => {
    const found = controls.find(({ id }) => id === control);
    return found ? confirmations.at(found, service ?? '', now) : 0;
  };
  const count = async (name: Activity, control = LOOKED_AT[name], of: string | null = service, days?: number) =>
    activity.count(name, {
      service: of,
      days: days ?? (MONTHLY.includes(name) ? MONTH : WEEK),
      now,
      after: await looked(control),
    });
  // These are about the device, whatever the tab shows.
  const everywhere = /^(?:act|agent|builder|consent|override)\./;
  const counted = await Promise.all(
    ACTIVITIES.map(async (name) => [name, await count(name, LOOKED_AT[name], everywhere.test(name) ? null : service)]),
  );
  const saved = await memories(Math.max(now - WEEK * DAY_MS, await looked('SAAS-12')), service);
  const all = { service: null, days: MONTH, now };
  return {
    ...(Object.fromEntries(counted) as Record<Activity, number>),
    'override.any': (await activity.count('override.bare', all)) + (await activity.count('override.reasoned', all)),
    'keys.sent': await count('sent.secret', 'IAAS-01', null, MONTH),
    'keys.kept': await activity.count('kept.secret', all),
    'memory.saved': saved.saved,
    'memory.doubtful': saved.doubtful,
  };
}

function browserFacts(state: BrowserState, { browserAssistants }: FactSources): Record<string, FactValue> {
  const own = browserAssistants.find(({ browser }) => state.names.includes(browser));
  return {
    'device.assistant': own?.service ?? '',
    ...(state.privateWindows === null ? {} : { 'device.private': state.privateWindows ? 'covered' : 'not-covered' }),
    ...(state.allSites === null ? {} : { 'device.sites': state.allSites ? 'all' : 'some' }),
    ...(state.install === '' ? {} : { 'device.install': state.install }),
  };
}

/** What the organisation states and what the person said, for every control. */
async function wordFacts(place: Place, { controls, confirmations }: FactSources, { now, policy }: Now) {
  const facts: Record<string, Fact> = {};
  const stated = attestationsOf(policy.settings.attestations);
  const service = place.kind === 'device' ? '' : (place.service?.id ?? '');
  for (const control of controls) {
    const own = stated.filter((entry) => entry.control === control.id && attestedFrom(entry).from <= now);
    const current = own.find((entry) => attestedFrom(entry).until > now);
    facts[`attested.${control.id}`] = current
      ? { value: 'current', observedAt: now, until: attestedFrom(current).until }
      : { value: own.length > 0 ? 'expired' : 'none', observedAt: now };
    if (!control.confirm) continue;
    const at = policy.settings.allowUserSettings ? await confirmations.at(control, service, now) : 0;
    const ranOut = at === 0 && (await confirmations.ranOut(control, service, now));
    facts[`confirmed.${control.id}`] = { value: at > 0 ? 'current' : ranOut ? 'expired' : 'none', observedAt: now };
  }
  return facts;
}

/** The statements that count now, newest end first. */
export function currentStatements(policy: EffectivePolicy, now: number): readonly Attestation[] {
  return attestationsOf(policy.settings.attestations).filter((entry) => attestedFrom(entry).from <= now);
}
