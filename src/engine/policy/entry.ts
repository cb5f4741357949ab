// The written form that rules and exceptions share: `[heads:] word field=value[,value] field="words of people"`. Read by hand,
// character by character, in linear time: entries come from people and administrators, and nothing of them becomes a regex.
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';

/** An entry in its parts. Nothing in it has been checked against lists of known words. */
export interface EntryParts {
  /** What stands in front of the colon; empty: nothing. */
  readonly heads: readonly string[];
  /** Words that are no fields. */
  readonly words: readonly string[];
  /** Field → what stands behind its sign, quotes taken away. Each at most once. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Characters that would reorder or break the line in which an entry is shown. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Takes an entry apart, or says why that is not possible. */
export function entryParts(text: string): Result<EntryParts, Telling> {
  if (UNSHOWN.test(text)) return err(telling('problemUnshown'));
  const tokens = tokensOf(text);
  if (!tokens.ok) return tokens;
  const heads: string[] = [];
  const words: string[] = [];
  const fields = new Map<string, string>();
  let rest = tokens.value;
  const colon = rest.findIndex((token) => token.endsWith(':') && !token.includes('='));
  if (colon >= 0) {
    heads.push(
      ...listOf(
        rest
          .slice(0, colon + 1)
          .join(' ')
          .slice(0, -1),
      ),
    );
    rest = rest.slice(colon + 1);
    if (heads.length === 0) return err(telling('problemNoHead'));
  }
  for (const token of rest) {
    const sign = token.indexOf('=');
    if (sign < 0) {
      words.push(token);
      continue;
    }
    const name = token.slice(0, sign);
    if (fields.has(name)) return err(telling('problemTwice', name.slice(0, 40)));
    fields.set(name, token.slice(sign + 1));
  }
  return ok({ heads, words, fields });
}

/** Values of a field, without doubles and blanks. */
export const listOf = (value: string): string[] => [
  ...new Set(
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
];

/** A value as it is written: in quotes where it has blanks. */
export const quoted = (value: string): string => (/[\s=:,]/.test(value) ? `"${value}"` : value);

/** Words apart at blanks; what stands in quotes stays together, and the quotes are taken away. */
function tokensOf(text: string): Result<readonly string[], Telling> {
  const tokens: string[] = [];
  let token = '';
  let inside = false;
  let any = false;
  for (const char of text.trim()) {
    if (char === '"') {
      inside = !inside;
      any = true;
    } else if (!inside && /\s/.test(char)) {
      if (any) tokens.push(token);
      token = '';
      any = false;
    } else {
      token += char;
      any = true;
    }
  }
  if (inside) return err(telling('problemQuote'));
  if (any) tokens.push(token);
  return ok(tokens);
}
