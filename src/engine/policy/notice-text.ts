// Words of the organisation by language: `de: …`, `pt-BR: …`, `*: …` for all others. They are shown as plain text beside
// Demarc's own words and are bounded.
import type { Result } from '../../model/result.ts';
import { err, ok } from '../../model/result.ts';
import { telling, type Telling } from '../../model/telling.ts';

/** UTF-16 units of one text. */
const MAX_NOTICE = 300;

/** An entry in its one written form, or why it is none. */
export function parseNotice(entry: string): Result<string, Telling> {
  const colon = entry.indexOf(':');
  const language = entry.slice(0, Math.max(0, colon)).trim();
  const text = entry.slice(colon + 1).trim();
  if (colon < 0 || !/^(?:\*|[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2})$/i.test(language))
    return err(telling('problemNoticeLanguage'));
  if (text === '') return err(telling('problemNoText'));
  if (text.length > MAX_NOTICE) return err(telling('problemLonger', MAX_NOTICE));
  if (/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(text)) return err(telling('problemUnshown'));
  return ok(`${language.toLowerCase().replace('_', '-')}: ${text}`);
}
