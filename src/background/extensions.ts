// The other extensions of this browser: looked at when the worker starts, when the browser tells of a change, once an hour and
// when a person opens their page. Each look is compared with the stored one, so that a worker that was killed misses nothing;
// what changed is stored as an event, what gets at an AI service anew raises an incident, what policy disables is switched off.
import { extensionFacts, NO_WORDS, warningWords, type WarningWords } from '../engine/governance/extension-facts.ts';
import { decideExtension } from '../engine/governance/decide-extension.ts';
import { assess } from '../engine/governance/assess.ts';
import { driftOf, gainedReach, type Drift } from '../engine/governance/drift.ts';
import { formOf, inventory, touching, type Kept } from '../engine/governance/inventory.ts';
import { reachOf, serviceHosts, type ServiceHosts } from '../engine/governance/reach.ts';
import type {
  AssessedExtension,
  ExtensionCatalog,
  ExtensionEvent,
  ExtensionFacts,
  ExtensionRecord,
  ExtensionReport,
  Touching,
} from '../model/extension.ts';
import type { Incident } from '../model/incident.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { AiService } from '../model/service.ts';
import {
  canSwitchExtensions,
  hostWarnings,
  onExtensionsChanged,
  onListPermission,
  otherExtensions,
  switchExtension,
  WORDED,
} from '../platform/extensions.ts';
import { read, write } from '../platform/storage.ts';
import { extensionRecords, storeLook } from '../store/extensions.ts';
import { extensionIncident } from './extension-incident.ts';
import type { IncidentContext } from './incident-service.ts';

/** What a person said may stay, by id. */
const KEPT = 'extensions.kept';
/** How many extensions the last look stored; not there before the first. */
const LOOKED = 'extensions.looked';
const MAX_KEPT = 500;
/** The browser tells of one update in several steps. */
const SETTLE_MS = 150;
/** A worker that was woken looks behind what it was woken for. */
const START_AFTER_MS = 300;
/** Changes without an event of the browser are seen after this long at the latest, while somebody asks. */
const RECENT_MS = 60_000;
/** The popup does not wait longer for its line. */
const POPUP_MS = 200;

export interface ExtensionNeeds {
  readonly services: readonly AiService[];
  readonly catalog: ExtensionCatalog;
  readonly policy: () => Promise<EffectivePolicy>;
  readonly context: () => Promise<IncidentContext>;
  readonly keep: (incidents: readonly Incident[]) => Promise<void>;
  /** Pages that show extensions should ask again. */
  readonly changed: () => void;
}

