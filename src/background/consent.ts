// Pages on which an AI app asks for access to an account: recognised by their address, and how much is asked for. Only that
// it was asked is counted; the address is kept nowhere. Whether the person agreed is not seen.
import { serviceFor } from '../engine/responsibility/service-for.ts';
import type { Activity } from '../model/activity.ts';
import type { AiService } from '../model/service.ts';

/** The part of catalog/line.json that is about consent. */
export interface ConsentCatalog {
  readonly consentPages: readonly { readonly host: string; readonly path: string }[];
  readonly broadScopes: readonly string[];
}

/** What a page counts as; [] where it is no such page, or no service of the catalogue asks. */
export function consentIn(url: string, catalog: ConsentCatalog, services: readonly AiService[]): readonly Activity[] {
  const at = parse(url);
  const known = catalog.consentPages.some(({ host, path }) => host === at?.hostname && at.pathname.includes(path));
  if (!at || !known) return [];
  // The app is who gets the answer; names on the page are the app's own choice.
  const back = parse(at.searchParams.get('redirect_uri') ?? '');
  if (!back || !serviceFor(services, back.hostname, back.pathname)) return [];
  const scopes = `${at.searchParams.get('scope') ?? ''} ${at.searchParams.get('user_scope') ?? ''}`
    .toLowerCase()
    .split(/[\s,+]+/)
    .map((scope) => scope.replace(/^https:\/\/graph\.microsoft\.com\//, ''));
  return scopes.some((scope) => catalog.broadScopes.includes(scope))
    ? ['consent.any', 'consent.broad']
    : ['consent.any'];
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
