// The facts that controls may ask for, and what each means. The worker supplies them; a fact that it cannot know it leaves
// out, and the control then says so. A test holds controls.json and the worker to this list.
import { ACTIVITIES } from '../../model/activity.ts';
import { GATE_MODES, PRESENCES, SITE_LEVELS } from '../../model/agent.ts';
import { ACTIONS } from '../../model/policy.ts';
import { SITE_KINDS, type FactValue } from '../../model/responsibility.ts';

export interface FactSpec {
  readonly name: string;
  /** The values there are, or the kind of value. */
  readonly values: readonly FactValue[] | 'boolean' | 'count' | 'text';
  readonly meaning: string;
}

const SAID = ['none', 'current', 'expired'] as const;
const action = (name: string, meaning: string): FactSpec => ({
  name,
  values: ACTIONS,
  meaning: `action for ${meaning}`,
});

/** Counts of the last 30 days; all others look back seven. */
export const MONTHLY: readonly string[] = [
  'share.made',
  'share.kept',
  'override.any',
  'override.reasoned',
  'override.bare',
  'consent.any',
  'consent.broad',
  'builder.visited',
  'keys.sent',
  'keys.kept',
  'agent.stopped',
];

export const FACTS: readonly FactSpec[] = [
  {
    name: 'policy.managed',
    values: ['none', 'pending', 'present'],
    meaning: 'what is known of the organisation policy',
  },
  { name: 'policy.problems', values: 'count', meaning: 'policy values that are not valid' },
  { name: 'policy.enabled', values: 'boolean', meaning: 'Demarc is switched on' },
  { name: 'policy.preset', values: ['monitor', 'balanced', 'strict'], meaning: 'preset that holds' },
  { name: 'policy.listed', values: 'boolean', meaning: 'somebody has approved services' },
  { name: 'policy.accountDomains', values: 'boolean', meaning: 'the organisation has named its mail domains' },
  { name: 'policy.helpPage', values: 'boolean', meaning: 'the organisation has named a page for help' },
  action('policy.secretAction', 'passwords and keys on their way to this service'),
  action('policy.personalAction', 'personal data on its way to this service'),
  action('policy.answerResources', 'what answers load from elsewhere'),
  action('policy.answerText', 'what is copied from answers'),
  action('policy.prefilled', 'prompts in addresses that try to steer'),
  action('policy.sharing', 'making a conversation public'),
  { name: 'policy.agentGate', values: GATE_MODES, meaning: 'when acts of agents are looked at' },
  { name: 'policy.agentAsks', values: 'boolean', meaning: 'each kind of act is asked about or blocked' },
  { name: 'policy.agentSites', values: 'boolean', meaning: 'somebody has said where agents may act' },
  { name: 'policy.agentSensitive', values: SITE_LEVELS, meaning: 'what agents may do on sensitive sites' },
  { name: 'policy.agentSensitiveHosts', values: 'boolean', meaning: 'somebody has named sensitive sites of their own' },
  { name: 'agent.here', values: PRESENCES, meaning: 'marks of an agent on this page' },
  {
    name: 'site.kind',
    values: SITE_KINDS,
    meaning: 'a service of services.json, what looks like one, a page, no page, or the device as a whole',
  },
  { name: 'site.service', values: 'text', meaning: 'id of the service, or empty' },
  {
    name: 'site.listed',
    values: ['approved', 'blocked', 'unlisted'],
    meaning: 'that service on the lists of the policy; blocked wins',
  },
  { name: 'site.excluded', values: 'boolean', meaning: 'Demarc does not act on the site' },
  {
    name: 'site.account',
    values: ['work', 'personal', 'unknown'],
    meaning: 'whose account the page showed when something was last sent',
  },
  {
    name: 'site.customAgent',
    values: ['yes', 'no', 'unknown'],
    meaning: 'the address is that of an assistant that somebody made on the service',
  },
  {
    name: 'service.training',
    values: ['on', 'off', 'unknown'],
    meaning: 'training on chats by default, as far as a source was seen',
  },
  {
    name: 'doors.state',
    values: ['open', 'none', 'device'],
    meaning: "the doors stand on the tab's page",
  },
  {
    name: 'guard.state',
    values: ['scanning', 'scanned', 'partly', 'not-scanned', 'no-page'],
    meaning: 'how far the page was read, over all frames',
  },
  { name: 'guard.blanked', values: 'count', meaning: 'texts of this page that are blanked or held' },
  { name: 'guard.labelled', values: 'count', meaning: 'texts of this page that carry a label and can be read' },
  {
    name: 'guard.recorded',
    values: 'count',
    meaning: 'texts of this page that were recorded or released and can be read',
  },
  { name: 'guard.undone', values: 'count', meaning: 'texts of this page that a person put back' },
  {
    name: 'url.prefilledPrompt',
    values: ['none', 'clean', 'manipulative'],
    meaning: 'prompt in the address of the page',
  },
  {
    name: 'answers.rules',
    values: ['in-force', 'none', 'not-watched'],
    meaning: 'the browser holds the rules by which answers load from the service alone',
  },
  { name: 'memory.saved', values: 'count', meaning: 'entries of the ledger of memories that nobody has looked at' },
  { name: 'memory.doubtful', values: 'count', meaning: 'those of them that raised an incident' },
  ...ACTIVITIES.map((name): FactSpec => ({ name, values: 'count', meaning: 'see model/activity.ts; of the service' })),
  {
    name: 'override.any',
    values: 'count',
    meaning: 'times that a person went on in spite of policy, looked at or not',
  },
  { name: 'keys.sent', values: 'count', meaning: 'sent.secret over all services' },
  { name: 'keys.kept', values: 'count', meaning: 'kept.secret over all services' },
  { name: 'rules.age', values: 'count', meaning: 'days since the rules were made' },
  { name: 'device.private', values: ['covered', 'not-covered'], meaning: 'Demarc may run in private windows' },
  { name: 'device.sites', values: ['all', 'some'], meaning: 'Demarc may act on all sites' },
  {
    name: 'device.install',
    values: ['admin', 'normal', 'development', 'sideload', 'other'],
    meaning: 'who installed Demarc',
  },
  {
    name: 'device.assistant',
    values: 'text',
    meaning: 'service id of an assistant built into this browser, or empty',
  },
  { name: 'store.state', values: ['ok', 'full', 'unavailable', 'recovered'], meaning: 'whether incidents can be kept' },
  {
    name: 'extensions.state',
    values: ['no-permission', 'listed'],
    meaning: 'whether the browser lets Demarc see other extensions',
  },
  {
    name: 'extensions.harmful',
    values: 'count',
    meaning: 'extensions that run and that the catalogue lists as harmful',
  },
  {
    name: 'extensions.unvetted',
    values: 'count',
    meaning: 'those that get at an AI service, or are assistants, and nobody has vouched for',
  },
  { name: 'extensions.reach', values: 'count', meaning: 'extensions that run and get at this service without a click' },
  {
    name: 'pageApis.policy',
    values: ['none', 'some', 'all'],
    meaning: 'sites on which the policy keeps tools of pages and the built-in model off',
  },
  {
    name: 'pageApis.doubtful',
    values: 'count',
    meaning: 'tools of pages of this session that steer, or changed while open',
  },
  { name: 'report.collector', values: ['none'], meaning: 'where incidents are delivered; nowhere yet' },
];

const BY_NAME: ReadonlyMap<string, FactSpec> = new Map(FACTS.map((fact) => [fact.name, fact]));

/**
 * What is known of a fact by its name; undefined for none. `attested.<control>` and `confirmed.<control>` are what the
 * organisation states and what the person said of that control.
 */
export function factSpec(name: string): FactSpec | undefined {
  const [kind = '', id = ''] = name.split('.');
  if ((kind === 'attested' || kind === 'confirmed') && /^(?:SAAS|PAAS|IAAS)-\d{2}$|^GOV-\d$/.test(id))
    return { name, values: SAID, meaning: `${kind === 'attested' ? 'statement' : "person's word"} on ${id}` };
  return BY_NAME.get(name);
}
