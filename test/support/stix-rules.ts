// What STIX 2.1 (OASIS standard, 10 June 2021) asks of the objects that Demarc writes, as a checker for tests. Its schemas
// are in no package; section numbers are those of the standard. Written to refuse: what is not named here is a fault.
export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Properties that all domain and relationship objects may have, and those that they must (§3.2, table of common properties). */
const COMMON = ['type', 'spec_version', 'id', 'created', 'modified'];
const COMMON_OPTIONAL = ['created_by_ref', 'labels', 'confidence', 'external_references', 'object_marking_refs'];

interface Kind {
  /** Section that defines it. */
  readonly section: string;
  readonly observable?: true;
  readonly must: readonly string[];
  readonly may?: readonly string[];
}
const KINDS: Readonly<Record<string, Kind>> = {
  identity: { section: '4.5', must: ['name'], may: ['identity_class', 'description'] },
  'attack-pattern': { section: '4.1', must: ['name'], may: ['description', 'aliases', 'kill_chain_phases'] },
  'observed-data': { section: '4.14', must: ['first_observed', 'last_observed', 'number_observed', 'object_refs'] },
  sighting: {
    section: '5.2',
    must: ['sighting_of_ref'],
    may: ['first_seen', 'last_seen', 'count', 'observed_data_refs', 'where_sighted_refs', 'summary', 'description'],
  },
  artifact: { section: '6.1', observable: true, must: [], may: ['mime_type', 'payload_bin', 'url', 'hashes'] },
  'domain-name': { section: '6.4', observable: true, must: ['value'] },
  'ipv4-addr': { section: '6.7', observable: true, must: ['value'] },
  'ipv6-addr': { section: '6.8', observable: true, must: ['value'] },
  url: { section: '6.15', observable: true, must: ['value'] },
};

/** §2.9: the type, two hyphens, a UUID. */
const ID = /^([a-z0-9-]+)--[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** §2.16: RFC 3339, in UTC, written with Z. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
/** §6.4.1 as RFC 1034 and 5890 have it; §6.15.1 as RFC 3986 has it. */
const DOMAIN =
  /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/i;
const URI = /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})+$/i;

/** Every place where a bundle breaks the standard, as `§section where: what`; empty: it holds. */
export function stixProblems(value: unknown): string[] {
  const out: string[] = [];
  const bundle = value as { type?: unknown; id?: unknown; objects?: unknown };
  const say = (holds: boolean, what: string): void => void (holds || out.push(what));
  say(bundle.type === 'bundle', '§8 the type of a bundle is bundle');
  say(ID.exec(String(bundle.id))?.[1] === 'bundle', '§8 the id of a bundle');
  say(
    Object.keys(bundle).every((k) => ['type', 'id', 'objects'].includes(k)),
    '§8 a bundle has no other properties',
  );
  const objects = Array.isArray(bundle.objects) ? (bundle.objects as StixObject[]) : [];
  say(objects.length > 0, '§2.6 a list is never empty');
  const byId = new Map(objects.map((o) => [o.id, o]));
  say(byId.size === objects.length, '§3.6 an id stands for one object');
  for (const object of objects) out.push(...objectProblems(object, byId));
  return out;
}

