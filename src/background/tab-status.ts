// What is true of a tab right now: asks the guards in its frames, joins their answers, works out the facts for the line.
import { pageApiAction } from '../engine/governance/page-api-rules.ts';
import { evaluateAll } from '../engine/responsibility/evaluate.ts';
import { score } from '../engine/responsibility/score.ts';
import { serviceFor } from '../engine/responsibility/service-for.ts';
import { matchesAny } from '../engine/policy/hosts.ts';
import type { TabAgent } from '../model/agent.ts';
import type { DoorsState } from '../model/adapter.ts';
import type { Touching } from '../model/extension.ts';
import { noticeFor } from '../model/notice-text.ts';
import { PAGE_APIS } from '../model/page-api.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { HeldRequests } from '../model/held.ts';
import type { Facts } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { FrameStatus, GuardStatus, LineStatus, ScanState, TabStatus } from '../model/status.ts';
import { uiLanguage } from '../platform/i18n.ts';
import { allTabs, askGuard, framesOf, setBadge, urlOf, type Frame } from '../platform/tabs.ts';
import type { OpenDoor } from './door-log.ts';
import { currentStatements, gatherFacts, type FactSources, type Now, type Place } from './facts.ts';

/** What the line is worked out from, apart from the place. */
export interface LineInputs extends Now {
  readonly sources: FactSources;
}

export interface TabStatusInputs {
  /** Policy and store as they are now. */
  readonly at: () => Promise<Now>;
  readonly sources: FactSources;
  readonly services: readonly AiService[];
  /** What is thought of a prompt in an address. */
  readonly promptState: (url: string) => Promise<'none' | 'clean' | 'manipulative'>;
  readonly held: (tabId: number, site: string) => Promise<HeldRequests>;
  readonly door: (tabId: number, site: string) => Promise<OpenDoor | null>;
  readonly answerRules: (url: string, tabId: number) => Promise<Place['answerRules']>;
  readonly doors: (tabId: number, url: string) => Promise<DoorsState>;
  /** Which other extensions get at a service. */
  readonly touching: (service: string) => Promise<Touching | null>;
  readonly agent: (tabId: number, site: string) => Promise<TabAgent>;
}

/** Answers of all guards of a tab. A frame whose guard does not answer in time is 'not-scanned'. */
export async function frameStatuses(tabId: number): Promise<readonly FrameStatus[]> {
  const listed = await framesOf(tabId);
  const known = new Set(listed.map((f) => f.frameId));
  const extra = (reporters.get(tabId) ?? []).filter((f) => !known.has(f.frameId));
  const answers = await Promise.all(
    [...listed, ...extra].map(async ({ frameId, url }): Promise<FrameStatus> => {
      const answer = await Promise.race([
        askGuard(tabId, frameId, 'guard.status', {}) as Promise<GuardStatus | undefined>,
        new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 1_000)),
      ]);
      return answer
        ? { ...answer, frameId, url }
        : { state: 'not-scanned', limit: 'limitNoGuard', textLength: 0, items: [], frameId, url };
    }),
  );
  // A frame that only its reports told of and that answers no more is gone.
  return answers.filter((f) => known.has(f.frameId) || f.limit !== 'limitNoGuard');
}

/** Frames that reported, by tab: webNavigation does not list blob: and some other frames. Lost with the worker, rebuilt by the next report. */
const reporters = new Map<number, Frame[]>();

export function noteReporter(tabId: number, frame: Frame): void {
  const list = (reporters.get(tabId) ?? []).filter((f) => f.frameId !== frame.frameId);
  reporters.set(tabId, [...list, frame].slice(-50));
  if (reporters.size > 500) reporters.delete([...reporters.keys()][0] ?? -1);
}

const WORST: readonly ScanState[] = ['scanned', 'partly', 'scanning', 'not-scanned'];

/** True where the policy leaves a page alone: on excluded sites, or everywhere when Demarc is off. */
export function isSpared({ settings }: EffectivePolicy, url: string): boolean {
  return !settings.enabled || matchesAny(settings.excludedSites, parse(url)?.hostname ?? '');
}

/** Puts everything back in open pages that the policy spares now: excluded sites, or all when Demarc is off. */
export async function releaseSpared(policy: EffectivePolicy): Promise<void> {
  const { enabled, excludedSites } = policy.settings;
  if (enabled && excludedSites.length === 0) return;
  const tabs = (await allTabs()).filter(({ url }) => isSpared(policy, url));
  await Promise.all(
    tabs.map(async ({ id }) => {
      const frames = [...(await framesOf(id)), ...(reporters.get(id) ?? [])];
      await Promise.all(frames.map(({ frameId }) => askGuard(id, frameId, 'guard.release', {})));
      await setBadge(id, 0);
    }),
  );
}

