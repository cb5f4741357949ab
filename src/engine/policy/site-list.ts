// Entries of `webMcp` and `builtInAi`: `host=action`, where a host is `*`, `example.org` or `*.example.org`. The narrowest entry
// that covers a host counts; without one, the interface is left alone. Total and linear; nothing becomes a regex.
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { hostMatches, normalizeHost, parseHostPattern } from './hosts.ts';

/** From harmless to strict. */
export const SITE_ACTIONS = ['allow', 'ask', 'off'] as const;
export type SiteAction = (typeof SITE_ACTIONS)[number];

/** An entry in its one written form, or why it is none. */
export function parseSiteEntry(text: string): Result<string, Telling> {
  const sign = text.lastIndexOf('=');
  if (sign < 0) return err(telling('problemSiteForm'));
  const action = text
    .slice(sign + 1)
    .trim()
    .toLowerCase();
  if (!isAction(action)) return err(telling('problemAction', SITE_ACTIONS));
  const host = text.slice(0, sign).trim();
  if (host === '*') return ok(`*=${action}`);
  const pattern = parseHostPattern(host);
  return pattern.ok ? ok(`${pattern.value}=${action}`) : pattern;
}

/** Pattern → action; of one pattern twice, the stricter. @param list parsed entries */
export function siteEntries(list: readonly string[]): ReadonlyMap<string, SiteAction> {
  const entries = new Map<string, SiteAction>();
  for (const entry of list) {
    const sign = entry.lastIndexOf('=');
    const [pattern, action] = [entry.slice(0, sign), entry.slice(sign + 1)];
    if (sign > 0 && isAction(action) && rank(action) >= rank(entries.get(pattern) ?? 'allow'))
      entries.set(pattern, action);
  }
  return entries;
}

/** What a list says of a host, or of all below one (`*.example.org`). */
export function siteAction(entries: ReadonlyMap<string, SiteAction>, host: string): SiteAction {
  const wild = host.startsWith('*.');
  const name = wild ? host.slice(2) : normalizeHost(host);
  const [narrowest] = [...entries.keys()]
    .filter(
      (pattern) =>
        pattern !== '*' && (wild ? pattern.startsWith('*.') && hostMatches(pattern, name) : hostMatches(pattern, name)),
    )
    .sort((a, b) => narrowness(b) - narrowness(a));
  return entries.get(narrowest ?? '*') ?? 'allow';
}

/** An exact host is narrower than what stands below it. */
const narrowness = (pattern: string): number => pattern.length * 2 + (pattern.startsWith('*.') ? -4 : 1);

/** The stricter of two lists, for every host. */
export function stricterSites(base: readonly string[], other: readonly string[]): readonly string[] {
  const [a, b] = [siteEntries(base), siteEntries(other)];
  const joined = [...new Set(['*', ...a.keys(), ...b.keys()])].map((pattern) => {
    const [of, from] = [said(a, pattern), said(b, pattern)];
    return `${pattern}=${rank(from) > rank(of) ? from : of}`;
  });
  return asStrictSites(base, joined) ? base : joined;
}

/** Whether a list is at least as strict as another on every host. */
export function asStrictSites(value: readonly string[], base: readonly string[]): boolean {
  const [a, b] = [siteEntries(value), siteEntries(base)];
  return ['*', ...a.keys(), ...b.keys()].every((pattern) => rank(said(a, pattern)) >= rank(said(b, pattern)));
}

const said = (entries: ReadonlyMap<string, SiteAction>, pattern: string): SiteAction =>
  pattern === '*' ? (entries.get('*') ?? 'allow') : siteAction(entries, pattern);
const rank = (action: SiteAction): number => SITE_ACTIONS.indexOf(action);
const isAction = (text: string): text is SiteAction => (SITE_ACTIONS as readonly string[]).includes(text);
