// The worker's orchestration: one listener for messages, one for storage, one for alarms.
import { CATALOG_DATE, CATALOG_VERSION } from '../catalog/load.ts';
import { withoutHashes } from '../engine/policy/own-data.ts';
import type { PolicyKeyData, PresetData } from '../engine/policy/parse.ts';
import type { Renames } from '../engine/policy/renames.ts';
import type { Handlers, Sender } from '../messaging/router.ts';
import { route, senderOf } from '../messaging/router.ts';
import type { NetworkCatalog } from '../engine/exfiltration/answer-rules.ts';
import type { Incident } from '../model/incident.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { Control } from '../model/responsibility.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { AiService } from '../model/service.ts';
import type { StorageState } from '../model/status.ts';
import { every, onAlarm } from '../platform/alarms.ts';
import { onMessage, ownId, ownOrigin, ownVersion } from '../platform/runtime.ts';
import { hadRecords, onStorageChange, rememberRecords, shutOutContentScripts, write } from '../platform/storage.ts';
import { beforePageInFirefox, onArrival, onEveryPageInFirefox, onNavigation } from '../platform/navigation.ts';
import { onRequestFailed, onRequestTo } from '../platform/web-requests.ts';
import { bringPart } from '../platform/scripting.ts';
import { setBadge, tabOf, tellDoors } from '../platform/tabs.ts';
import { storageState } from '../store/queries.ts';
import { addIncidents } from '../store/write.ts';
import { startAgents } from './agent-messages.ts';
import type { AgentCatalogs } from './agent-words.ts';
import { doorsState } from './adapters.ts';
import { doorMessages } from './door-messages.ts';
import { AnswerGuard } from './exfiltration.ts';
import { Governance } from './governance.ts';
import { incidentActs } from './incident-acts.ts';
import { keepEnd, tidyIncidents, takeInEarlier } from './incident-keeping.ts';
import { handleReports, hostOf, type IncidentContext } from './incident-service.ts';
import { clearMemories } from '../store/memories.ts';
import { assistantAt, memoryAddresses, MemoryLedger } from './memory.ts';
import type { ConsentCatalog } from './consent.ts';
import type { FactSources, Now } from './facts.ts';
import { Judgement } from './judgement.ts';
import { Line } from './line.ts';
import { PolicyStore } from './policy-store.ts';
import { PromptGate } from './prefilled.ts';
import { withWords } from './said.ts';
import { startWelcome } from './welcome.ts';
import { frameStatuses, isSpared, noteReporter, releaseSpared, tabStatus } from './tab-status.ts';

/** Catalogue files as imported by the entrypoint; shapes are held by the catalogue tests. */
export interface WorkerCatalog {
  readonly controls: unknown;
  readonly extensions: unknown;
  readonly managedKeys: unknown;
  readonly presets: unknown;
  readonly renames: unknown;
  readonly services: unknown;
  readonly assistants: unknown;
  readonly network: unknown;
  readonly line: unknown;
  readonly agents: unknown;
  /** Brings the bytes of the classifier. */
  readonly classifier: () => Promise<ArrayBuffer>;
}

interface NetworkWords {
  readonly promptWords: readonly string[];
  readonly connectives: readonly string[];
}

/** For our own pages: they show what a policy says, and hashes say nothing. */
const shown = (policy: EffectivePolicy): EffectivePolicy => ({ ...policy, settings: withoutHashes(policy.settings) });

const PRUNE = 'incidents.prune';
/**
 * The rules for requests outlive the worker, so one that was woken looks at them behind what it was woken for: working them
 * out takes longer than a popup's answer.
 */
const RULES_AFTER_MS = 250;

