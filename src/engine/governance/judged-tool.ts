// The words of a tool that a page offers, as one text to be judged, and what changed between two looks at the tools of a page.
// All of it is the page's choice; bounded in size and depth. Pure and total.
import type { PageTool, ToolEvent } from '../../model/page-api.ts';

const MAX_TEXT = 10_000;
const MAX_STRINGS = 400;
const MAX_DEPTH = 10;

/** Everything of a tool that an agent reads as words. */
export function wordsOf({ name, description, schema }: PageTool): string {
  return [name, description, ...schemaWords(schema)]
    .filter((part) => part !== '')
    .join('\n')
    .slice(0, MAX_TEXT);
}

/** Titles, descriptions, names and values of a schema; the schema itself where it is no JSON. */
function schemaWords(schema: string): readonly string[] {
  const words: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (words.length >= MAX_STRINGS || depth > MAX_DEPTH) return;
    if (typeof value === 'string') {
      // Types and formats are single words of the language of schemas.
      if (/\s|[^\x00-\x7f]|^.{30}/.test(value)) words.push(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (/\s|^.{40}/.test(key)) words.push(key);
        walk(inner, depth + 1);
      }
    }
  };
  try {
    walk(JSON.parse(schema), 0);
    return words;
  } catch {
    return [schema];
  }
}

/** What came, changed and went. @param now milliseconds since the epoch */
export function toolEvents(before: readonly PageTool[], after: readonly PageTool[], now: number): readonly ToolEvent[] {
  const [had, has] = [new Map(before.map((t) => [t.name, t])), new Map(after.map((t) => [t.name, t]))];
  const events: ToolEvent[] = [];
  for (const [name, tool] of has) {
    const old = had.get(name);
    if (!old) events.push({ time: now, name, change: 'came' });
    else if (!sameTool(old, tool)) events.push({ time: now, name, change: 'changed' });
  }
  for (const name of had.keys()) if (!has.has(name)) events.push({ time: now, name, change: 'went' });
  return events;
}

/** Whether two tools of a name say and promise the same. */
export const sameTool = (a: PageTool, b: PageTool): boolean =>
  a.description === b.description &&
  a.schema === b.schema &&
  a.readOnly === b.readOnly &&
  a.submitsItself === b.submitsItself;