/** Puts one text back that the store does not know, as in a private window: the reporting frames are asked. */
export async function undoUnstored(id: string): Promise<boolean> {
  for (const [tabId, frames] of reporters) {
    for (const { frameId } of frames) {
      const answer = (await askGuard(tabId, frameId, 'guard.undo', { id })) as { undone?: boolean } | undefined;
      if (answer?.undone) return true;
    }
  }
  return false;
}

export async function tabStatus(tabId: number, inputs: TabStatusInputs): Promise<TabStatus> {
  const { services, sources } = inputs;
  // Each of these waits for somebody else, and a person for all of them: all are asked before any is waited for.
  const asked = Promise.all([inputs.at(), frameStatuses(tabId)]);
  const url = await urlOf(tabId);
  const at = parse(url);
  const site = at?.hostname ?? '';
  const [[now, frames], held, door, answerRules, prefilled, doors, agent] = await Promise.all([
    asked,
    inputs.held(tabId, site),
    inputs.door(tabId, site),
    inputs.answerRules(url, tabId),
    inputs.promptState(url),
    inputs.doors(tabId, url),
    inputs.agent(tabId, site),
  ]);
  const { policy, storage } = now;
  const items = frames.flatMap((f) => f.items.map((item) => ({ ...item, frameId: f.frameId })));
  const state = joined(frames);
  const excluded = matchesAny(policy.settings.excludedSites, site);
  const count = (...kinds: readonly string[]): number => items.filter((i) => kinds.includes(i.enforcement)).length;
  // A door that is not there, or does not find where people write, sees nothing.
  const blind = doors === 'absent' || (typeof doors === 'object' && doors.editor === 'none');
  const service = at ? serviceFor(services, at.hostname, at.pathname) : null;
  const web = at !== null && /^(?:https?|file):$/.test(at.protocol);
  const kind = service ? 'service' : door ? 'assistant' : web ? 'plain' : 'none';
  const page = {
    state,
    blanked: count('blanked', 'held'),
    labelled: count('labelled'),
    recorded: count('recorded', 'released'),
    undone: count('undone'),
    prefilled,
  };
  const place: Place = {
    kind,
    path: at?.pathname ?? '',
    service,
    excluded,
    page,
    door: blind ? null : door,
    answerRules,
    agent: agent.presence,
  };
  const [line, touching] = await Promise.all([lineOf(place, { ...now, sources }), inputs.touching(service?.id ?? '')]);
  return {
    ...line.status,
    tabId,
    url: url.slice(0, 2_000),
    site,
    service: service?.id ?? '',
    kind,
    browserAssistant: String(line.facts['device.assistant']?.value ?? ''),
    state,
    frames,
    items,
    held,
    doors,
    touching,
    askedApis: web ? PAGE_APIS.map(({ key }) => key).filter((key) => pageApiAction(policy, key, site) === 'ask') : [],
    agent,
    policy,
    notice: noticeFor(policy.settings.noticeText, uiLanguage()),
    excludedBy: excluded ? policy.source.excludedSites : '',
    storage,
  };
}

/** The line of the device: over all services, without a page. */
export async function deviceStatus(inputs: LineInputs & { anyRules: () => Promise<'in-force' | 'none'> }) {
  const answerRules = await inputs.anyRules();
  const place: Place = {
    kind: 'device',
    path: '',
    service: null,
    excluded: false,
    page: null,
    door: null,
    answerRules,
  };
  return (await lineOf(place, inputs)).status;
}

async function lineOf(place: Place, inputs: LineInputs): Promise<{ status: LineStatus; facts: Facts }> {
  const { controls } = inputs.sources;
  const facts = await gatherFacts(place, inputs.sources, inputs);
  const statuses = evaluateAll(controls, facts, inputs.now);
  const statements = currentStatements(inputs.policy, inputs.now);
  return { status: { controls: statuses, score: score(statuses, controls), statements }, facts };
}

/** How far all frames of a page were read. */
function joined(frames: readonly FrameStatus[]): ScanState {
  if (frames.length === 0) return 'not-scanned';
  // A blocked advertising frame without a guard must not make the page look unread; the page's own guard must.
  return frames.reduce<ScanState>((worst, f) => {
    if (f.state === 'not-scanned' && f.frameId !== 0) return worst === 'scanned' ? 'partly' : worst;
    return WORST.indexOf(f.state) > WORST.indexOf(worst) ? f.state : worst;
  }, 'scanned');
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
