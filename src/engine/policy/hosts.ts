// Host patterns: `example.org` is that host, `*.example.org` that host and everything below it (as in the browsers' own
// match patterns). Patterns come from people and administrators, hosts from pages; nothing of either becomes a regex.
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { asciiLabel } from './punycode.ts';

/** Longest host name (RFC 1035), as text. */
const MAX_HOST = 253;
const MAX_LABEL = 63;

/** Single-label names that are never public suffixes, so that a wildcard below them stays within one network. */
const PRIVATE_NAMES = new Set(['corp', 'home', 'internal', 'intranet', 'lan', 'local', 'localhost', 'private', 'test']);

/** A host as browsers write it: lower case, Punycode, no port, no dot at the end; '' when it is no host. */
export function normalizeHost(text: string): string {
  if (text.length > MAX_HOST + 8) return '';
  const bare = text.trim().replace(/:\d{1,5}$/, '');
  if (/^\[[0-9a-f:.]{2,45}\]$/i.test(bare)) return bare.toLowerCase();
  // Other full stops of Unicode count as dots, as in browsers.
  const name = bare.normalize('NFKC').toLowerCase().replace(/[。]/g, '.').replace(/\.$/, '');
  if (name === '') return '';
  const labels = name.split('.').map(hostLabel);
  const host = labels.join('.');
  return labels.includes('') || host.length > MAX_HOST ? '' : host;
}

function hostLabel(label: string): string {
  if (
    label.length > MAX_LABEL ||
    !/^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_\-\u200c\u200d]*[\p{L}\p{M}\p{N}_])?$/u.test(label)
  ) {
    return '';
  }
  const ascii = asciiLabel(label);
  return ascii.length > MAX_LABEL ? '' : ascii;
}

/** A pattern in its one written form, or why it is none. */
export function parseHostPattern(text: string): Result<string, Telling> {
  const bare = text.trim();
  if (bare === '') return err(telling('problemEmpty'));
  if (/[/?#@\\]/.test(bare)) return err(telling('problemHostAddress'));
  if (/[^\]]:\d+$|\]:\d+$/.test(bare)) return err(telling('problemHostPort'));
  const wildcard = bare.startsWith('*.');
  const name = wildcard ? bare.slice(2) : bare;
  if (name.includes('*')) return err(telling('problemHostStar'));
  const host = normalizeHost(name);
  if (host === '') return err(telling('problemHost'));
  if (!wildcard) return ok(host);
  const labels = host.split('.');
  if (host.startsWith('[') || labels.every((label) => /^\d+$/.test(label))) return err(telling('problemHostStarIp'));
  if (labels.length < 2 && !PRIVATE_NAMES.has(host)) return err(telling('problemHostTop'));
  return ok(`*.${host}`);
}

/** The first of some parsed patterns that covers a host as a page names it, or null. */
export function matchingPattern(patterns: readonly string[], site: string): string | null {
  const host = normalizeHost(site);
  return patterns.find((pattern) => hostMatches(pattern, host)) ?? null;
}

/** Whether one of some parsed patterns covers a host as a page names it. */
export function matchesAny(patterns: readonly string[], site: string): boolean {
  return matchingPattern(patterns, site) !== null;
}

/** Whether a parsed pattern covers a normalised host. */
export function hostMatches(pattern: string, host: string): boolean {
  if (host === '') return false;
  if (!pattern.startsWith('*.')) return pattern === host;
  const base = pattern.slice(2);
  return host === base || host.endsWith(`.${base}`);
}
