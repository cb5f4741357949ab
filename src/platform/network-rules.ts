// Rules that the browser carries out on requests (declarativeNetRequest). Dynamic ones outlive worker and browser, session
// ones end with the browser. The polyfill does not know the interface, which promises in both engines by itself.
import type { NetworkAbilities, NetworkRule } from '../model/network-rule.ts';
import { browser } from './browser.ts';

interface Api {
  readonly ResourceType?: Readonly<Record<string, string>>;
  getDynamicRules(): Promise<readonly NetworkRule[]>;
  getSessionRules(): Promise<readonly NetworkRule[]>;
  updateDynamicRules(change: Change): Promise<void>;
  updateSessionRules(change: Change): Promise<void>;
}
interface Change {
  readonly removeRuleIds: readonly number[];
  readonly addRules: readonly NetworkRule[];
}
const api = (): Api => (browser as unknown as { declarativeNetRequest: Api }).declarativeNetRequest;

/** Where an engine does not list them. */
const USUAL =
  'sub_frame stylesheet script image font object xmlhttprequest ping csp_report media websocket other'.split(' ');
/** A rule that can match nothing, to see whether the browser takes its form. */
const PROBE = 9_999;

let known: Promise<NetworkAbilities> | undefined;

/** What this browser can do; asked once per worker. Never rejects. */
export function networkAbilities(): Promise<NetworkAbilities> {
  known ??= probe();
  return known;
}

async function probe(): Promise<NetworkAbilities> {
  const named = Object.values(api().ResourceType ?? {});
  const resourceTypes = (named.length > 0 ? named : USUAL).filter((type) => type !== 'main_frame');
  const rule: NetworkRule = {
    id: PROBE,
    priority: 1,
    action: { type: 'block' },
    condition: { topDomains: ['demarc.invalid'], requestDomains: ['demarc.invalid'], resourceTypes: ['image'] },
  };
  try {
    await api().updateSessionRules({ removeRuleIds: [PROBE], addRules: [rule] });
    await api().updateSessionRules({ removeRuleIds: [PROBE], addRules: [] });
    return { resourceTypes, topDomains: true };
  } catch {
    return { resourceTypes, topDomains: false };
  }
}

/** Firefox gives null for what a rule does not say. */
const said = (condition: NetworkRule['condition']): NetworkRule['condition'] =>
  Object.fromEntries(Object.entries(condition).filter(([, value]) => value !== null)) as NetworkRule['condition'];

/** Rules that the browser holds now, of both kinds, with ids in a range; [] where it does not tell. */
export async function heldRules(range: readonly [from: number, below: number]): Promise<readonly NetworkRule[]> {
  try {
    const [dynamic, session] = await Promise.all([api().getDynamicRules(), api().getSessionRules()]);
    const rules = [...dynamic, ...session].filter(({ id }) => id >= range[0] && id < range[1]);
    return rules.map((rule) => ({ ...rule, condition: said(rule.condition) }));
  } catch {
    return [];
  }
}

/**
 * Puts rules in the place of all of a kind with ids in a range, in one step: there is no moment without rules. Answers how
 * many the browser refused; those are left out and the others hold.
 */
export async function replaceRules(
  kind: 'dynamic' | 'session',
  range: readonly [from: number, below: number],
  rules: readonly NetworkRule[],
): Promise<number> {
  const there = kind === 'dynamic' ? await api().getDynamicRules() : await api().getSessionRules();
  const own = there.filter(({ id }) => id >= range[0] && id < range[1]);
  const change = (change: Change): Promise<void> =>
    kind === 'dynamic' ? api().updateDynamicRules(change) : api().updateSessionRules(change);
  const removeRuleIds = own.map(({ id }) => id);
  try {
    await change({ removeRuleIds, addRules: rules });
    return 0;
  } catch {
    // One rule that this browser does not take must not cost the others.
    await change({ removeRuleIds, addRules: [] });
    const each = await Promise.allSettled(rules.map((rule) => change({ removeRuleIds: [], addRules: [rule] })));
    return each.filter(({ status }) => status === 'rejected').length;
  }
}
