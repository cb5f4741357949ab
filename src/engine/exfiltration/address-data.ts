// Does an address in an answer carry data away? Pure judgement of one address, with reasons. "Data" is only said where it
// can be shown: encoded text, words of the conversation, whole sentences. A run that cannot be read is "opaque" and no more,
// because signatures and ids of honest services look the same.
import { addressParts, percentDecoded, queryPairs, unescaped, type AddressParts } from './address-parts.ts';
import { entropy, textOfRun } from './encoded-text.ts';

export const CARRYING = ['none', 'opaque', 'data'] as const;
export type Carrying = (typeof CARRYING)[number];

export const CARRY_REASONS = [
  'encoded-text', // base64, base32 or hex that decodes to text
  'conversation', // something of the conversation stands in it
  'sentence', // words in a row, as in a text and not in a title
  'personal-value', // an e-mail address or a run of digits as long as a card or an IBAN
  'host-label', // one of these in the host name, where looking the name up is enough to send it
  'nested-address', // another address inside, judged as well
  'spelt', // many addresses of one host that differ in a sign or two
  'long-run', // long and random, cannot be read
] as const;
export type CarryReason = (typeof CARRY_REASONS)[number];

export interface CarryFinding {
  readonly reason: CarryReason;
  /** `host`, `path`, `fragment`, or the name of the query parameter, at most 40 characters. */
  readonly where: string;
  /** Length of the value, UTF-16 units. */
  readonly length: number;
}

export interface AddressJudgement {
  readonly carrying: Carrying;
  readonly findings: readonly CarryFinding[];
  /** The last host that the address leads to, nested addresses followed. */
  readonly finalHost: string;
}

interface Value {
  readonly where: string;
  /** Percent escapes undone once. */
  readonly text: string;
}

const MAX_NESTING = 4;
const MAX_VALUES = 60;
const MAX_FINDINGS = 12;
/** UTF-16 units of the conversation that are compared. */
const MAX_CONVERSATION = 40_000;

/**
 * Judges an address. `conversation`: what the person and the assistant wrote, to be found again; '' when unknown.
 * Total and linear in both; never throws.
 */
export function judgeAddress(address: string, conversation = ''): AddressJudgement {
  const findings: CarryFinding[] = [];
  const seen = new Conversation(conversation);
  const finalHost = judge(address, seen, 0, findings);
  const proved = findings.some((f) => f.reason !== 'long-run' && f.reason !== 'nested-address');
  return {
    carrying: proved ? 'data' : findings.some((f) => f.reason === 'long-run') ? 'opaque' : 'none',
    findings: findings.slice(0, MAX_FINDINGS),
    finalHost,
  };
}

function judge(address: string, seen: Conversation, depth: number, out: CarryFinding[]): string {
  const parts = addressParts(address);
  if (!parts) return '';
  let last = parts.host;
  for (const { where, text } of valuesOf(parts)) {
    const reasons = reasonsFor(text, where, seen);
    if (reasons.length > 0 && where === 'host') out.push({ reason: 'host-label', where, length: text.length });
    out.push(...reasons.map((reason) => ({ reason, where, length: text.length })));
    const inner = depth < MAX_NESTING ? nestedAddress(text) : '';
    if (inner !== '') {
      out.push({ reason: 'nested-address', where, length: inner.length });
      last = judge(inner, seen, depth + 1, out) || last;
    }
  }
  return last;
}

function valuesOf({ host, path, query, fragment }: AddressParts): readonly Value[] {
  // The last two labels are the name that somebody bought; what stands before them is free to choose.
  const labels = host.split('.').slice(0, -2);
  const pairs = queryPairs(query);
  const nested = nestedAddress(percentDecoded(path));
  return [
    ...labels.map((text) => ({ where: 'host', text })),
    ...(nested === '' ? path.split('/') : [path])
      .filter(Boolean)
      .map((s) => ({ where: 'path', text: percentDecoded(s) })),
    ...pairs.map(({ name, value, raw }) => ({
      where: raw === '' ? 'query' : name.slice(0, 40),
      text: raw === '' ? name : value,
    })),
    ...(fragment === null || fragment === '' ? [] : [{ where: 'fragment', text: unescaped(fragment) }]),
  ]
    .filter(({ text }) => text.length >= 6)
    .slice(0, MAX_VALUES);
}

function reasonsFor(text: string, where: string, seen: Conversation): readonly CarryReason[] {
  const reasons = new Set<CarryReason>();
  let plain = text;
  // Escapes in escapes.
  for (let i = 0; i < 2 && /%[0-9a-f]{2}/i.test(plain); i++) plain = percentDecoded(plain);
  if (/^text=|^:~:text=/.test(plain)) return [];
  for (const run of plain.match(/[A-Za-z0-9+/_-]{12,}={0,2}/g)?.slice(0, 20) ?? []) {
    const inner = textOfRun(run);
    if (inner !== '') reasons.add('encoded-text');
    if (inner !== '' && seen.holds(inner)) reasons.add('conversation');
    if (inner === '' && isRandom(run)) reasons.add('long-run');
  }
  const free = where !== 'path' && where !== 'host';
  if (/[^\s@]{1,64}@[^\s@.]{1,63}\.[^\s@]{2,}/.test(plain) && !/^@/.test(plain)) reasons.add('personal-value');
  if (/(?:\d[ -]?){13,19}/.test(plain) && luhn(plain)) reasons.add('personal-value');
  const words = plain.match(/\p{L}{2,}/gu)?.length ?? 0;
  if (/\s/.test(plain.trim()) && words >= (free ? 8 : 12) && plain.length >= 48) reasons.add('sentence');
  if (seen.holds(plain, !free)) reasons.add('conversation');
  return [...reasons];
}

