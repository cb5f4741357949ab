// One policy layer as it lies in storage, turned into settings. The input is any JSON: written by administrators, by other
// versions of Demarc or by accident. A bad value costs only itself and is named; nothing here throws.
import type { PolicyKey, PolicyLayer, PolicyProblem, PolicySettings, Preset } from '../../model/policy.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';
import { parseActionOfAct, parseSiteLevel } from '../agents/lists.ts';
import { completed, parseActionEntry } from './action-list.ts';
import { parseException } from './exception-list.ts';
import { parseExtensionRule } from './extension-list.ts';
import { parseAttestationEntry } from '../responsibility/attestation.ts';
import { parseHostPattern } from './hosts.ts';
import type { PolicyValue } from './keys.ts';
import { parseDocument, parsePattern, parseRecords, parseTerm } from './own-data.ts';
import { parseNotice } from './notice-text.ts';
import { NO_RENAMES, renamedIn, renamedKeys, renamedService, type Renames } from './renames.ts';
import { parseRule } from './rule-list.ts';
import { parseSiteEntry } from './site-list.ts';

export const KEY_TYPES = [
  'boolean',
  'integer',
  'string',
  'host-list',
  'service-list',
  'action-list',
  'rule-list',
  'exception-list',
  'notice-list',
  'attestation-list',
  'web-address',
  'own-terms',
  'own-patterns',
  'own-records',
  'own-documents',
  'extension-list',
  'site-list',
  'agent-act-list',
  'agent-site-list',
] as const;
export type KeyType = (typeof KEY_TYPES)[number];

/** One entry of managed-keys.json. */
export interface PolicyKeyData {
  readonly key: PolicyKey;
  readonly type: KeyType;
  readonly default: PolicyValue;
  /** Allowed values of a string. */
  readonly values?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  /** UTF-16 units of a string or of one list entry. */
  readonly maxLength?: number;
  /** May a person set it? Otherwise only an organisation. */
  readonly userSettable: boolean;
  readonly since: string;
  readonly description: string;
}

/** The presets of policy-presets.json. */
export type PresetData = Readonly<Record<Preset, Partial<PolicySettings>>>;

/** Problems named per layer, and bad entries named per list; the rest is counted. */
const MAX_PROBLEMS = 50;
const MAX_ENTRIES_NAMED = 5;
/** UTF-16 units of a foreign name or value repeated in a problem. */
const MAX_SHOWN = 60;

/** Texts are shown beside our own words: nothing may reorder or break the line that they stand in. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

export interface ParsedLayer {
  readonly settings: Partial<PolicySettings>;
  readonly problems: readonly PolicyProblem[];
}

/** Reads a layer key by key. Nothing there (undefined, null) is an empty layer. */
export function parseLayer(
  layer: PolicyLayer,
  given: unknown,
  keys: readonly PolicyKeyData[],
  renames: Renames = NO_RENAMES,
): ParsedLayer {
  if (given === undefined || given === null) return { settings: {}, problems: [] };
  if (typeof given !== 'object' || Array.isArray(given)) {
    return { settings: {}, problems: [{ layer, key: '', problem: telling('problemNotObject') }] };
  }
  const raw = renamedKeys(given, renames);
  const settings: Partial<Record<string, PolicyValue>> = {};
  const problems: PolicyProblem[] = [];
  for (const spec of keys) {
    if (!Object.hasOwn(raw, spec.key)) continue;
    const value: unknown = raw[spec.key];
    const note = (problem: Telling) => void problems.push({ layer, key: spec.key, problem });
    if (layer === 'user' && !spec.userSettable) {
      note(telling('problemNotYours'));
      continue;
    }
    const parsed = parseValue(spec, value, note, renames);
    if (parsed.ok) settings[spec.key] = parsed.value;
    else note(telling('problemIgnored', parsed.error));
  }
  const known = new Set<string>(keys.map((spec) => spec.key));
  for (const key of Object.keys(raw)) {
    if (!known.has(key)) problems.push({ layer, key: shown(key), problem: telling('problemUnknownKey') });
  }
  return { settings: settings as Partial<PolicySettings>, problems: capped(layer, problems) };
}

function capped(layer: PolicyLayer, problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const more = problems.length - MAX_PROBLEMS;
  return [...problems.slice(0, MAX_PROBLEMS), { layer, key: '', problem: telling('problemMore', more) }];
}

