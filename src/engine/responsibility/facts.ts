// The facts that controls may ask for today, and what each means. The worker supplies them; a fact that it cannot know
// it leaves out, and the control then says so. A test holds controls.json to this list.
import type { FactValue } from '../../model/responsibility.ts';

export interface FactSpec {
  readonly name: string;
  /** The values there are, or the kind of value. */
  readonly values: readonly FactValue[] | 'boolean' | 'count' | 'text';
  readonly meaning: string;
}

export const FACTS: readonly FactSpec[] = [
  {
    name: 'policy.managed',
    values: ['none', 'pending', 'present'],
    meaning: 'what is known of the organisation policy',
  },
  { name: 'policy.problems', values: 'count', meaning: 'policy values that are not valid' },
  { name: 'policy.enabled', values: 'boolean', meaning: 'Demarc is switched on' },
  { name: 'policy.preset', values: ['monitor', 'balanced', 'strict'], meaning: 'preset that holds' },
  { name: 'site.isAiService', values: 'boolean', meaning: "the tab's page belongs to a service of services.json" },
  { name: 'site.service', values: 'text', meaning: 'id of that service, or empty' },
  {
    name: 'site.listed',
    values: ['approved', 'blocked', 'unlisted'],
    meaning: 'that service on the lists of the policy; blocked wins',
  },
  { name: 'site.excluded', values: 'boolean', meaning: 'Demarc does not act on the site' },
  {
    name: 'service.training',
    values: ['on', 'off', 'unknown'],
    meaning: 'training on chats by default, as far as a source was seen',
  },
  {
    name: 'guard.state',
    values: ['scanning', 'scanned', 'partly', 'not-scanned'],
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
    name: 'answers.held',
    values: 'count',
    meaning: "requests of this page to hosts that are not the service's own, stopped or let through as policy says",
  },
  { name: 'store.state', values: ['ok', 'full', 'unavailable', 'recovered'], meaning: 'whether incidents can be kept' },
  { name: 'report.collector', values: ['none'], meaning: 'where incidents are delivered; nowhere yet' },
];
