// One policy layer as it lies in storage, turned into settings. The input is any JSON: written by administrators, by other
// versions of Demarc or by accident. A bad value costs only itself and is named; nothing here throws.
import type { PolicyKey, PolicyLayer, PolicyProblem, PolicySettings, Preset } from '../../model/policy.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { parseActionOfAct, parseSiteLevel } from '../agents/lists.ts';
import { completed, parseActionEntry } from './action-list.ts';
import { parseException } from './exception-list.ts';
import { parseAttestationEntry } from '../responsibility/attestation.ts';
import { parseHostPattern } from './hosts.ts';
import type { PolicyValue } from './keys.ts';
import { parseDocument, parsePattern, parseRecords, parseTerm } from './own-data.ts';
import { parseNotice } from './notice-text.ts';
import { NO_RENAMES, renamedIn, renamedKeys, renamedService, type Renames } from './renames.ts';
import { parseRule } from './rule-list.ts';

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
    return { settings: {}, problems: [{ layer, key: '', problem: 'The policy is not an object with settings.' }] };
  }
  const raw = renamedKeys(given, renames);
  const settings: Partial<Record<string, PolicyValue>> = {};
  const problems: PolicyProblem[] = [];
  for (const spec of keys) {
    if (!Object.hasOwn(raw, spec.key)) continue;
    const value: unknown = raw[spec.key];
    const note = (problem: string) => void problems.push({ layer, key: spec.key, problem });
    if (layer === 'user' && !spec.userSettable) {
      note('Only an organisation can set this.');
      continue;
    }
    const parsed = parseValue(spec, value, note, renames);
    if (parsed.ok) settings[spec.key] = parsed.value;
    else note(`${parsed.error} The setting is ignored.`);
  }
  const known = new Set<string>(keys.map((spec) => spec.key));
  for (const key of Object.keys(raw)) {
    if (!known.has(key)) problems.push({ layer, key: shown(key), problem: 'There is no setting of this name.' });
  }
  return { settings: settings as Partial<PolicySettings>, problems: capped(layer, problems) };
}

function capped(layer: PolicyLayer, problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  if (problems.length <= MAX_PROBLEMS) return problems;
  const more = problems.length - MAX_PROBLEMS;
  return [...problems.slice(0, MAX_PROBLEMS), { layer, key: '', problem: `${more} more problems are not listed.` }];
}

function parseValue(
  spec: PolicyKeyData,
  value: unknown,
  note: (problem: string) => void,
  renames: Renames,
): Result<PolicyValue> {
  const today =
    (parse: (entry: string) => Result<string>) =>
    (entry: string): Result<string> =>
      parse(renamedIn(renames, entry));
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean' ? ok(value) : err(`It must be true or false, not ${kind(value)}.`);
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
          : err('it is not the id of a service'),
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
    case 'notice-list':
      return list(spec, value, note, parseNotice);
  }
}

/** A statement is shown beside our own words, like any text of an administrator. */
function attestation(entry: string): Result<string> {
  return UNSHOWN.test(entry) ? err('it contains characters that cannot be shown') : parseAttestationEntry(entry);
}

function integer(spec: PolicyKeyData, value: unknown): Result<number> {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return err(`It must be a whole number, not ${kind(value)}.`);
  const { minimum = -Infinity, maximum = Infinity } = spec;
  return value >= minimum && value <= maximum
    ? ok(value)
    : err(`It must lie between ${minimum} and ${maximum}, but is ${value}.`);
}

function text(spec: PolicyKeyData, value: unknown): Result<string> {
  if (typeof value !== 'string') return err(`It must be text, not ${kind(value)}.`);
  if (spec.values && !spec.values.includes(value)) {
    return err(`It must be one of ${spec.values.join(', ')}, but is "${shown(value)}".`);
  }
  if (value.length > (spec.maxLength ?? Infinity)) return err(`It is longer than ${spec.maxLength} characters.`);
  if (UNSHOWN.test(value)) return err('It contains characters that cannot be shown.');
  return ok(value);
}

function webAddress(spec: PolicyKeyData, value: unknown): Result<string> {
  const parsed = text(spec, value);
  if (!parsed.ok || parsed.value === '') return parsed;
  return /^https:\/\/[\p{L}\p{N}.-]+(?::\d{1,5})?(?:[/?#]\S*)?$/u.test(parsed.value)
    ? parsed
    : err('It must be a web address that starts with https://.');
}

function list(
  spec: PolicyKeyData,
  value: unknown,
  note: (problem: string) => void,
  parseEntry: (entry: string) => Result<string>,
): Result<readonly string[]> {
  if (!Array.isArray(value)) return err(`It must be a list, not ${kind(value)}.`);
  if (value.length > (spec.maxItems ?? Infinity)) {
    return err(`It has ${value.length} entries; at most ${spec.maxItems} are allowed.`);
  }
  const entries = new Set<string>();
  let bad = 0;
  value.forEach((entry: unknown, index) => {
    const parsed = listEntry(spec, entry, parseEntry);
    if (parsed.ok) entries.add(parsed.value);
    else if (++bad <= MAX_ENTRIES_NAMED) note(`Entry ${index + 1} is ignored: ${parsed.error}.`);
  });
  if (bad > MAX_ENTRIES_NAMED) note(`${bad - MAX_ENTRIES_NAMED} more entries are ignored.`);
  return ok([...entries]);
}

function listEntry(spec: PolicyKeyData, entry: unknown, parseEntry: (entry: string) => Result<string>): Result<string> {
  if (typeof entry !== 'string') return err(`it must be text, not ${kind(entry)}`);
  if (entry.length > (spec.maxLength ?? Infinity)) return err(`it is longer than ${spec.maxLength} characters`);
  const parsed = parseEntry(entry);
  return parsed.ok ? parsed : err(`"${shown(entry)}": ${parsed.error}`);
}

function kind(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  const names: Readonly<Record<string, string>> = {
    object: 'an object',
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
  };
  return names[typeof value] ?? 'something else';
}

function shown(value: string): string {
  return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
}