function parseValue(
  spec: PolicyKeyData,
  value: unknown,
  note: (problem: Telling) => void,
  renames: Renames,
): Result<PolicyValue, Telling> {
  const today =
    (parse: (entry: string) => Result<string, Telling>) =>
    (entry: string): Result<string, Telling> =>
      parse(renamedIn(renames, entry));
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean'
        ? ok(value)
        : err(telling('problemType', telling('problemKind_boolean'), kind(value)));
    case 'integer':
      return integer(spec, value);
    case 'string':
      return text(spec, value);
    case 'web-address':
      return webAddress(spec, value);
    case 'host-list':
      return list(spec, value, note, parseHostPattern);
    case 'service-list':
      return list(spec, value, note, (entry) =>
        /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(entry)
          ? ok(renamedService(renames, entry))
          : err(telling('problemServiceId')),
      );
    case 'attestation-list':
      return list(spec, value, note, attestation);
    case 'own-terms':
      return list(spec, value, note, parseTerm);
    case 'own-patterns':
      return list(spec, value, note, parsePattern);
    case 'own-records':
      return list(spec, value, note, parseRecords);
    case 'own-documents':
      return list(spec, value, note, parseDocument);
    case 'action-list': {
      const parsed = list(spec, value, note, today(parseActionEntry));
      return parsed.ok ? ok(completed(parsed.value, spec.default as readonly string[])) : parsed;
    }
    case 'agent-act-list':
      return list(spec, value, note, parseActionOfAct);
    case 'agent-site-list':
      return list(spec, value, note, parseSiteLevel);
    case 'rule-list':
      return list(spec, value, note, today(parseRule));
    case 'exception-list':
      return list(spec, value, note, today(parseException));
    case 'extension-list':
      return list(spec, value, note, parseExtensionRule);
    case 'site-list':
      return list(spec, value, note, parseSiteEntry);
    case 'notice-list':
      return list(spec, value, note, parseNotice);
  }
}

/** A statement is shown beside our own words, like any text of an administrator. */
function attestation(entry: string): Result<string, Telling> {
  return UNSHOWN.test(entry) ? err(telling('problemUnshown')) : parseAttestationEntry(entry);
}

function integer(spec: PolicyKeyData, value: unknown): Result<number, Telling> {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return err(telling('problemType', telling('problemKind_whole'), kind(value)));
  const { minimum = -Infinity, maximum = Infinity } = spec;
  return value >= minimum && value <= maximum ? ok(value) : err(telling('problemRange', minimum, maximum, value));
}

function text(spec: PolicyKeyData, value: unknown): Result<string, Telling> {
  if (typeof value !== 'string') return err(telling('problemType', telling('problemKind_text'), kind(value)));
  if (spec.values && !spec.values.includes(value)) {
    return err(telling('problemValues', spec.values, shown(value)));
  }
  const { maxLength = Infinity } = spec;
  if (value.length > maxLength) return err(telling('problemLonger', maxLength));
  if (UNSHOWN.test(value)) return err(telling('problemUnshown'));
  return ok(value);
}

function webAddress(spec: PolicyKeyData, value: unknown): Result<string, Telling> {
  const parsed = text(spec, value);
  if (!parsed.ok || parsed.value === '') return parsed;
  return /^https:\/\/[\p{L}\p{N}.-]+(?::\d{1,5})?(?:[/?#]\S*)?$/u.test(parsed.value)
    ? parsed
    : err(telling('problemAddress'));
}

function list(
  spec: PolicyKeyData,
  value: unknown,
  note: (problem: Telling) => void,
  parseEntry: (entry: string) => Result<string, Telling>,
): Result<readonly string[], Telling> {
  if (!Array.isArray(value)) return err(telling('problemType', telling('problemKind_list'), kind(value)));
  const { maxItems = Infinity } = spec;
  if (value.length > maxItems) return err(telling('problemCount', value.length, maxItems));
  const entries = new Set<string>();
  let bad = 0;
  value.forEach((entry: unknown, index) => {
    const parsed = listEntry(spec, entry, parseEntry);
    if (parsed.ok) entries.add(parsed.value);
    else if (++bad <= MAX_ENTRIES_NAMED) note(telling('problemEntry', index + 1, parsed.error));
  });
  if (bad > MAX_ENTRIES_NAMED) note(telling('problemMoreEntries', bad - MAX_ENTRIES_NAMED));
  return ok([...entries]);
}

function listEntry(
  spec: PolicyKeyData,
  entry: unknown,
  parseEntry: (entry: string) => Result<string, Telling>,
): Result<string, Telling> {
  if (typeof entry !== 'string') return err(telling('problemType', telling('problemKind_text'), kind(entry)));
  const { maxLength = Infinity } = spec;
  if (entry.length > maxLength) return err(telling('problemLonger', maxLength));
  const parsed = parseEntry(entry);
  return parsed.ok ? parsed : err(telling('problemAbout', shown(entry), parsed.error));
}

/** What kind of value stands where another was expected. */
function kind(value: unknown): Telling {
  if (value === null || value === undefined) return telling('problemKind_nothing');
  if (Array.isArray(value)) return telling('problemKind_list');
  const names: Readonly<Record<string, string>> = {
    object: 'problemKind_object',
    string: 'problemKind_text',
    number: 'problemKind_number',
    boolean: 'problemKind_boolean',
  };
  return telling(names[typeof value] ?? 'problemKind_other');
}

function shown(value: string): string {
  return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
}
