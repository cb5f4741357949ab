// Which AI services an extension gets at: from its hosts, from the browser's own warning about it, and from permissions that
// need no host. Pure; hosts are those of the catalogue. A pattern's path is not looked at: a script on one path of a site can
// ask for all of it.
import type { ExtensionFacts, Reach } from '../../model/extension.ts';
import type { AiService } from '../../model/service.ts';

/** Services made ready once: the map of many extensions asks for each of them. */
export interface ServiceHosts {
  readonly id: string;
  /** `example.org`, or `*.example.org` for what stands below. */
  readonly hosts: readonly string[];
}

/** Services that have pages. */
export const serviceHosts = (services: readonly AiService[]): readonly ServiceHosts[] =>
  services.filter(({ hosts }) => hosts.length > 0).map(({ id, hosts }) => ({ id, hosts }));

/** Permissions by which an extension reads every tab without a host of its own. */
const EVERY_TAB: readonly string[] = ['debugger', 'pageCapture', 'desktopCapture'];

/** True where it may read and change all sites. */
export const readsAll = ({ hosts, warnsAll, permissions }: ExtensionFacts): boolean =>
  warnsAll || permissions.includes('debugger') || hosts.some((pattern) => hostOf(pattern) === '*');

/** How an extension gets at each service; those that it does not get at are left out. */
export function reachOf(
  facts: ExtensionFacts,
  services: readonly ServiceHosts[],
): Readonly<Record<string, Exclude<Reach, 'no'>>> {
  const everywhere = readsAll(facts) || facts.permissions.some((name) => EVERY_TAB.includes(name));
  const patterns = facts.hosts.map(hostOf).filter((host) => host !== '');
  const reach: Record<string, Exclude<Reach, 'no'>> = {};
  const otherwise: Reach = facts.warnsUnnamed ? 'maybe' : facts.permissions.includes('activeTab') ? 'click' : 'no';
  for (const { id, hosts } of services) {
    const always =
      everywhere ||
      hosts.some((host) => patterns.some((pattern) => covers(pattern, host))) ||
      // The warning leaves out whether a name stands for what is below it; the careful reading is that it does.
      hosts.some((host) => facts.warned.some((name) => covers(`*.${name}`, host)));
    const found = always ? 'always' : otherwise;
    if (found !== 'no') reach[id] = found;
  }
  return reach;
}

/** The host of a match pattern: `*`, `*.example.org`, `example.org`; '' for files and what is no pattern. */
export function hostOf(pattern: string): string {
  if (pattern === '<all_urls>') return '*';
  const [, scheme = '', host = ''] = /^([a-z*]+):\/\/([^/]*)/i.exec(pattern) ?? [];
  if (!/^(?:\*|https?|wss?)$/i.test(scheme)) return '';
  return host.toLowerCase().replace(/:[\d*]+$/, '');
}

/** Whether a pattern's host has anything of a service's host in it. */
function covers(pattern: string, host: string): boolean {
  if (pattern === '*') return true;
  const wild = host.startsWith('*.');
  const name = wild ? host.slice(2) : host;
  if (!pattern.startsWith('*.')) return pattern === name || (wild && pattern.endsWith(`.${name}`));
  const base = pattern.slice(2);
  return name === base || name.endsWith(`.${base}`) || (wild && base.endsWith(`.${name}`));
}
