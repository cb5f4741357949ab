// Entries of the policy about agents: `act=action` and `host=level`. They come from people and administrators.
import {
  ACT_ACTIONS,
  AGENT_ACTS,
  SITE_LEVELS,
  type ActAction,
  type AgentAct,
  type SiteLevel,
} from '../../model/agent.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { matchingPattern, parseHostPattern } from '../policy/hosts.ts';

/** An entry `act=action` in its one written form, or why it is none; `*` stands for every act. */
export function parseActionOfAct(text: string): Result<string, Telling> {
  const [act = '', action = '', ...more] = text.replace(/\s/g, '').toLowerCase().split('=');
  if (action === '' || more.length > 0) return err(telling('problemActForm'));
  if (act !== '*' && !isAct(act)) return err(telling('problemAct', AGENT_ACTS));
  if (!isAction(action)) return err(telling('problemAction', ACT_ACTIONS));
  return ok(`${act}=${action}`);
}

/** An entry `host=level` in its one written form, or why it is none. */
export function parseSiteLevel(text: string): Result<string, Telling> {
  const at = text.lastIndexOf('=');
  const level = text
    .slice(at + 1)
    .trim()
    .toLowerCase();
  if (at < 0) return err(telling('problemSiteForm'));
  if (!isLevel(level)) return err(telling('problemLevel', SITE_LEVELS));
  const host = parseHostPattern(text.slice(0, at));
  return host.ok ? ok(`${host.value}=${level}`) : host;
}

/** What a list says of an act: its own entry, else that for all, else to ask. Of two for the same, the stricter. */
export function actionOfAct(list: readonly string[], act: AgentAct): ActAction {
  const of = (name: string): ActAction | undefined =>
    list
      .filter((entry) => entry.startsWith(`${name}=`))
      .map((entry) => entry.slice(name.length + 1))
      .filter(isAction)
      .sort((a, b) => ACT_ACTIONS.indexOf(b) - ACT_ACTIONS.indexOf(a))[0];
  return of(act) ?? of('*') ?? 'ask';
}

/** Whether every act is asked about or blocked: one that is only written down may be any. */
export const asksAgents = (list: readonly string[]): boolean =>
  AGENT_ACTS.every((act) => actionOfAct(list, act) !== 'allow');

/** The list with one entry for each act. */
const whole = (action: (act: AgentAct) => ActAction): readonly string[] =>
  AGENT_ACTS.map((act) => `${act}=${action(act)}`);
const stricterOf = (a: ActAction, b: ActAction): ActAction =>
  ACT_ACTIONS.indexOf(a) >= ACT_ACTIONS.indexOf(b) ? a : b;

export const strictActs = {
  tighter: (base: readonly string[], other: readonly string[]): readonly string[] =>
    strictActs.atLeast(base, other)
      ? base
      : whole((act) => stricterOf(actionOfAct(base, act), actionOfAct(other, act))),
  atLeast: (value: readonly string[], base: readonly string[]): boolean =>
    AGENT_ACTS.every(
      (act) => ACT_ACTIONS.indexOf(actionOfAct(value, act)) >= ACT_ACTIONS.indexOf(actionOfAct(base, act)),
    ),
};

const split = (entry: string): readonly [string, SiteLevel] => {
  const at = entry.lastIndexOf('=');
  const level = entry.slice(at + 1);
  return [entry.slice(0, at), isLevel(level) ? level : 'never'];
};

/** The level that a list gives a host; of several entries that fit, the most exact, then the strictest. null for none. */
export function levelOf(list: readonly string[], host: string): SiteLevel | null {
  let best: readonly [string, SiteLevel] | null = null;
  for (const entry of list) {
    const [pattern, level] = split(entry);
    if (matchingPattern([pattern], host) === null) continue;
    const length = pattern.replace('*.', '').length - (pattern.startsWith('*.') ? 0.5 : 0);
    const known = best === null ? -1 : best[0].replace('*.', '').length - (best[0].startsWith('*.') ? 0.5 : 0);
    if (length > known || (length === known && best && SITE_LEVELS.indexOf(level) > SITE_LEVELS.indexOf(best[1])))
      best = [pattern, level];
  }
  return best === null ? null : best[1];
}

export const strictSites = {
  tighter: (base: readonly string[], other: readonly string[]): readonly string[] =>
    // An entry may loosen or tighten; only those that tighten are taken over from the other side.
    strictSites.atLeast(base, other)
      ? base
      : [
          ...base.filter((entry) => !(split(entry)[1] === 'allow' && !other.includes(entry))),
          ...other.filter((entry) => tightens(entry) && !base.includes(entry)),
        ],
  atLeast: (value: readonly string[], base: readonly string[]): boolean =>
    base.filter(tightens).every((entry) => value.includes(entry)) &&
    value.filter((entry) => !tightens(entry)).every((entry) => base.includes(entry)),
};
const tightens = (entry: string): boolean => ['read', 'never'].includes(split(entry)[1]);

const isAct = (text: string): text is AgentAct => (AGENT_ACTS as readonly string[]).includes(text);
const isAction = (text: string): text is ActAction => (ACT_ACTIONS as readonly string[]).includes(text);
const isLevel = (text: string): text is SiteLevel => (SITE_LEVELS as readonly string[]).includes(text);
