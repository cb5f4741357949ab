// The parts of a web address, read by hand because the engine has no browser types. Addresses come from pages and models:
// anything may stand in them, so each part is bounded and nothing is thrown.

/** UTF-16 units of an address that are looked at. */
export const MAX_ADDRESS = 8_000;
/** Pairs of a query that are looked at. */
const MAX_PAIRS = 100;

export interface AddressParts {
  /** Lower case, without the colon. */
  readonly scheme: string;
  /** Lower case, without port and user name. */
  readonly host: string;
  readonly path: string;
  /** Without `?`; null when there is none. */
  readonly query: string | null;
  /** Without `#`; null when there is none. */
  readonly fragment: string | null;
}

/** Reads an absolute address with a host; null for everything else. */
export function addressParts(address: string): AddressParts | null {
  const text = address.slice(0, MAX_ADDRESS).trim();
  const head = /^([a-z][a-z0-9+.-]{0,20}):\/\/([^/?#\\]*)/i.exec(text);
  if (!head) return null;
  const authority = head[2] ?? '';
  const host = authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (host === '') return null;
  const rest = text.slice(head[0].length);
  const hash = rest.indexOf('#');
  const beforeHash = hash < 0 ? rest : rest.slice(0, hash);
  const mark = beforeHash.indexOf('?');
  return {
    scheme: (head[1] ?? '').toLowerCase(),
    host,
    path: mark < 0 ? beforeHash : beforeHash.slice(0, mark),
    query: mark < 0 ? null : beforeHash.slice(mark + 1),
    fragment: hash < 0 ? null : rest.slice(hash + 1),
  };
}

export interface Pair {
  readonly name: string;
  /** As written, still escaped. */
  readonly raw: string;
  readonly value: string;
}

/** The pairs of a query, in order. */
export function queryPairs(query: string | null): readonly Pair[] {
  if (query === null || query === '') return [];
  return query
    .split('&')
    .slice(0, MAX_PAIRS)
    .map((pair) => {
      const at = pair.indexOf('=');
      const raw = at < 0 ? '' : pair.slice(at + 1);
      return { name: unescaped(at < 0 ? pair : pair.slice(0, at)), raw, value: unescaped(raw) };
    });
}

/** Text of an escaped part; `+` is a blank. One broken escape leaves the rest readable. */
export function unescaped(text: string): string {
  return percentDecoded(text.replace(/\+/g, ' '));
}

/** Percent escapes of a text turned into what they stand for; broken ones stay. */
export function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    }
  });
}
