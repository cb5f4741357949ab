// Which AI service of the catalogue a page belongs to, by its address alone. Host and path come from a page and may be any
// text. Several entries can share a host (plans of one service): the catalogue lists the general one first, and it wins.
import type { AiService } from '../../model/service.ts';
import { hostMatches, normalizeHost } from '../policy/hosts.ts';

/** Where something in the catalogue lives. */
type Addressed = Pick<AiService, 'hosts' | 'paths'>;

/** The service of an address, or null. An exact host beats a wildcard, then the longer path, then the order of the catalogue. */
export function serviceFor<S extends Addressed>(services: readonly S[], host: string, path: string): S | null {
  const name = normalizeHost(host);
  const bare = path.split(/[?#]/, 1)[0] ?? '';
  let best: S | null = null;
  let bestRank = 0;
  for (const service of services) {
    const rank = rankOf(service, name, bare);
    if (rank > bestRank) {
      best = service;
      bestRank = rank;
    }
  }
  return best;
}

/** 0: does not belong; else the higher the more specific. */
function rankOf(service: Addressed, host: string, path: string): number {
  let rank = 0;
  for (const pattern of service.hosts) {
    if (!hostMatches(pattern, host)) continue;
    const length = pathLength(service, pattern, path);
    if (length === null) continue;
    // Longer than any path that a catalogue would hold, so that the host counts first.
    rank = Math.max(rank, (pattern.startsWith('*.') ? 1 : 2) * 10_000 + length);
  }
  return rank;
}

/** Length of the longest path prefix that fits; 0 when the host needs none; null when none fits. */
function pathLength(service: Addressed, pattern: string, path: string): number | null {
  const prefixes = service.paths.flatMap((entry) => {
    const slash = entry.indexOf('/');
    const host = entry.slice(0, slash);
    return host === '' || host === pattern ? [entry.slice(slash)] : [];
  });
  if (prefixes.length === 0) return 0;
  const fitting = prefixes.filter(
    (prefix) => path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`),
  );
  return fitting.length === 0 ? null : Math.max(...fitting.map((prefix) => prefix.length));
}
