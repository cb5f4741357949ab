// Views of the list: some that everybody has, and those that a person saved under a name. Pure; what was stored is read as
// if anybody had written it.
import { readAddress, addressOf, type ListAddress } from './address.ts';
import { MAX_QUERY } from './query/terms.ts';

/** Views that everybody has, with their query. */
export const BUILT_IN_VIEWS = {
  all: '',
  today: 'date:today',
  blanked: 'done:blanked',
  agents: 'family:action-steering,tool-steering',
  input: 'carrier:input',
  undone: 'done:undone',
} as const;
export type BuiltInView = keyof typeof BUILT_IN_VIEWS;

export interface SavedView extends ListAddress {
  /** 1 to 40 characters, no two alike but for case. */
  readonly name: string;
}

export const MAX_VIEWS = 30;
export const MAX_NAME = 40;

/** A name as it is kept: one line, without characters that nobody sees or that turn the direction of others. */
export const cleanName = (name: string): string =>
  [
    ...name
      .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim(),
  ]
    .slice(0, MAX_NAME)
    .join('')
    .trim();

/** Saved views from storage; what is none is left out. */
export function readViews(stored: unknown): SavedView[] {
  if (!Array.isArray(stored)) return [];
  let views: SavedView[] = [];
  for (const entry of stored.slice(0, MAX_VIEWS * 2) as readonly unknown[]) {
    const { name, text, oldestFirst, grouped } = (entry ?? {}) as Partial<Record<keyof SavedView, unknown>>;
    if (typeof name !== 'string' || typeof text !== 'string') continue;
    const view = { text: text.slice(0, MAX_QUERY), oldestFirst: oldestFirst === true, grouped: grouped === true };
    if (views.some((known) => isSame(known.name, name))) continue;
    views = withView(views, name, view) ?? views;
  }
  return views;
}

const isSame = (a: string, b: string): boolean => cleanName(a).toLowerCase() === cleanName(b).toLowerCase();

/** With a view under a name, in the place of one of this name; null where the name is none or there is no room. */
export function withView(views: readonly SavedView[], name: string, address: ListAddress): SavedView[] | null {
  const clean = cleanName(name);
  if (clean === '') return null;
  const { text, oldestFirst, grouped } = address;
  const view = { name: clean, text: text.trim(), oldestFirst, grouped };
  const at = views.findIndex((known) => isSame(known.name, clean));
  if (at >= 0) return views.map((known, i) => (i === at ? view : known));
  return views.length < MAX_VIEWS ? [...views, view] : null;
}

/** With another name for a view; null where the name is none, or that of another view. */
export function renamed(views: readonly SavedView[], from: string, to: string): SavedView[] | null {
  const name = cleanName(to);
  const taken = views.some((view) => view.name !== from && isSame(view.name, name));
  if (name === '' || taken) return null;
  return views.map((view) => (view.name === from ? { ...view, name } : view));
}

export const without = (views: readonly SavedView[], name: string): SavedView[] =>
  views.filter((view) => view.name !== name);

/** Whether a view shows what an address shows. */
export const shows = (view: Partial<ListAddress>, address: ListAddress): boolean => {
  // Both as an address has them, in which a trailing space or a false says nothing.
  return addressOf(view) === addressOf(address);
};

/** The state of a view that everybody has. */
export const builtIn = (view: BuiltInView): ListAddress => ({ ...readAddress(''), text: BUILT_IN_VIEWS[view] });