function objectProblems(object: StixObject, byId: ReadonlyMap<string, StixObject>): string[] {
  const out: string[] = [];
  const kind = KINDS[object.type];
  const say = (holds: boolean, what: string): void => void (holds || out.push(`${object.type} ${what}`));
  if (!kind) return [`§1 ${object.type} is no object of STIX that Demarc writes`];
  say(ID.exec(object.id)?.[1] === object.type, '§2.9 the id begins with the type and is a UUID');
  say(object['spec_version'] === '2.1', '§3.2 spec_version');
  const common = kind.observable ? ['type', 'spec_version', 'id'] : COMMON;
  const may = [...common, ...(kind.observable ? ['defanged'] : COMMON_OPTIONAL), ...kind.must, ...(kind.may ?? [])];
  for (const name of [...common, ...kind.must]) say(name in object, `§${kind.section} lacks ${name}`);
  for (const [name, content] of Object.entries(object)) {
    say(may.includes(name), `§3.1 has a property of its own : ${name}`);
    say(/^[a-z0-9_]{2,250}$/.test(name), `§3.1 the name of a property: ${name}`);
    say(
      content !== null && content !== '' && (!Array.isArray(content) || content.length > 0),
      `§2.6, §3.1 nothing in ${name}`,
    );
    if (name.endsWith('_ref')) say(byId.has(String(content)), `§2.9 ${name} refers to nothing in the bundle`);
    if (name.endsWith('_refs')) {
      for (const id of content as string[]) say(byId.has(id), `§2.9 ${name} refers to nothing in the bundle`);
    }
    if (/^(?:created|modified|first_|last_)/.test(name) && !name.endsWith('_ref')) {
      say(
        TIMESTAMP.test(String(content)) && !Number.isNaN(Date.parse(String(content))),
        `§2.16 ${name} is no timestamp`,
      );
    }
  }
  const ordered = (a: string, b: string): boolean =>
    !(a in object) || !(b in object) || String(object[a]) <= String(object[b]);
  say(ordered('created', 'modified'), '§3.2 modified is not before created');
  say(ordered('first_seen', 'last_seen'), '§5.2.1 last_seen is not before first_seen');
  say(ordered('first_observed', 'last_observed'), '§4.14.1 last_observed is not before first_observed');
  for (const [name, least, most] of [
    ['number_observed', 1, 999_999_999],
    ['count', 0, 999_999_999],
    ['confidence', 0, 100],
  ] as const) {
    const n = object[name];
    say(
      n === undefined || (Number.isInteger(n) && (n as number) >= least && (n as number) <= most),
      `§3.2, §4.14, §5.2 ${name}`,
    );
  }
  const typesOf = (name: string): string[] => ((object[name] ?? []) as string[]).map((id) => byId.get(id)?.type ?? '');
  say(
    typesOf('object_refs').every((t) => KINDS[t]?.observable),
    '§4.14.1 what was observed is observable',
  );
  say(
    typesOf('observed_data_refs').every((t) => t === 'observed-data'),
    '§5.2.1 observed_data_refs',
  );
  say(
    typesOf('where_sighted_refs').every((t) => t === 'identity' || t === 'location'),
    '§5.2.1 where_sighted_refs',
  );
  if (object.type === 'sighting') {
    say(
      byId.get(String(object['sighting_of_ref']))?.type === 'attack-pattern',
      '§5.2.1 what is sighted is a domain object',
    );
  }
  for (const reference of (object['external_references'] ?? []) as Record<string, string>[]) {
    say((reference['source_name'] ?? '') !== '', '§2.5 source_name');
    say(
      ['description', 'url', 'external_id'].some((n) => n in reference),
      '§2.5 a reference needs one of three',
    );
  }
  if (object.type === 'domain-name') say(DOMAIN.test(String(object['value'])), '§6.4.1 value');
  if (object.type === 'url') say(URI.test(String(object['value'])), '§6.15.1 value');
  if (object.type === 'artifact') {
    say('payload_bin' in object !== 'url' in object, '§6.1.1 payload_bin or url, not both');
    say(
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(String(object['payload_bin'])),
      '§2.1 binary',
    );
    const hashes = (object['hashes'] ?? {}) as Record<string, string>;
    say(
      Object.entries(hashes).every(([n, v]) => n === 'SHA-256' && /^[0-9a-f]{64}$/.test(v)),
      '§2.7 hashes',
    );
  }
  if (kind.observable) say(ID.exec(object.id)?.[2] === '5', '§2.9 the id of an observable follows from what it is');
  return out;
}
