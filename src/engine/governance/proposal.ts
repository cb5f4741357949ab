// A proposal for IT: `ExtensionSettings` of Chrome, Edge and Brave that block what policy disables, keep AI services out of
// other extensions' reach and let Demarc see them. Firefox gets the blocked ids only: its `restricted_domains` would take
// the pages from Demarc too. Form: https://chromeenterprise.google/policies/#ExtensionSettings, seen 2026-11.
import type { AssessedExtension, ExtensionCatalog } from '../../model/extension.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import { extensionRulesOf } from '../policy/extension-list.ts';

export interface ProposalInput {
  /** Empty where extensions cannot be seen: the policy's own ids are still there. */
  readonly extensions: readonly AssessedExtension[];
  /** Hosts that belong to AI services wholly; those that have other things too would cost people more than they gain. */
  readonly hosts: readonly string[];
  readonly catalog: ExtensionCatalog;
  readonly policy: Pick<EffectivePolicy, 'settings'>;
  readonly ownId: string;
}

export type Proposal = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Chromium takes no more patterns of one kind. */
const MAX_HOSTS = 100;
const MAX_IDS = 500;

/** `ExtensionSettings` for Chrome, Edge and Brave. */
export function chromiumProposal(input: ProposalInput): Proposal {
  const { extensions, catalog, ownId } = input;
  const hosts = [...new Set(input.hosts.map((host) => `*://${host}`))].sort().slice(0, MAX_HOSTS);
  const { allowed, blocked } = namedIds(input);
  const settings: Record<string, Record<string, unknown>> = { '*': { runtime_blocked_hosts: hosts } };
  for (const { id, flawedBelow } of catalog.extensions)
    if (flawedBelow !== '' && isChromiumId(id)) settings[id] = { minimum_version_required: flawedBelow };
  for (const id of blocked.filter(isChromiumId).slice(0, MAX_IDS)) settings[id] = { installation_mode: 'blocked' };
  for (const id of allowed.filter(isChromiumId).slice(0, MAX_IDS))
    settings[id] = { ...settings[id], installation_mode: 'allowed', runtime_allowed_hosts: hosts };
  // What belongs to a service would not work without its pages.
  for (const { facts, known, decision } of extensions)
    if (known !== null && known.kind !== 'bad' && decision.action !== 'disable' && isChromiumId(facts.id))
      settings[facts.id] = { ...settings[facts.id], runtime_allowed_hosts: hosts };
  if (isChromiumId(ownId)) settings[ownId] = { runtime_allowed_hosts: hosts };
  return settings;
}

/** `ExtensionSettings` for Firefox. */
export function firefoxProposal(input: ProposalInput): Proposal {
  const blocked = namedIds(input).blocked.filter((id) => !isChromiumId(id));
  return Object.fromEntries(blocked.slice(0, MAX_IDS).map((id) => [id, { installation_mode: 'blocked' }]));
}

/** Ids that the policy names, and those that it disables here. */
function namedIds({ extensions, policy, catalog, ownId }: ProposalInput) {
  const rules = extensionRulesOf(policy.settings.extensionRules);
  const named = (action: string): string[] =>
    rules
      .filter((rule) => rule.action === action && rule.permission.length + rule.reach.length === 0)
      .flatMap(({ id }) => id);
  const seen = extensions.filter(({ decision }) => decision.action === 'disable').map(({ facts }) => facts.id);
  const bad = catalog.extensions.filter(({ kind }) => kind === 'bad').map(({ id }) => id);
  const blocked = new Set([...named('disable'), ...seen, ...bad].filter((id) => id !== ownId));
  const allowed = named('allow').filter((id) => !blocked.has(id) && id !== ownId);
  return { allowed: [...new Set(allowed)].sort(), blocked: [...blocked].sort() };
}

const isChromiumId = (id: string): boolean => /^[a-p]{32}$/.test(id);
const MODES = ['allowed', 'blocked', 'force_installed', 'normal_installed', 'removed'];
const HOST_PATTERN = /^(?:\*|https?):\/\/(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/** What of a proposal is not in the form that browsers take; [] when all is. */
export function proposalProblems(proposal: unknown): readonly string[] {
  if (typeof proposal !== 'object' || proposal === null || Array.isArray(proposal)) return ['it is no object'];
  return Object.entries(proposal).flatMap(([id, value]: [string, unknown]): string[] => {
    if (typeof value !== 'object' || value === null) return [`${id}: no object`];
    if (id !== '*' && !isChromiumId(id) && !/^(?:\{[0-9a-f-]{36}\}|[\w.-]*@[\w.-]+)$/.test(id)) return [`${id}: no id`];
    return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
      const hosts = (): boolean =>
        Array.isArray(entry) && entry.length <= MAX_HOSTS && entry.every((h) => HOST_PATTERN.test(String(h)));
      const good =
        key === 'installation_mode'
          ? MODES.includes(String(entry))
          : key === 'minimum_version_required'
            ? /^\d+(?:\.\d+){0,3}$/.test(String(entry))
            : key === 'runtime_blocked_hosts' || key === 'runtime_allowed_hosts'
              ? hosts()
              : false;
      return good ? [] : [`${id}: ${key}`];
    });
  });
}
