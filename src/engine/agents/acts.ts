// Which consequential act a press or a form would be. Pure; every text is the page's. The gate asks before anything happens.
import type { ActFacts, AgentAct } from '../../model/agent.ts';
import { foldLabel, says, type ActBook } from './act-book.ts';

/** The act, or null for one that nobody needs to be asked about. Bounded by the bounds of its facts. */
export function actOf(book: ActBook, facts: ActFacts): AgentAct | null {
  const path = pathOf(facts.page);
  const labels = facts.labels.map(foldLabel).filter((label) => label !== '');
  const saying = (words: Parameters<typeof says>[0]): boolean => labels.some((label) => says(words, label));
  if (facts.enter === 'with-ctrl') return 'send';
  if (facts.enter === 'alone')
    return labels.some((label) => book.composer.some((word) => label.includes(word))) ? 'send' : null;
  if (runs(book, facts)) return 'download';
  // The answer to a cookie notice is none of ours, whatever its words.
  if (labels.some((label) => book.except.some((word) => label.includes(word)))) return null;
  const types = facts.types.toLowerCase();
  for (const [act, names] of book.types) if (names.some((name) => types.includes(name))) return act;
  const asks = (act: AgentAct): boolean =>
    book.addresses.some(([of, pieces]) => of === act && pieces.some((piece) => path.includes(piece)));
  if (asks('grant') && (saying(book.consent) || facts.submits)) return 'grant';
  for (const [act, words] of book.words) {
    // Words such as "download" stand on many links that only lead to a page.
    if (act === 'download' && facts.file === '' && facts.target !== '') continue;
    if (saying(words)) return act;
  }
  if (asks('pay') && saying(book.payment)) return 'pay';
  return facts.submits ? ofForm(book, facts) : null;
}

function ofForm(book: ActBook, facts: ActFacts): AgentAct | null {
  for (const [act, names] of book.fields) {
    if (act !== 'secret' && facts.fields.some((field) => names.has(field))) return act;
  }
  if (facts.secretFilled) return 'secret';
  return leaves(facts) ? 'elsewhere' : null;
}

/** Names of fields that take passwords or keys. */
export function secretNames(book: ActBook): ReadonlySet<string> {
  return book.fields.find(([act]) => act === 'secret')?.[1] ?? new Set();
}

/** A file that runs when it is opened, by its ending. */
function runs(book: ActBook, { file, target }: ActFacts): boolean {
  const named = file === '' ? pathOf(target) : file;
  const ending = /\.([a-z0-9]{1,10})(?:[\s.]*)$/i.exec(named.trim())?.[1] ?? '';
  return book.files.has(ending.toLowerCase());
}

/** A form that carries what was written to an origin that has nothing to do with the page or with the task. */
function leaves({ page, target, method, start }: ActFacts): boolean {
  const from = parse(page);
  const to = parse(target === '' ? page : target);
  if (!from || !to || !/^https?:$/.test(to.protocol)) return false;
  if (!sameSite(from.hostname, to.hostname)) return true;
  // On a page that the agent only came by, searches go on and all else is asked about.
  return method === 'post' && start !== '' && !sameSite(start, to.hostname);
}

/** Second-level names under which countries register, as in `co.uk`. */
const SECOND = /^(?:com?|net|org|edu|gov|gob|gouv|ac|or|ne|go)$/;

/** Whether two hosts belong to one site, as far as names tell; addresses in numbers only where they are equal. */
export function sameSite(a: string, b: string): boolean {
  return a === b || siteOf(a) === siteOf(b);
}

/** The part of a host name that somebody registers. */
export function siteOf(host: string): string {
  const labels = host.split('.');
  if (labels.length < 3 || host.startsWith('[') || labels.every((label) => /^\d+$/.test(label))) return host;
  const last = labels.at(-1) ?? '';
  return labels.slice(last.length === 2 && SECOND.test(labels.at(-2) ?? '') ? -3 : -2).join('.');
}

const pathOf = (url: string): string => decoded(parse(url)?.pathname ?? '').toLowerCase();

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
