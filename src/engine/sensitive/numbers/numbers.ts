// Numbers that offices, banks and schemes hand out. One pass finds groups of letters and digits; neighbouring groups are put
// together and offered to the classes of that length. The work at each group is bounded, so the whole is linear.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { NumberClass } from '../data-class.ts';
import { span } from '../span.ts';
import { textBefore, textBehind, WordIndex } from '../word-search.ts';
import { CHECKS, type Check } from './checks.ts';
import { isPublished } from './published.ts';

interface Matcher {
  readonly source: NumberClass;
  readonly pattern: RegExp;
  readonly form: RegExp | null;
  readonly bareForm: RegExp | null;
  readonly check: Check | null;
}

export interface NumberSet {
  /** By number of letters and digits. */
  readonly byLength: ReadonlyMap<number, readonly Matcher[]>;
  readonly words: WordIndex<NumberClass>;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: boolean;
}

/** Longest value, and groups that one is made of. */
const MAX_LENGTH = 34;
const MAX_GROUPS = 10;
const LONG_RUN = 60;
/** How far from a value a word speaks for it. */
const BEFORE = 64;
const AFTER = 28;
/** Between groups of one value. */
const JOINS = /^(?:[ .\-/\u00a0\u2011\u2013]{1,2}| ?- ?| \/ ?|\(|: ?|\+)$/;
/** What numbers are called that are no person's: with one of these right in front a bare number is none. */
export const OTHER_NUMBER =
  /(?:\b(?:order|orders|invoice|tracking|parcel|shipment|ticket|case|issue|build|version|commit|sku|isbn|issn|ean|upc|gtin|asin|serial|batch|lot|part|item|article|product|model|ref|reference|transaction|txn|request|trace|span|session|event|job|run|pid|timestamp|epoch|unix|hash|checksum|uuid|guid|imei|iccid|coupon|voucher|booking|reservation|flight|po|rma|doi|pmid|arxiv|patent|port|error|code|size|length|count|offset|id|bestellung|bestellnummer|rechnung|rechnungsnummer|sendung|sendungsnummer|auftrag|auftragsnummer|artikel|artikelnummer|vorgang|kundennummer|commande|facture|colis|suivi|pedido|factura|envío|seguimiento|ordine|fattura|spedizione|encomenda|fatura|zamówienie|faktura|przesyłka|bestelling|factuur|заказ|счет-фактура|накладная|трек|sipariş|kargo)(?:[ _-]?(?:no|nr|num|number|id|#|code|ref|nummer|numéro|número|numero|номер))?\b\.?|订单|快递|发票|注文|追跡|주문|송장|#)[ \t]{0,2}[#:=№°.\-–"']{0,3}[ \t"']{0,2}$/u;

/** A list of articles' numbers: all of 13 digits, and some pass as a person's. */
const ARTICLES = /\b(?:gtin|ean|isbn|upc)\b/;

/** @throws SyntaxError for a pattern that is none; the tests of the catalogue find it */
export function compileNumbers(classes: readonly NumberClass[]): NumberSet {
  const byLength = new Map<number, Matcher[]>();
  const words = new WordIndex<NumberClass>();
  const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');
  for (const source of classes) {
    words.add(source.words, source);
    const matcher: Matcher = {
      source,
      pattern: whole(source.pattern),
      form: source.form === undefined ? null : whole(source.form),
      bareForm: source.bareForm === undefined ? null : whole(source.bareForm),
      check: source.check === undefined ? null : (CHECKS[source.check] ?? null),
    };
    for (let length = source.length[0]; length <= source.length[1]; length++)
      byLength.set(length, [...(byLength.get(length) ?? []), matcher]);
  }
  return { byLength, words };
}

/** Every such number. Linear. @param lower the text in lower case with the same offsets */
export function findNumbers(set: NumberSet, text: string, lower: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  for (const groups of runs(text)) {
    const nearby = new Nearby(set.words, lower, groups);
    // Numbers without end in one line are data; there a value is one group.
    const most = groups.length > LONG_RUN ? 1 : MAX_GROUPS;
    for (let first = 0; first < groups.length; first++) {
      let length = 0;
      let digits = false;
      for (let last = first; last < Math.min(groups.length, first + most); last++) {
        const { start, end, digits: has } = groups[last] as Group;
        length += end - start;
        digits ||= has;
        if (length > MAX_LENGTH) break;
        if (!digits || !set.byLength.has(length)) continue;
        const found = best(set.byLength.get(length) ?? [], text, lower, groups, first, last, nearby);
        if (found) out.push(found);
      }
    }
  }
  return out;
}

function best(
  matchers: readonly Matcher[],
  text: string,
  lower: string,
  groups: readonly Group[],
  first: number,
  last: number,
  nearby: Nearby,
): SensitiveSpan | null {
  const start = (groups[first] as Group).start;
  let end = (groups[last] as Group).end;
  // A closing bracket around the check digit belongs to it.
  if (text[end] === ')' && text.slice(start, end).includes('(')) end += 1;
  const raw = text
    .slice(start, end)
    .toUpperCase()
    .replace(/[\u00a0]/g, ' ')
    .replace(/[\u2011\u2013]/g, '-');
  const compact = raw.replace(/[^\p{L}\d]/gu, '');
  let chosen: SensitiveSpan | null = null;
  // Noughts and other fillings of a form.
  if (/^(\d)\1{5,}$/.test(compact)) return null;
  for (const { source, pattern, form, bareForm, check } of matchers) {
    if (!pattern.test(compact) || !(form ? form.test(raw) : PLAIN.test(raw))) continue;
    if (check && !check(compact)) continue;
    if (isPublished(compact)) return null;
    // What only a word makes a number of somebody's must stand as a word of its own, not in an address or a path.
    if ((!check || WEAK_CHECKS.has(source.check ?? '')) && !standsFree(text, start, end)) continue;
    const close = nearby.has(source, first, last);
    if (!close && !form && raw !== compact) continue;
    const attached = isAttached(text, groups, first, last, raw);
    if (/\d\.$/.test(text.slice(Math.max(0, start - 2), start))) continue;
    if (!close && ((attached && !source.attached) || (bareForm && !bareForm.test(raw)))) continue;
    const front = lower.slice(Math.max(0, start - 40), start);
    const other = !close && (OTHER_NUMBER.test(front) || ARTICLES.test(front));
    const confidence = close
      ? source.confidence[0]
      : other
        ? Math.min(0.3, source.confidence[1])
        : source.confidence[1];
    if (confidence === 0 || (chosen && chosen.confidence >= confidence)) continue;
    const why = `${source.id}: ${check ? 'check holds' : 'form'}${close ? ', word near' : ''}`;
    chosen = span(start, end, source.type, confidence, why);
  }
  return chosen;
}

/** Which classes have a word of theirs near a value; asked for once at every group. */
class Nearby {
  readonly #before: ReadonlySet<NumberClass>[] = [];
  readonly #after: ReadonlySet<NumberClass>[] = [];

  constructor(
    private readonly words: WordIndex<NumberClass>,
    private readonly lower: string,
    private readonly groups: readonly Group[],
  ) {}

  has(source: NumberClass, first: number, last: number): boolean {
    const { start } = this.groups[first] as Group;
    const { end } = this.groups[last] as Group;
    this.#before[first] ??= this.words.in(textBefore(this.lower, start, BEFORE));
    if (this.#before[first].has(source)) return true;
    this.#after[last] ??= this.words.in(textBehind(this.lower, end, AFTER));
    return this.#after[last].has(source);
  }
}

/** Without separators but spaces. */
const PLAIN = /^[\p{L}\d]+(?: [\p{L}\d]+)*$/u;
const WEAK_CHECKS = new Set([
  'withDigit',
  'withDigitAndMaybe731',
  'withDigitAndLetter',
  'rfcDate',
  'dateDMY6',
  'luhn',
  'mod1110',
]);

function standsFree(text: string, start: number, end: number): boolean {
  return (
    /^$|[\s"'`“„«([{:：=,;|>№#*º°\u0e00-\u0eff\u3000-\u9fff\uac00-\ud7a3]/u.test(text[start - 1] ?? '') &&
    !/:\/\/\S{0,80}$/.test(text.slice(Math.max(0, start - 90), start)) &&
    /^$|^[\s"'`”“»)\]},;:|<*!?]|^\.(?!\d|\w)|^[。、，；）」]|^[/–-](?![\p{L}\d])|^\\n/u.test(text.slice(end, end + 3))
  );
}

/** A number right beside in the same manner: the value would be a piece of a longer one. */
function isAttached(text: string, groups: readonly Group[], first: number, last: number, raw: string): boolean {
  const joinTo = (a: number, b: number): boolean => {
    const left = groups[a];
    const right = groups[b];
    const outer = a < first ? left : right;
    if (!left || !right || !outer?.digits || /^\d{1,2}$/.test(text.slice(outer.start, outer.end))) return false;
    const join = text.slice(left.end, right.start);
    if (join === '.') return true;
    return join.length === 1 && (join !== ' ' || raw.includes(' '));
  };
  return (
    joinTo(first - 1, first) ||
    joinTo(last, last + 1) ||
    /(?![\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7a3])[\p{L}\d_]/u.test(text[(groups[first] as Group).start - 1] ?? '')
  );
}

/** Latin letters, and the Greek capitals of identity cards. */
const isLetter = (code: number): boolean =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || (code >= 0x391 && code <= 0x3a9);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Groups that stand together: words with digits, and short words of capitals between or beside them. */
function* runs(text: string): Generator<Group[]> {
  let run: Group[] = [];
  for (const match of text.matchAll(/\d[A-Za-z0-9]{0,63}/g)) {
    let start = match.index;
    const end = start + match[0].length;
    while (start > 0 && end - start <= MAX_LENGTH && isLetter(text.charCodeAt(start - 1))) start -= 1;
    const before = run[run.length - 1];
    if (before && start < before.end) continue;
    // Longer words are hashes and the like.
    const fits = end - start <= MAX_LENGTH && !isLetter(text.charCodeAt(start - 1)) && !isDigit(text.charCodeAt(end));
    const between = before ? text.slice(before.end, Math.min(start, before.end + 8)) : '';
    const bridge = /^([ .-])([A-Z]{1,4})([ .-])$/.exec(between);
    if (before && fits && bridge && start - before.end <= 6) {
      const at = before.end + 1;
      run.push({ start: at, end: at + (bridge[2]?.length ?? 0), digits: false });
    } else if (before && (!fits || start - before.end > 3 || !JOINS.test(text.slice(before.end, start)))) {
      yield trailed(text, run);
      run = [];
    }
    if (!fits) continue;
    if (run.length === 0) {
      const lead = /(?:^|[^\p{L}\d])([\p{Lu}]{1,5})[ -]$/u.exec(text.slice(Math.max(0, start - 8), start));
      if (lead) run.push({ start: start - 1 - (lead[1]?.length ?? 0), end: start - 1, digits: false });
    }
    run.push({ start, end, digits: true });
  }
  if (run.length > 0) yield trailed(text, run);
}

/** With the letters that may end a value: `12345678-Z`. */
function trailed(text: string, run: Group[]): Group[] {
  const end = run[run.length - 1]?.end ?? 0;
  const tail = /^[ -]([A-Z]{1,2})(?![\p{L}\d])/u.exec(text.slice(end, end + 5));
  if (tail) run.push({ start: end + 1, end: end + 1 + (tail[1]?.length ?? 0), digits: false });
  return run;
}
