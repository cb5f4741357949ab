// Conditions of rules and exceptions: written form, compiled form, and whether they hold in a situation. All that an entry
// names must hold; of several values of one condition, one is enough. Total and linear.
import { FAMILIES, type Family } from '../../model/finding.ts';
import { ACCOUNTS, type Account } from '../../model/input.ts';
import { SURFACES, type Surface } from '../../model/policy.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { SENSITIVE_CATEGORIES, SENSITIVE_TYPES } from '../../model/sensitive.ts';
import { listOf } from './entry.ts';
import { hostMatches, parseHostPattern } from './hosts.ts';

/** Layers of services, as in the catalogue. */
export const SERVICE_LAYERS = ['saas', 'paas', 'iaas'] as const;
export type ServiceLayer = (typeof SERVICE_LAYERS)[number];

/** Where something happens, as the browser tells it. */
export interface Place {
  /** Host of the tab's page. */
  readonly site: string;
  /** AI service id; '' for a page that is none, or one that the catalogue does not know. */
  readonly service: string;
  /** Layer of the service; '' where it is not known. */
  readonly layer?: ServiceLayer | '';
  /** 'unknown' where nobody looked. */
  readonly account?: Account;
  /** A program drives the page, as far as the browser says so. */
  readonly agent?: boolean;
}

/** What rules and exceptions are asked about; sensitive values are asked about one type at a time. */
export interface Situation extends Place {
  readonly on: Surface;
  readonly families: readonly Family[];
}

/** Conditions in the order in which they are written. */
const FIELDS = ['on', 'service', 'layer', 'account', 'data', 'family', 'site', 'agent'] as const;
type Field = (typeof FIELDS)[number];

const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);
/** Stands for services that the catalogue does not know. */
const UNKNOWN = 'unknown';
const KINDS: readonly string[] = ['*', ...SENSITIVE_CATEGORIES, ...SENSITIVE_TYPES];
const KNOWN: Readonly<Partial<Record<Field, readonly string[]>>> = {
  on: SURFACES,
  layer: SERVICE_LAYERS,
  account: ACCOUNTS,
  data: KINDS,
  family: FAMILIES,
  agent: ['yes', 'no'],
};
/** Values of one condition. */
const MAX_VALUES = 50;

/** Conditions in their one written form; '' for none. */
export function parseConditions(fields: ReadonlyMap<string, string>): Result<string, Telling> {
  const written = new Map<Field, string>();
  for (const [name, value] of fields) {
    if (!isField(name)) return err(telling('problemCondition', name.slice(0, 30), FIELDS));
    const values = listOf(name === 'site' ? value : value.toLowerCase());
    if (values.length === 0) return err(telling('problemNoValue', name));
    if (values.length > MAX_VALUES) return err(telling('problemManyValues', name, MAX_VALUES));
    const parsed = values.map((one) => parseOne(name, one));
    const good: string[] = [];
    for (const one of parsed) {
      if (!one.ok) return one;
      good.push(one.value);
    }
    written.set(name, [...new Set(good)].sort().join(','));
  }
  return ok(FIELDS.flatMap((f) => (written.has(f) ? [`${f}=${written.get(f) ?? ''}`] : [])).join(' '));
}

function parseOne(field: Field, value: string): Result<string, Telling> {
  if (field === 'site') {
    const host = parseHostPattern(value);
    return host.ok ? host : err(telling('problemAbout', value.slice(0, 60), host.error));
  }
  const known = KNOWN[field];
  if (known) return known.includes(value) ? ok(value) : err(telling('problemValue', value.slice(0, 40), field));
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) ? ok(value) : err(telling('problemService', value.slice(0, 40)));
}

/** Conditions made ready: null where a condition is not named. */
export interface Conditions {
  readonly on: ReadonlySet<string> | null;
  readonly service: ReadonlySet<string> | null;
  readonly layer: ReadonlySet<string> | null;
  readonly account: ReadonlySet<string> | null;
  readonly data: ReadonlySet<string> | null;
  readonly family: ReadonlySet<string> | null;
  readonly site: readonly string[] | null;
  readonly agent: ReadonlySet<string> | null;
}

/** @param fields of a parsed entry */
export function readConditions(fields: ReadonlyMap<string, string>): Conditions {
  const set = (field: Field): ReadonlySet<string> | null => {
    const value = fields.get(field);
    return value === undefined ? null : new Set(listOf(value));
  };
  const site = fields.get('site');
  return {
    on: set('on'),
    service: set('service'),
    layer: set('layer'),
    account: set('account'),
    data: set('data'),
    family: set('family'),
    site: site === undefined ? null : listOf(site),
    agent: set('agent'),
  };
}

/** Whether all conditions hold that are about the place. @param host the situation's site, normalised */
export function holdsAt(c: Conditions, s: Place & { readonly on: Surface }, host: string): boolean {
  return (
    (c.on === null || c.on.has(s.on)) &&
    (c.service === null || c.service.has(s.service === '' ? UNKNOWN : s.service)) &&
    (c.layer === null || c.layer.has(s.layer ?? '')) &&
    (c.account === null || c.account.has(s.account ?? 'unknown')) &&
    (c.agent === null || c.agent.has(s.agent === true ? 'yes' : 'no')) &&
    (c.site === null || c.site.some((pattern) => hostMatches(pattern, host)))
  );
}

/**
 * Whether a condition on families holds.
 * @param every all that was found must be of the named families, as an exception has to ask; else one is enough
 */
export const ofFamily = ({ family }: Conditions, found: readonly Family[], every: boolean): boolean =>
  family === null || (every ? found.length > 0 && found.every((f) => family.has(f)) : found.some((f) => family.has(f)));

/** Whether a condition on data covers a type `category.name`. */
export const coversType = (data: ReadonlySet<string>, type: string): boolean =>
  data.has('*') || data.has(type) || data.has(type.slice(0, type.indexOf('.')));
