// What changed between two looks at the extensions of a browser: one event for each extension, with before and after. Pure; the
// first look of all finds nothing changed.
import type {
  ExtensionChange,
  ExtensionEventKind,
  ExtensionFacts,
  ExtensionField,
  ExtensionRecord,
} from '../../model/extension.ts';

export interface Drift {
  readonly extension: string;
  readonly name: string;
  readonly kind: ExtensionEventKind;
  readonly changes: readonly ExtensionChange[];
  /** Facts before; null where nothing was known of it. */
  readonly before: ExtensionFacts | null;
  /** Facts now; null where it is gone. */
  readonly after: ExtensionFacts | null;
}

/** Entries of one list that are told, and extensions that can change between two looks. */
const MAX_ENTRIES = 60;
const MAX_DRIFTS = 500;

/** What is different. @param stored records of the last look, also of extensions that are gone */
export function driftOf(stored: readonly ExtensionRecord[], now: readonly ExtensionFacts[]): readonly Drift[] {
  const records = new Map(stored.map((record) => [record.id, record]));
  const present = new Set(now.map(({ id }) => id));
  const drifts: Drift[] = [];
  for (const facts of now) {
    const record = records.get(facts.id);
    const before = record?.facts ?? null;
    // An id that comes back may be another extension: what it was is told beside what it is.
    const changes = before ? changesOf(before, facts) : changesOf(NOTHING, facts);
    if (!record || record.goneAt > 0) drifts.push(drift('installed', before, facts, changes));
    else if (changes.length > 0) drifts.push(drift('changed', before, facts, changes));
  }
  for (const { id, facts, goneAt } of stored)
    if (goneAt === 0 && !present.has(id)) drifts.push(drift('removed', facts, null, []));
  return drifts.slice(0, MAX_DRIFTS);
}

const NOTHING: ExtensionFacts = {
  id: '',
  name: '',
  version: '',
  enabled: false,
  mayDisable: false,
  installType: 'other',
  updateUrl: '',
  permissions: [],
  hosts: [],
  warned: [],
  warnsAll: false,
  warnsUnnamed: false,
};

function drift(
  kind: ExtensionEventKind,
  before: ExtensionFacts | null,
  after: ExtensionFacts | null,
  changes: readonly ExtensionChange[],
): Drift {
  const { id, name } = after ?? before ?? NOTHING;
  return { extension: id, name, kind, changes, before, after };
}

/** All that an extension may read and change, as one list of words. */
const allHosts = ({ hosts, warned, warnsAll, warnsUnnamed }: ExtensionFacts): readonly string[] => [
  ...new Set([...hosts, ...warned, ...(warnsAll ? ['*'] : []), ...(warnsUnnamed ? ['…'] : [])]),
];

function changesOf(before: ExtensionFacts, after: ExtensionFacts): readonly ExtensionChange[] {
  const single = (field: ExtensionField, a: string, b: string): ExtensionChange[] =>
    a === b ? [] : [{ field, before: a === '' ? [] : [a], after: b === '' ? [] : [b] }];
  const lists = (field: ExtensionField, a: readonly string[], b: readonly string[]): ExtensionChange[] => {
    const [had, has] = [new Set(a), new Set(b)];
    const went = a.filter((entry) => !has.has(entry)).slice(0, MAX_ENTRIES);
    const came = b.filter((entry) => !had.has(entry)).slice(0, MAX_ENTRIES);
    return went.length + came.length === 0 ? [] : [{ field, before: went, after: came }];
  };
  const fresh = before === NOTHING;
  return [
    ...single('name', before.name, after.name),
    ...single('version', before.version, after.version),
    ...(fresh ? [] : single('enabled', String(before.enabled), String(after.enabled))),
    ...lists('permissions', before.permissions, after.permissions),
    ...lists('hosts', allHosts(before), allHosts(after)),
    ...single('install-type', fresh ? '' : before.installType, after.installType),
    ...single('update-source', before.updateUrl, after.updateUrl),
  ];
}

/** Services that an extension gets at now and did not before. @param then null: it was not there, or was switched off */
export function gainedReach(
  then: Readonly<Record<string, string>> | null,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(now).filter((id) => now[id] !== 'click' && (then === null || (then[id] ?? 'click') === 'click'));
}
