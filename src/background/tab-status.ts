// What is true of a tab right now: asks the guards in its frames, joins their answers, works out the facts for the line.
import { evaluateAll, score } from '../engine/responsibility/evaluate.ts';
import { serviceFor } from '../engine/responsibility/service-for.ts';
import { matchesAny } from '../engine/policy/hosts.ts';
import type { DoorsState } from '../model/adapter.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { HeldRequests } from '../model/held.ts';
import type { Control, Facts } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { FrameStatus, GuardStatus, ScanState, StorageState, TabStatus } from '../model/status.ts';
import { allTabs, askGuard, framesOf, setBadge, urlOf, type Frame } from '../platform/tabs.ts';

export interface TabStatusInputs {
  readonly controls: readonly Control[];
  readonly services: readonly AiService[];
  readonly now: number;
  readonly storage: StorageState;
  readonly policy: EffectivePolicy;
  /** What is thought of a prompt in an address. */
  readonly promptState: (url: string) => Promise<'none' | 'clean' | 'manipulative'>;
  readonly held: (tabId: number, site: string) => Promise<HeldRequests>;
  readonly doors: (tabId: number, url: string) => Promise<DoorsState>;
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
  const { policy, services, controls, now } = inputs;
  const [url, frames] = await Promise.all([urlOf(tabId), frameStatuses(tabId)]);
  const at = parse(url);
  const site = at?.hostname ?? '';
  const service = at ? serviceFor(services, at.hostname, at.pathname) : null;
  const items = frames.flatMap((f) => f.items.map((item) => ({ ...item, frameId: f.frameId })));
  const top = frames[0];
  // A blocked advertising frame without a guard must not make the page look unread; the page's own guard must.
  const state: ScanState = !top
    ? 'not-scanned'
    : frames.reduce<ScanState>((worst, f) => {
        if (f.state === 'not-scanned' && f.frameId !== 0) return worst === 'scanned' ? 'partly' : worst;
        return WORST.indexOf(f.state) > WORST.indexOf(worst) ? f.state : worst;
      }, 'scanned');
  const excluded = matchesAny(policy.settings.excludedSites, site);
  const count = (...kinds: readonly string[]): number => items.filter((i) => kinds.includes(i.enforcement)).length;
  const listed = !service
    ? 'unlisted'
    : policy.settings.blockedServices.includes(service.id)
      ? 'blocked'
      : policy.settings.approvedServices.includes(service.id)
        ? 'approved'
        : 'unlisted';
  const held = await inputs.held(tabId, site);
  const values = {
    'policy.managed': policy.managed,
    'policy.problems': policy.problems.length,
    'policy.enabled': policy.settings.enabled,
    'policy.preset': policy.settings.preset,
    'site.isAiService': service !== null,
    'site.service': service?.id ?? '',
    'site.listed': listed,
    'site.excluded': excluded,
    'service.training': service?.training ?? 'unknown',
    'guard.state': state,
    'guard.blanked': count('blanked', 'held'),
    'guard.labelled': count('labelled'),
    'guard.undone': count('undone'),
    'guard.recorded': count('recorded', 'released'),
    'url.prefilledPrompt': await inputs.promptState(url),
    'answers.held': held.total,
    'store.state': inputs.storage,
    'report.collector': 'none',
  } as const;
  const facts: Facts = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, observedAt: now }]),
  );
  const statuses = evaluateAll(controls, facts, now);
  return {
    tabId,
    url: url.slice(0, 2_000),
    site,
    service: service?.id ?? '',
    state,
    frames,
    items,
    held,
    doors: await inputs.doors(tabId, url),
    controls: statuses,
    score: score(statuses, controls),
    policy,
    excludedBy: excluded ? policy.source.excludedSites : '',
    storage: inputs.storage,
  };
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