export class Extensions {
  readonly hosts: readonly ServiceHosts[];
  private turn: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private words: Promise<WarningWords> | undefined;
  private kept: Promise<Kept> | undefined;
  private readonly soon = (): void => {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.look();
    }, SETTLE_MS);
  };

  constructor(private readonly needs: ExtensionNeeds) {
    this.hosts = serviceHosts(needs.services);
  }

  /** Sets up the listeners; must run in the worker's first turn, as one of them may be what woke it. */
  start(): void {
    onExtensionsChanged(this.soon);
    onListPermission(() => {
      onExtensionsChanged(this.soon);
      this.needs.changed();
      void this.look();
    });
    setTimeout(() => void this.look(), START_AFTER_MS);
  }

  /** The last look, where it is not old; else a new one. For lines in the popup, which are asked for often. */
  recent(): Promise<ExtensionReport> {
    const { last } = this;
    return last && Date.now() - last.time < RECENT_MS ? Promise.resolve(last) : this.look();
  }
  private last: ExtensionReport | undefined;

  /** Looks at all extensions, and does what follows from it. Looks come one after another. Never rejects. */
  look(): Promise<ExtensionReport> {
    const next = this.turn
      .then(() => this.lookNow())
      .catch((error: unknown): ExtensionReport => {
        console.error('Demarc could not look at the other extensions.', error);
        return { ...this.report([]), state: 'no-permission' };
      })
      .then((report) => (this.last = report));
    this.turn = next;
    return next;
  }

  private async lookNow(): Promise<ExtensionReport> {
    const raw = await otherExtensions();
    if (raw === null) return { ...this.report([]), state: 'no-permission' };
    const words = await this.wordsOfBrowser();
    const all = raw.flatMap((one) => extensionFacts(one, words) ?? []);
    const [stored, policy] = await Promise.all([lastLook(), this.needs.policy()]);
    // Without a look before, everything is as it was found; harmful ones are told all the same.
    const drifts = stored === null ? [] : driftOf(stored, all);
    const events: ExtensionEvent[] = [];
    const incidents: Incident[] = [];
    for (const drift of drifts) await this.tell(drift, policy, events, incidents);
    if (stored === null) await this.tellHarmful(all, policy, incidents);
    const switched = await this.enforce(all, policy, events);
    const records = recordsOf(stored ?? [], switched, Date.now());
    if (await storeLook(records, events)) await write('local', { [LOOKED]: records.length }).catch(() => undefined);
    if (incidents.length > 0) await this.needs.keep(incidents);
    if (events.length + incidents.length > 0 || stored === null) this.needs.changed();
    return this.report(inventory(switched, this.hosts, this.needs.catalog, policy, await this.keptByPerson()));
  }

  /** One change becomes an event, and an incident where something gets at an AI service that did not before. */
  private async tell(
    drift: Drift,
    policy: EffectivePolicy,
    events: ExtensionEvent[],
    incidents: Incident[],
  ): Promise<void> {
    const { before, after } = drift;
    const now = after?.enabled ? reachOf(after, this.hosts) : {};
    const then = before?.enabled && drift.kind === 'changed' ? reachOf(before, this.hosts) : null;
    const gained = gainedReach(then, now);
    const bySelf = this.bySwitch(drift);
    const raises = after !== null && gained.length > 0 && bySelf === '';
    const incident = raises ? await this.incident(after, drift, gained, policy) : null;
    if (incident) incidents.push(incident);
    events.push({
      id: crypto.randomUUID(),
      time: Date.now(),
      extension: drift.extension,
      name: drift.name,
      kind: drift.kind,
      changes: drift.changes,
      gained,
      by: bySelf,
      incident: incident?.id ?? '',
    });
  }

  /** What the catalogue lists as harmful is told at the first look too. */
  private async tellHarmful(
    all: readonly ExtensionFacts[],
    policy: EffectivePolicy,
    incidents: Incident[],
  ): Promise<void> {
    for (const facts of all) {
      const reach = reachOf(facts, this.hosts);
      if (!facts.enabled || assess(facts, reach, this.needs.catalog).risk !== 'known-bad') continue;
      const drift: Drift = {
        extension: facts.id,
        name: facts.name,
        kind: 'installed',
        changes: [],
        before: null,
        after: facts,
      };
      incidents.push(await this.incident(facts, drift, Object.keys(reach), policy));
    }
  }

  private async incident(
    facts: ExtensionFacts,
    drift: Drift,
    gained: readonly string[],
    policy: EffectivePolicy,
  ): Promise<Incident> {
    const reach = reachOf(facts, this.hosts);
    const assessment = assess(facts, reach, this.needs.catalog);
    const decision = decideExtension(policy, facts, reach, assessment.risk);
    const stops = decision.action === 'disable' && facts.mayDisable && canSwitchExtensions();
    const about = { facts, drift, gained, assessment, decision, stops };
    return extensionIncident(await this.needs.context(), about);
  }

  /** Switches off what policy disables, unless the person said that it may stay. Answers how things are now. */
  private async enforce(
    all: readonly ExtensionFacts[],
    policy: EffectivePolicy,
    events: ExtensionEvent[],
  ): Promise<readonly ExtensionFacts[]> {
    // What an organisation says of single extensions may still be on its way.
    if (!canSwitchExtensions() || !policy.settings.enabled || policy.managed === 'pending') return all;
    const kept = await this.keptByPerson();
    const assessed = inventory(all, this.hosts, this.needs.catalog, policy, kept);
    const off = new Set<string>();
    for (const { facts, decision, kept: stays } of assessed) {
      if (decision.action !== 'disable' || !facts.enabled || !facts.mayDisable) continue;
      if (stays && policy.settings.allowUndo) continue;
      if (!(await this.switch(facts.id, false, 'policy'))) continue;
      off.add(facts.id);
      events.push(eventOfSwitch(facts, false, 'policy'));
    }
    return all.map((facts) => (off.has(facts.id) ? { ...facts, enabled: false } : facts));
  }

  /** What the person decides about one extension; answers a message key, '' when it is done. */
  async decide(id: string, act: 'keep' | 'disable' | 'enable'): Promise<string> {
    const [{ extensions, state }, policy] = await Promise.all([this.look(), this.needs.policy()]);
    const found = extensions.find(({ facts }) => facts.id === id);
    if (state !== 'listed' || !found) return 'extensionGone';
    const { facts, decision } = found;
    if (act !== 'disable' && decision.action === 'disable' && !policy.settings.allowUndo) return 'undoNotAllowed';
    if (act !== 'keep' && !canSwitchExtensions()) return 'extensionBrowserRefuses';
    if (act !== 'keep' && act === 'disable' && !facts.mayDisable) return 'extensionByOrganisation';
    const kept = { ...(await this.keptByPerson()) };
    if (act === 'disable') delete kept[id];
    else kept[id] = formOf(facts);
    await this.rememberKept(kept);
    if (act !== 'keep' && facts.enabled !== (act === 'enable')) {
      if (!(await this.switch(id, act === 'enable', 'person'))) return 'extensionBrowserRefuses';
      const event = eventOfSwitch(facts, act === 'enable', 'person');
      const now = { ...facts, enabled: act === 'enable' };
      await storeLook(recordsOf([], [now], Date.now()), [event]);
    }
    this.needs.changed();
    return '';
  }

  /** Who gets at a service; null where the tab shows none, or the browser takes its time. */
  async touching(service: string): Promise<Touching | null> {
    if (service === '') return null;
    const waited = new Promise<null>((resolve) => setTimeout(() => resolve(null), POPUP_MS));
    const report = await Promise.race([this.recent(), waited]);
    if (report === null) return null;
    const { state, extensions } = report;
    if (state === 'no-permission') return { state, names: [], count: 0, maybe: 0, risky: false };
    return touching(extensions, service);
  }

  private async switch(id: string, on: boolean, by: 'policy' | 'person'): Promise<boolean> {
    this.switched.set(id, { on, by });
    const done = await switchExtension(id, on);
    if (!done) this.switched.delete(id);
    return done;
  }
  /** Switches of ours, which the browser will tell of as of any other. */
  private readonly switched = new Map<string, { readonly on: boolean; readonly by: 'policy' | 'person' }>();

  private bySwitch({ extension, after, changes }: Drift): ExtensionEvent['by'] {
    const own = this.switched.get(extension);
    const only = changes.length === 1 && changes[0]?.field === 'enabled';
    return own && only && after?.enabled === own.on ? own.by : '';
  }

  private report(extensions: readonly AssessedExtension[]): ExtensionReport {
    return { state: 'listed', canDisable: canSwitchExtensions(), extensions, time: Date.now() };
  }

  private wordsOfBrowser(): Promise<WarningWords> {
    this.words ??= hostWarnings()
      .then((told) => (told ? warningWords(told, WORDED) : NO_WORDS))
      .catch(() => NO_WORDS);
    return this.words;
  }

  private keptByPerson(): Promise<Kept> {
    this.kept ??= read('local', KEPT)
      .then(keptOf)
      .catch(() => ({}));
    return this.kept;
  }

  private async rememberKept(kept: Kept): Promise<void> {
    const bounded = Object.fromEntries(Object.entries(kept).slice(-MAX_KEPT));
    this.kept = Promise.resolve(bounded);
    await write('local', { [KEPT]: bounded }).catch(() => undefined);
  }
}

