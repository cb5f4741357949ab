// Who else is there: other extensions, and what pages offer to AI. Wires both to the worker; what they need comes in.
import type { Handlers } from '../messaging/router.ts';
import { chromiumProposal, firefoxProposal } from '../engine/governance/proposal.ts';
import { governanceFacts } from '../engine/governance/line-facts.ts';
import type { ExtensionCatalog } from '../model/extension.ts';
import type { FactValue } from '../model/responsibility.ts';
import { canSwitchExtensions } from '../platform/extensions.ts';
import { ownId } from '../platform/runtime.ts';
import { listExtensionEvents, pruneExtensions } from '../store/extensions.ts';
import { Extensions, type ExtensionNeeds } from './extensions.ts';
import { PageApis, type PageApiNeeds } from './page-apis.ts';

const DAY_MS = 86_400_000;

export interface GovernanceNeeds extends Omit<ExtensionNeeds, 'catalog'>, PageApiNeeds {
  /** Catalogue of extensions as imported; its shape is held by a test. */
  readonly extensions: unknown;
  /** Hosts that belong to AI services wholly. */
  readonly wholeHosts: readonly string[];
}

/** Rules outlive the worker; a worker that was woken looks at them behind what it was woken for. */
const START_AFTER_MS = 400;
/** Events that the console shows. */
const MAX_EVENTS = 200;

type Handled =
  | 'extensions.list'
  | 'extensions.events'
  | 'extensions.decide'
  | 'extensions.proposal'
  | 'pageApis.report'
  | 'pageApis.list';

export class Governance {
  readonly extensions: Extensions;
  readonly pageApis: PageApis;

  constructor(private readonly needs: GovernanceNeeds) {
    this.extensions = new Extensions({ ...needs, catalog: needs.extensions as ExtensionCatalog });
    this.pageApis = new PageApis(needs);
  }

  /** Sets up the listeners; must run in the worker's first turn. */
  start(): void {
    this.extensions.start();
    // The popup may be what woke this worker, and does not wait behind these.
    setTimeout(() => void this.pageApis.sync(), START_AFTER_MS);
  }

  /** The policy may have changed: rules follow it, and extensions that it disables now are switched off. */
  policyChanged(): void {
    void this.pageApis.sync();
    void this.extensions.look();
  }

  /** Once an hour: what no event of the browser tells of is found, and what is older than that many days is forgotten. */
  async hourly(retentionDays: number): Promise<void> {
    await pruneExtensions(Date.now() - retentionDays * DAY_MS);
    await this.extensions.look();
  }

  /** What the line asks about. @param service id, or null for all services */
  async facts(service: string | null): Promise<Readonly<Record<string, FactValue>>> {
    const [report, policy, pages] = await Promise.all([
      this.extensions.recent(),
      this.needs.policy(),
      this.pageApis.list(),
    ]);
    return governanceFacts(report, policy, pages, service);
  }

  get handlers(): Pick<Handlers, Handled> {
    return {
      'extensions.list': () => this.extensions.look(),
      'extensions.events': async () => ({ events: await listExtensionEvents(MAX_EVENTS) }),
      'extensions.decide': async ({ id, act }) => ({ problem: await this.extensions.decide(id, act) }),
      'extensions.proposal': async () => {
        const [{ extensions }, policy] = await Promise.all([this.extensions.look(), this.needs.policy()]);
        const catalog = this.needs.extensions as ExtensionCatalog;
        const input = { extensions, hosts: this.needs.wholeHosts, catalog, policy, ownId: ownId() };
        // Chromium's policy where this is Chromium: ids of one browser mean nothing in the other.
        const proposal = canSwitchExtensions() ? chromiumProposal(input) : firefoxProposal(input);
        return { text: JSON.stringify({ ExtensionSettings: proposal }, null, 2) };
      },
      'pageApis.report': async ({ tools, usedModel }, sender) => {
        await this.pageApis.report(
          { ...(tools ? { tools } : {}), ...(usedModel === undefined ? {} : { usedModel }) },
          sender,
        );
        return { noted: true };
      },
      'pageApis.list': async () => ({ pages: await this.pageApis.list() }),
    };
  }
}
