// Names that were changed by an update of Demarc, so that what was stored or pushed under the old ones goes on to count.
// Old name → new name; the lists are catalogue data and are only ever added to.

export interface Renames {
  readonly keys: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
}

export const NO_RENAMES: Renames = { keys: {}, services: {} };

/** Settings under their names of today. Where both are there, the one under the name of today counts. */
export function renamedKeys(raw: object, { keys }: Renames): Readonly<Record<string, unknown>> {
  const given = raw as Readonly<Record<string, unknown>>;
  const old = Object.keys(keys).filter((key) => Object.hasOwn(given, key));
  if (old.length === 0) return given;
  const today: Record<string, unknown> = { ...given };
  for (const key of old) {
    const name = now(keys, key);
    if (!Object.hasOwn(given, name)) today[name] = given[key];
    delete today[key];
  }
  return today;
}

/** A service's id of today. */
export const renamedService = ({ services }: Renames, id: string): string => now(services, id);

/** A list entry with the services that stand in front of it (`chatgpt@work:…`) or in a condition by their ids of today. */
export function renamedIn(renames: Renames, entry: string): string {
  if (Object.keys(renames.services).length === 0) return entry;
  const parts = entry.split(/("[^"]*")/);
  return parts
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part
            .replace(/(^|\s)service=([a-z0-9,-]+)/g, (_, gap: string, ids: string) => {
              const named = ids.split(',').map((id) => renamedService(renames, id));
              return `${gap}service=${named.join(',')}`;
            })
            .replace(/^([a-z0-9-]+)(?=(?:@[a-z]+)?:[^\s])/, (id) => renamedService(renames, id)),
    )
    .join('');
}

const now = (names: Readonly<Record<string, string>>, name: string): string =>
  Object.hasOwn(names, name) ? (names[name] ?? name) : name;