/**
 * What the last look stored; null before the first. A browser without extensions is a look too, or the first that comes would not
 * be told of; records that are lost are none, or all that are there would be.
 */
async function lastLook(): Promise<readonly ExtensionRecord[] | null> {
  const records = await extensionRecords();
  return records ?? ((await read('local', LOOKED).catch(() => undefined)) === 0 ? [] : null);
}

function eventOfSwitch(facts: ExtensionFacts, on: boolean, by: 'policy' | 'person'): ExtensionEvent {
  return {
    id: crypto.randomUUID(),
    time: Date.now(),
    extension: facts.id,
    name: facts.name,
    kind: 'changed',
    changes: [{ field: 'enabled', before: [String(!on)], after: [String(on)] }],
    gained: [],
    by,
    incident: '',
  };
}

/** The records after a look: what is there, and what has gone since. */
function recordsOf(
  stored: readonly ExtensionRecord[],
  all: readonly ExtensionFacts[],
  now: number,
): readonly ExtensionRecord[] {
  const known = new Map(stored.map((record) => [record.id, record]));
  const there = new Set(all.map(({ id }) => id));
  const gone = stored.filter(({ id, goneAt }) => goneAt === 0 && !there.has(id)).map((r) => ({ ...r, goneAt: now }));
  const present = all.map((facts): ExtensionRecord => {
    const record = known.get(facts.id);
    const since = record && record.goneAt === 0 ? record.since : now;
    return { id: facts.id, facts, since, goneAt: 0 };
  });
  return [...present, ...gone];
}

function keptOf(raw: unknown): Kept {
  if (typeof raw !== 'object' || raw === null) return {};
  const entries = Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.slice(0, MAX_KEPT));
}