/** Random and of a length that no id of a video or a document has; ids in their usual forms are left out. */
function isRandom(run: string): boolean {
  if (run.length < 24 || /^[0-9a-f-]+$/i.test(run) || /^\d+$/.test(run)) return run.length > 72;
  // Slugs are words with hyphens.
  if (/^[a-z0-9]+(?:[-_][a-z0-9]+)+$/i.test(run) && entropy(run) < 4.2) return false;
  return entropy(run) >= 4;
}

/** An address inside a value, also one of a path (`/fetch/https://…`); '' when there is none. */
function nestedAddress(text: string): string {
  let plain = text;
  for (let i = 0; i < 3; i++) {
    const at = /(?:^|[^a-z])(https?:\/\/?[^\s]{3,})/i.exec(plain);
    if (at) return (at[1] ?? '').replace(/^(https?:\/)(?!\/)/i, '$1/');
    if (!/%[0-9a-f]{2}/i.test(plain)) break;
    plain = percentDecoded(plain);
  }
  const decoded = textOfRun(text.replace(/=+$/, ''));
  return /^https?:\/\/\S{3,}$/i.test(decoded) ? decoded : '';
}

function luhn(text: string): boolean {
  return (text.match(/\d(?:[ -]?\d){12,18}/g) ?? []).some((run) => {
    const digits = [...run.replace(/\D/g, '')].map(Number).reverse();
    const sum = digits.reduce((s, d, i) => s + (i % 2 === 0 ? d : d > 4 ? d * 2 - 9 : d * 2), 0);
    return sum % 10 === 0 && new Set(digits).size > 1;
  });
}

/** What was written before, to be found in addresses: exact values rather than topics, which honest addresses share. */
class Conversation {
  private readonly text: string;
  constructor(text: string) {
    this.text = squeezed(text.slice(-MAX_CONVERSATION));
  }

  /**
   * Whether a value stands in the conversation: one with a digit or an at sign, from 8 characters on, or any of 24 on.
   * Where an address is the conversation's own, its parts stand there too: `titles` asks for values that no title has.
   */
  holds(value: string, titles = false): boolean {
    if (this.text === '') return false;
    const wanted = squeezed(value);
    const telling = /[\d@]/.test(wanted) && wanted.length >= 8 && !/^\d{1,9}$/.test(wanted);
    if (!telling && (titles || wanted.length < 24)) return false;
    return this.text.includes(wanted);
  }
}

const squeezed = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.]+/gu, '')
    .replace(/\.+/g, '.');

/** Addresses of one host in one answer that spell something: this many that differ in a sign or two. */
const SPELT = 5;
/** The sign stands at the end, a file's ending behind it. */
const SPELT_TAIL = 24;

/**
 * The sign at the end of an address and, as a hash, all that stands around it: what `spells` compares. Of any length of
 * address, and in few bytes, so that what a padded address says is kept as well. '' for an address without such a sign.
 */
export function spelt(address: string): string {
  const hash = address.indexOf('#');
  const whole = (hash < 0 ? address : address.slice(0, hash)).replace(/\?$/, '');
  // The last piece of one or two signs, whatever stands around it: /a, /x/a.png, ?c=a.
  const tail = whole.slice(-SPELT_TAIL);
  const piece = /[/=._-]([\p{L}\p{N}]{1,2}|(?:%[0-9a-f]{2}){1,4})((?:\.[a-z0-9]{2,4})?)$/iu.exec(tail);
  if (!piece) return '';
  const before = whole.slice(0, whole.length - tail.length + piece.index + 1);
  return `${fnv1a(before, 0x811c9dc5)}${fnv1a(before, 0x9747b28c)}${piece[2]}|${piece[1]}`;
}

/** Whether addresses of one host, as `spelt` gives them, spell a text by their differences (one address a sign). */
export function spells(signs: readonly string[]): boolean {
  const shapes = new Map<string, Set<string>>();
  for (const one of signs.slice(0, 200)) {
    const at = one.lastIndexOf('|');
    if (at < 0) continue;
    const shape = one.slice(0, at);
    shapes.set(shape, (shapes.get(shape) ?? new Set()).add(one.slice(at + 1)));
  }
  // Pages of a list count up: digits alone are no letters.
  return [...shapes.values()].some((s) => s.size >= SPELT && [...s].filter((v) => !/^\d+$/.test(v)).length >= SPELT);
}

/** An address with its values shortened, for records: what it carries stays off the disk, its form does not. */
export function maskedAddress(address: string): string {
  const parts = addressParts(address);
  if (!parts) return '';
  const mask = (value: string): string => (value.length < 6 ? value : `${value.slice(0, 2)}…(${value.length})`);
  const path = parts.path
    .split('/')
    .map((s) => (s.length > 40 ? mask(s) : s))
    .join('/');
  const pairs = (parts.query ?? '')
    .split('&')
    .slice(0, 40)
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? mask(pair) : `${pair.slice(0, Math.min(at, 60))}=${mask(pair.slice(at + 1))}`;
    });
  const host = parts.host
    .split('.')
    .map((label) => (label.length > 24 ? mask(label) : label))
    .join('.');
  const query = parts.query === null ? '' : `?${pairs.join('&')}`;
  const fragment = parts.fragment === null ? '' : `#${mask(parts.fragment)}`;
  return `${parts.scheme}://${host}${path}${query}${fragment}`.slice(0, 1_000);
}

function fnv1a(text: string, offset: number): string {
  let hash = offset;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