export function startWorker(catalog: WorkerCatalog): void {
  const controls = (catalog.controls as { controls: readonly Control[] }).controls;
  const services = (catalog.services as { services: readonly AiService[] }).services;
  const assistants = catalog.assistants as AssistantCatalog;
  const keys = (catalog.managedKeys as { keys: readonly PolicyKeyData[] }).keys;
  const policies = new PolicyStore(
    keys,
    (catalog.presets as { presets: PresetData }).presets,
    Date.now,
    catalog.renames as Renames,
  );
  /** The store as this worker found it, asked before anything is written: a loss is told although new records follow. */
  const found = hadRecords().then(storageState);
  /** The last write's word on the store. */
  let storage: StorageState | undefined;
  const judgement = new Judgement(catalog.classifier);
  const incidentsChanged = (): Promise<void> =>
    write('session', { 'incidents.revision': Date.now() }).catch(() => undefined);
  /** Badges about to be drawn: requests come by the hundred. */
  const badges = new Map<number, ReturnType<typeof setTimeout>>();
  const refreshBadge = async (tabId: number): Promise<void> => {
    const frames = await frameStatuses(tabId);
    const count = frames
      .flatMap((f) => f.items)
      .filter((i) => ['blanked', 'held', 'labelled'].includes(i.enforcement)).length;
    const held = await answers.held(tabId, hostOf((await tabOf(tabId))?.url ?? ''));
    await setBadge(
      tabId,
      count + held.hosts.filter((h) => !h.sent && h.carriesData).length,
      await agents.badgeOf(tabId),
    );
  };

  const context = async (): Promise<IncidentContext> => ({
    services,
    policy: await policies.current(),
    now: Date.now(),
    catalogVersion: CATALOG_VERSION,
    appVersion: ownVersion(),
  });
  const stored = (state: StorageState | null): void => {
    if (state === null) return;
    storage = state;
    if (state === 'ok') void rememberRecords(true).then(keepEnd);
    void incidentsChanged();
  };

  const keep = async (incidents: readonly Incident[]): Promise<void> => {
    await found;
    stored(await addIncidents(incidents));
    void line.incidents(incidents);
  };
  const policy = (): Promise<EffectivePolicy> => policies.current();
  const network = catalog.network as NetworkCatalog & NetworkWords;
  const answers = new AnswerGuard({
    assistants,
    services,
    network,
    policy,
    context,
    keep,
    counted: (tabId) => {
      badges.set(
        tabId,
        badges.get(tabId) ?? setTimeout(() => void refreshBadge(tabId).finally(() => badges.delete(tabId)), 250),
      );
    },
  });
  const prompts = new PromptGate({
    assistants,
    services,
    connectives: network.connectives,
    policy,
    judge: (text) => judgement.ofSeen(text),
    context,
    keep,
  });

  const memories = new MemoryLedger({
    assistants,
    judge: (text) => judgement.ofSeen(text),
    context,
    keep,
    changed: () => void incidentsChanged(),
  });

  const line = new Line(
    {
      controls,
      services,
      assistants,
      consent: catalog.line as ConsentCatalog,
      browserAssistants: (catalog.line as Pick<FactSources, 'browserAssistants'>).browserAssistants,
      anyRules: () => answers.anyRules(),
      governance: (service) => governance.facts(service),
      catalogDate: CATALOG_DATE,
    },
    () => void incidentsChanged(),
  );
  const { agents, messages: agentMessages } = startAgents({
    ...(catalog.agents as AgentCatalogs),
    assistants,
    policy,
    note: (activities) => line.agents(activities),
    changed: () => void incidentsChanged(),
    badge: (tabId) => void refreshBadge(tabId),
  });
  const lineNow = async (): Promise<Now> => ({
    policy: await policies.current(),
    now: Date.now(),
    storage: storage === undefined || storage === 'ok' ? await found : storage,
  });

  const governance = new Governance({
    services,
    extensions: catalog.extensions,
    wholeHosts: answers.services.flatMap(({ hosts }) => hosts),
    policy,
    context,
    keep,
    judge: async (text) => (await judgement.opinions([text]))[0]?.unseen ?? judgement.ofSeen(text),
    changed: () => void incidentsChanged(),
  });

  const handlers: Handlers = {
    'verdict.report': async ({ reports, agent }, sender: Sender) => {
      await found;
      noteReporter(sender.tabId, { frameId: sender.frameId, url: sender.url });
      const at = await context();
      const seen = agent === true || (await agents.worksAt(sender.tabId));
      const result = await handleReports(await judgement.reviewed(reports), sender, at, seen);
      stored(result.storage);
      // After the answer has reached the guard, so that the count includes what it decided.
      setTimeout(() => void refreshBadge(sender.tabId), 50);
      return { decisions: withWords(result.decisions, reports, at.policy) };
    },
    'texts.judge': async ({ texts }, sender: Sender) => {
      // What the policy spares is not read by the classifier either.
      if (isSpared(await policies.current(), sender.tabUrl)) return { opinions: [] };
      return { opinions: await judgement.opinions(texts) };
    },
    'part.bring': async ({ part }, sender: Sender) => ({
      brought: part === 'gate' ? await agents.bring(sender) : await bringPart(part, sender.tabId, sender.frameId),
    }),
    ...agentMessages,
    'prompt.stopped': (_, sender: Sender) => prompts.stoppedOnPage(sender.tabId, sender.url),
    'requests.refused': async ({ requests }, sender: Sender) => {
      await answers.refused(sender.tabId, requests);
      return { noted: true };
    },
    'memory.noticed': async ({ notices }, sender: Sender) => {
      const { tabId, tabUrl: url, incognito } = sender;
      const service = assistantAt(assistants.assistants, url) || assistantAt(assistants.assistants, sender.url);
      await memories.noticed(notices, { tabId, url, service, incognito });
      return { noted: true };
    },
    'memory.clear': async () => {
      const removed = await clearMemories();
      void incidentsChanged();
      return { removed };
    },
    'prompt.get': async ({ id }) => ({ prompt: await prompts.waiting(id) }),
    'prompt.open': async ({ id, withPrompt }, sender: Sender) => ({
      url: await prompts.open(id, withPrompt, sender.tabId),
    }),
    'line.device': async () => line.device(await lineNow()),
    'control.confirm': async ({ control, service, on }) => {
      const problem = await line.confirm(control, service, on, await policies.current());
      if (problem === '') void incidentsChanged();
      return { problem };
    },
    'tab.status': async ({ tabId }) => {
      line.prepare();
      const status = await tabStatus(tabId, {
        at: lineNow,
        sources: line.sources,
        services,
        promptState: (url) => prompts.state(url),
        held: (tab, site) => answers.held(tab, site),
        door: (tab, site) => line.doors.of(tab, site),
        answerRules: (url, tab) => answers.rulesFor(url, tab),
        touching: (service) => governance.extensions.touching(service),
        agent: (tab, site) => agents.of(tab, site),
        doors: (tab, url) => doorsState(assistants.assistants, tab, url),
      });
      return { ...status, policy: shown(status.policy) };
    },
    ...doorMessages({ assistants, services, policy, context, found, stored, line }),
    ...governance.handlers,
    ...incidentActs({
      policy,
      refreshBadge,
      changed: incidentsChanged,
      cleared: async () => void (await Promise.all([line.clear(), agents.clear()])),
    }),
    'policy.get': async () => shown(await policies.current()),
    'policy.draft': ({ text, as }) => policies.draft(text, as),
    'policy.set': async ({ settings }) => {
      const problem = await policies.change(settings);
      const policy = await policies.current();
      void releaseSpared(policy);
      void tellDoors();
      // What is allowed now must be so when the person hears of it.
      await answers.sync();
      governance.policyChanged();
      await agents.sync();
      return { policy: shown(policy), problem };
    },
  };

  onMessage((message, sender) => route(message, senderOf(sender, ownId(), ownOrigin()), handlers));
  onStorageChange((area) => {
    if (area !== 'managed' && area !== 'local') return;
    policies.invalidate();
    // The organisation may have excluded a site that is open.
    if (area === 'managed') void policies.current().then(releaseSpared).then(tellDoors);
    void answers.sync();
    governance.policyChanged();
    if (area === 'managed') void agents.sync();
  });
  governance.start();
  startWelcome(policy);
  // A stopped request, or a tab on its way, may be what woke this worker.
  onRequestFailed((request) => void answers.seen(request));
  onRequestTo(memoryAddresses(assistants), (request) => void memories.seen(request));
  const hosts = [...new Set(assistants.assistants.flatMap(({ hosts }) => hosts))];
  beforePageInFirefox(hosts, ({ tabId, url }) => answers.moved(tabId, url, 'begins'));
  onNavigation(hosts, {
    begins: ({ tabId, url }) => {
      void prompts.begins(tabId, url);
      void answers.moved(tabId, url, 'begins');
    },
    arrived: ({ tabId, url }) => {
      void prompts.over(tabId, url);
      void answers.moved(tabId, url, 'arrived');
    },
    moved: ({ tabId, url }) => void answers.moved(tabId, url, 'moved'),
    stopped: ({ tabId, url }) => void prompts.stopped(tabId, url),
  });
  onArrival(line.watchedHosts(), ({ tabId, url }) => void line.arrived(tabId, url));
  onEveryPageInFirefox(({ tabId, url }) => void answers.left(tabId, url));
  onAlarm((name) => {
    if (name !== PRUNE) return;
    // An exception may have ended.
    void answers.sync();
    void policies.current().then(async ({ settings }) => {
      void governance.hourly(settings.retentionDays);
      if (await tidyIncidents(settings, Date.now())) await incidentsChanged();
      await agents.tidy(settings.retentionDays, Date.now());
    });
  });
  void found.then(() => takeInEarlier(incidentsChanged));
  void every(PRUNE, 60);
  void shutOutContentScripts();
  // Learn of the organisation's policy now, not when the first page asks.
  void policies.current();
  setTimeout(() => void Promise.all([answers.sync(), agents.sync()]), RULES_AFTER_MS);
}
