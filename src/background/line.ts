// The line's own books: what the doors and the worker tell is counted, pages of builders and of consent are noticed, people's
// words on controls are kept. Nothing of a private window is counted.
import { activitiesOfIncident, activitiesOfInput, activitiesOfOutput } from '../engine/responsibility/activities.ts';
import type { Sender } from '../messaging/router.ts';
import type { Activity } from '../model/activity.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { Incident } from '../model/incident.ts';
import type { Account, InputDecision, InputReport, InputWay } from '../model/input.ts';
import type { OutputReport } from '../model/output.ts';
import type { EffectivePolicy } from '../model/policy.ts';
import type { Control } from '../model/responsibility.ts';
import type { AiService } from '../model/service.ts';
import type { LineStatus } from '../model/status.ts';
import { browserState, type BrowserState } from '../platform/browser-state.ts';
import { tabOf } from '../platform/tabs.ts';
import { countMemories } from '../store/memories.ts';
import { ActivityLog } from './activity-log.ts';
import { Confirmations } from './confirmations.ts';
import { consentIn, type ConsentCatalog } from './consent.ts';
import { DoorLog } from './door-log.ts';
import type { FactSources, Now } from './facts.ts';
import { hostOf } from './incident-service.ts';
import { placeOf, serviceIdOf } from './place.ts';
import { deviceStatus } from './tab-status.ts';

export interface LineNeeds {
  readonly controls: readonly Control[];
  readonly services: readonly AiService[];
  readonly assistants: AssistantCatalog;
  readonly consent: ConsentCatalog;
  readonly browserAssistants: FactSources['browserAssistants'];
  readonly anyRules: () => Promise<'in-force' | 'none'>;
  readonly governance: FactSources['governance'];
  /** When the rules were made, as an ISO date. */
  readonly catalogDate: string;
}

/** What the browser says of itself seldom changes. */
const BROWSER_MS = 30_000;

export class Line {
  readonly doors = new DoorLog();
  readonly sources: FactSources;
  private readonly activity = new ActivityLog();
  private readonly confirmations = new Confirmations();
  private asked: { readonly at: number; readonly state: Promise<BrowserState> } | undefined;

  /** @param changed called when a page that shows the line should ask again */
  constructor(
    private readonly needs: LineNeeds,
    private readonly changed: () => void,
  ) {
    this.sources = {
      controls: needs.controls,
      activity: this.activity,
      confirmations: this.confirmations,
      memories: countMemories,
      browser: () => this.browser(),
      browserAssistants: needs.browserAssistants,
      governance: needs.governance,
      catalogDate: needs.catalogDate,
    };
  }

  /** A script of an assistant's page has begun its work. */
  doorOpened(sender: Sender): Promise<void> {
    return this.doors.opened(sender.tabId, hostOf(sender.tabUrl), this.serviceOf(sender), Date.now());
  }

  /** Something went in, and nothing stood against it. */
  async checked(way: InputWay, account: Account, sender: Sender): Promise<void> {
    await this.doors.account(sender.tabId, account, Date.now());
    if (sender.incognito) return;
    const read = way === 'file' ? (['sent.checked', 'file.read'] as const) : (['sent.checked'] as const);
    await this.activity.note(this.serviceOf(sender), read, Date.now());
  }

  /** Something was found on its way in. */
  async input(report: InputReport, { key }: InputDecision, sender: Sender): Promise<void> {
    await this.doors.account(sender.tabId, report.account, Date.now());
    if (sender.incognito) return;
    await this.activity.note(this.serviceOf(sender), activitiesOfInput(report, key), Date.now());
    this.changed();
  }

  /** Something was found in what came out. */
  async output(report: OutputReport, sender: Sender): Promise<void> {
    if (sender.incognito) return;
    await this.activity.note(this.serviceOf(sender), activitiesOfOutput(report), Date.now());
    this.changed();
  }

  /** What agents did, or were kept from; private windows do not come here. */
  async agents(activities: readonly Activity[]): Promise<void> {
    await this.activity.note('', activities, Date.now());
    this.changed();
  }

  /** The worker itself found something; it records nothing of private windows. */
  async incidents(incidents: readonly Incident[]): Promise<void> {
    for (const incident of incidents) {
      const id = this.needs.services.some((s) => s.id === incident.service) ? incident.service : '';
      await this.activity.note(id, activitiesOfIncident(incident), incident.time);
    }
    if (incidents.length > 0) this.changed();
  }

  /** Hosts of builders' consoles and of pages of consent. */
  watchedHosts(): readonly string[] {
    const builders = this.needs.services.filter(({ layer }) => layer === 'iaas').flatMap(({ hosts }) => hosts);
    return [...new Set([...builders, ...this.needs.consent.consentPages.map(({ host }) => host)])];
  }

  /** A document arrived on one of them. */
  async arrived(tabId: number, url: string): Promise<void> {
    const service = placeOf(this.needs.services, url);
    const seen = [
      ...consentIn(url, this.needs.consent, this.needs.services),
      ...(service?.layer === 'iaas' ? (['builder.visited'] as const) : []),
    ];
    if (seen.length === 0 || ((await tabOf(tabId))?.incognito ?? true)) return;
    await this.activity.note(service?.id ?? '', seen, Date.now());
    this.changed();
  }

  /** Keeps a person's word on a control; answers a message key, '' when it counts. */
  async confirm(id: string, service: string, on: boolean, policy: EffectivePolicy): Promise<string> {
    const control = this.needs.controls.find((candidate) => candidate.id === id);
    if (!control?.confirm) return 'settingInvalid';
    if (!policy.settings.allowUserSettings) return 'confirmNotAllowed';
    await this.confirmations.set(control, service, on, Date.now());
    return '';
  }

  /** Begins to read what the line is worked out from, for somebody who is about to ask. */
  prepare(): void {
    void this.browser();
    void this.activity.prepare();
    void this.confirmations.prepare();
  }

  device(now: Now): Promise<LineStatus> {
    return deviceStatus({ ...now, sources: this.sources, anyRules: this.needs.anyRules });
  }

  /** What was counted goes with the incidents. */
  clear(): Promise<void> {
    return this.activity.clear();
  }

  /** Services as the catalogue of services has them; '' for others. */
  private serviceOf(sender: Sender): string {
    const page = placeOf(this.needs.services, sender.tabUrl);
    return page?.id ?? serviceIdOf(this.needs.assistants, this.needs.services, sender);
  }

  private browser(): Promise<BrowserState> {
    if (!this.asked || Date.now() - this.asked.at > BROWSER_MS) this.asked = { at: Date.now(), state: browserState() };
    return this.asked.state;
  }
}
