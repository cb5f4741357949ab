// Tokens that services hand out, by their form: an anchor finds the place, the class decides there. The work at each anchor
// is bounded, and anchors are looked for in long words only, so that prose costs one pass.
import type { SensitiveSpan } from '../../../model/sensitive.ts';
import type { TokenClass } from '../data-class.ts';
import { isPlaceholder, variety } from '../placeholder.ts';
import { span } from '../span.ts';

/** What may stand in a token or in an address that is one, and how long the shortest are. */
const LONG_WORD = /[!#$%&*+\-./0-9:=?@A-Z^_a-z|~]{14,}/g;
/** Read behind an anchor. */
const MAX_TOKEN = 2_000;
/** Different characters that the part behind the anchor has at least. */
const MIN_VARIETY = 6;

interface Matcher {
  readonly source: TokenClass;
  readonly pattern: RegExp;
}

export interface TokenSet {
  readonly starts: RegExp;
  readonly inside: RegExp;
  /** By shortest anchor. */
  readonly at: ReadonlyMap<string, readonly Matcher[]>;
}

const escape = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** @throws SyntaxError for a pattern that is none; the tests of the catalogue find it */
export function compileTokens(classes: readonly TokenClass[]): TokenSet {
  const at = new Map<string, Matcher[]>();
  const expression = (led: boolean, before: string): RegExp => {
    const chosen = classes.filter((c) => (c.lead ?? 0) > 0 === led);
    const anchors = [...new Set(chosen.flatMap((c) => c.anchors))].sort((a, b) => a.length - b.length);
    const shortest = anchors.filter((a, i) => !anchors.slice(0, i).some((shorter) => a.startsWith(shorter)));
    for (const anchor of shortest) {
      const matchers = chosen
        .filter((c) => c.anchors.some((a) => a.startsWith(anchor)))
        .map((c) => ({ source: c, pattern: new RegExp(c.pattern, led ? 'g' : 'y') }));
      at.set(`${led ? '>' : '^'}${anchor}`, matchers);
    }
    return new RegExp(`${before}(?:${shortest.map(escape).join('|') || '(?!)'})`, 'g');
  };
  return { starts: expression(false, '(?<![A-Za-z0-9])'), inside: expression(true, ''), at };
}

/** Every token in the text. Linear. */
export function findTokens(set: TokenSet, text: string): SensitiveSpan[] {
  const out: SensitiveSpan[] = [];
  for (const word of text.matchAll(LONG_WORD)) {
    collect(set.starts, '^', set, word[0], word.index, out);
    collect(set.inside, '>', set, word[0], word.index, out);
  }
  return out;
}

function collect(
  anchors: RegExp,
  mark: string,
  set: TokenSet,
  word: string,
  offset: number,
  out: SensitiveSpan[],
): void {
  anchors.lastIndex = 0;
  for (let hit = anchors.exec(word); hit; hit = anchors.exec(word)) {
    const { index } = hit;
    for (const { source, pattern } of set.at.get(mark + hit[0]) ?? []) {
      if (!source.anchors.some((anchor) => word.startsWith(anchor, index))) continue;
      const led = source.lead ?? 0;
      const from = led > 0 ? Math.max(0, index - led) : 0;
      const piece = led > 0 ? word.slice(from, index + MAX_TOKEN) : word;
      pattern.lastIndex = led > 0 ? 0 : index;
      for (let match = pattern.exec(piece); match; match = mark === '>' ? pattern.exec(piece) : null) {
        const start = from + match.index;
        const end = start + match[0].length;
        if (start > index || match[0].length === 0) break;
        if (end <= index || !standsAlone(word, start, end) || isFiller(match[0], source)) continue;
        out.push(span(offset + start, offset + end, source.type, source.confidence, source.id));
        break;
      }
    }
    // An anchor may begin inside another one.
    anchors.lastIndex = index + 1;
  }
}

/** Neither the middle of a longer word nor cut short: `…`, `####` behind it stand for the rest. */
function standsAlone(word: string, start: number, end: number): boolean {
  if (/[A-Za-z0-9]/.test(word[start - 1] ?? '') || /[A-Za-z0-9]/.test(word[end] ?? '')) return false;
  return !/^[-_]?(?:[#*•]{3}|\.{3}|x{4})/i.test(word.slice(end, end + 6));
}

/** A form filled with nothing. */
function isFiller(value: string, source: TokenClass): boolean {
  const anchor = source.anchors.find((a) => value.startsWith(a)) ?? '';
  const own = value.slice(anchor.length);
  if (isPlaceholder(own)) return true;
  if (source.type === 'secret.webhook') return false;
  // Made by chance, a value has digits or letters of both cases; words joined by hyphens or one case alone are a name.
  const parts = own.split(/[^A-Za-z0-9]+/);
  const words = parts.every((p) => /^(?:[A-Z]?[a-z]{1,14}|[A-Z]{1,14}|[a-z]{2,20}(?:[A-Z][a-z]{2,20})+)$/.test(p));
  // A form of capitals has none of the other case.
  const oneCase =
    /a-z|\\w/.test(source.pattern) && !/\d/.test(own) && (own === own.toLowerCase() || own === own.toUpperCase());
  return variety(own) < MIN_VARIETY || oneCase || (words && own.length < 60);
}
