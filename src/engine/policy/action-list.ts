// Actions for kinds of sensitive data: `kind=action`, in front of it optionally a service, an account or both
// (`chatgpt@personal:secret=block`). Entries come from people and administrators; nothing of them becomes a regex.
import { ACTIONS } from '../../model/policy.ts';
import type { Action } from '../../model/policy.ts';
import { ACCOUNTS, type Account } from '../../model/input.ts';
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';

interface Entry {
  /** '' for every one. */
  readonly service: string;
  readonly account: Account | '';
  /** A category, a single type `category.name`, or `*`. */
  readonly kind: string;
  readonly action: Action;
}

/** A kind of data on its way to a service. */
export interface ActionQuestion {
  readonly service: string;
  readonly account: Account;
  readonly category: string;
  /** `category.name`. */
  readonly type: string;
}

const FORM =
  /^(?:([a-z0-9]+(?:-[a-z0-9]+)*)?(?:@([a-z]+))?:)?(\*|[a-z]+(?:-[a-z]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?)=([a-z]+)$/;

/** An entry in its one written form, or why it is none. */
export function parseActionEntry(text: string): Result<string, Telling> {
  const parts = FORM.exec(text.replace(/\s/g, '').toLowerCase());
  if (!parts) return err(telling('problemActionForm'));
  const [written, service = '', account = '', , action = ''] = parts;
  if (!isAction(action)) return err(telling('problemAction', ACTIONS));
  if (account !== '' && !isAccount(account)) return err(telling('problemAccount', ACCOUNTS));
  return ok(service === '' && account === '' ? written.replace(/^:/, '') : written);
}

/** The entries with what they leave open taken from `defaults`; of two for the same, the stricter counts. */
export function completed(entries: readonly string[], defaults: readonly string[]): readonly string[] {
  const own = entries.map(read);
  const open = defaults.map(read).filter((d) => !own.some((e) => e.service === '' && e.account === '' && covers(e, d)));
  const byScope = new Map<string, Entry>();
  for (const entry of [...own, ...open]) {
    const known = byScope.get(scopeOf(entry));
    if (!known || rank(entry.action) > rank(known.action)) byScope.set(scopeOf(entry), entry);
  }
  return [...byScope].map(([scope, { action }]) => `${scope}=${action}`);
}

/** The action of the most exact entry, and that entry; 'audit' where none fits: nothing goes by unrecorded. */
export function actionFor(list: readonly string[], question: ActionQuestion): { action: Action; entry: string } {
  let best = '';
  let action: Action = 'audit';
  let bestScore = -1;
  for (const [text, entry] of entriesOf(list)) {
    if (entry.service !== '' && entry.service !== question.service) continue;
    if (entry.account !== '' && entry.account !== question.account) continue;
    const exact = entry.kind === question.type ? 2 : entry.kind === question.category ? 1 : entry.kind === '*' ? 0 : -1;
    if (exact < 0) continue;
    const score = (entry.service === '' ? 0 : 8) + (entry.account === '' ? 0 : 4) + exact;
    if (score <= bestScore) continue;
    best = text;
    action = entry.action;
    bestScore = score;
  }
  return { action, entry: best };
}

/** Whether one list is at least as strict as another for everything that either names. */
export function asStrict(list: readonly string[], base: readonly string[]): boolean {
  return scopes(list, base).every((q) => rank(actionFor(list, q).action) >= rank(actionFor(base, q).action));
}

/** The stricter action of two lists for everything that either names. */
export function stricter(base: readonly string[], other: readonly string[]): readonly string[] {
  if (asStrict(other, base)) return other;
  if (asStrict(base, other)) return base;
  const named = [...new Set([...base, ...other].map((text) => scopeOf(read(text))))];
  const all = named.map((scope) => {
    const question = questionOf(read(`${scope}=audit`));
    const [a, b] = [actionFor(base, question).action, actionFor(other, question).action];
    return `${scope}=${rank(a) >= rank(b) ? a : b}`;
  });
  return all;
}

/** One question per entry, and one per meeting of a service or account named in one place with a kind named in another. */
function scopes(a: readonly string[], b: readonly string[]): readonly ActionQuestion[] {
  const entries = [...a, ...b].map(read);
  const kinds = [...new Set(entries.map((e) => e.kind))];
  const services = [...new Set(['', ...entries.map((e) => e.service)])];
  const accounts = [...new Set<Account | ''>(['', ...entries.map((e) => e.account)])];
  return services.flatMap((service) =>
    accounts.flatMap((account) => kinds.map((kind) => questionOf({ service, account, kind, action: 'audit' }))),
  );
}

/** Something that an entry is about; names that nothing has stand for all others. */
function questionOf({ service, account, kind }: Entry): ActionQuestion {
  const [category = ''] = kind.split('.');
  return {
    service: service === '' ? '(other)' : service,
    account: account === '' ? 'unknown' : account,
    category: kind === '*' ? '(other)' : category,
    type: kind.includes('.') ? kind : `${category}.(other)`,
  };
}

/** Entries made ready, once for each list: every message asks. */
function entriesOf(list: readonly string[]): readonly (readonly [string, Entry])[] {
  let entries = ready.get(list);
  if (!entries) {
    entries = list.map((text) => [text, read(text)] as const);
    ready.set(list, entries);
  }
  return entries;
}
const ready = new WeakMap<readonly string[], readonly (readonly [string, Entry])[]>();

function read(text: string): Entry {
  const [, service = '', account = '', kind = '*', action = 'audit'] = FORM.exec(text) ?? [];
  return { service, account: isAccount(account) ? account : '', kind, action: isAction(action) ? action : 'audit' };
}

const isAction = (text: string): text is Action => (ACTIONS as readonly string[]).includes(text);
const isAccount = (text: string): text is Account => (ACCOUNTS as readonly string[]).includes(text);
const rank = (action: Action): number => ACTIONS.indexOf(action);
const covers = (own: Entry, other: Entry): boolean =>
  own.kind === '*' || own.kind === other.kind || other.kind.startsWith(`${own.kind}.`);
const scopeOf = ({ service, account, kind }: Entry): string =>
  service === '' && account === '' ? kind : `${service}${account === '' ? '' : `@${account}`}:${kind}`;
