// What is put in the place of an attribute that steers. Most become empty: that keeps the order of attributes, scripts
// that read them still find a string, and accessible names fall back. References and states go on meaning the same.
import { sheetsOf } from '../sensors/sheets.ts';
import { bare } from '../model/bare.ts';
import { isRendered } from '../model/node-kinds.ts';

/** One id, or the reference to one: both become the same new word, so that they still find each other. */
const ONE_ID = new Set(['id', 'for', 'form', 'list', 'name', 'popovertarget', 'commandfor']);
/** Lists of ids; ids that are there stay. */
const ID_LISTS =
  /^(?:headers|itemref|aria-(?:labelledby|describedby|controls|owns|flowto|details|errormessage|activedescendant))$/;
/** Here an empty value means something of its own; any unknown word means what an unknown sentence means. */
const STATES = new Set(['contenteditable', 'spellcheck', 'translate', 'popover', 'media', 'writingsuggestions']);

const MAX_SHEET_RULES = 20_000;

/** The value an attribute gets instead. */
export function harmless(element: Element, name: string, value: string): string {
  if (ONE_ID.has(name)) return wordFor(value);
  if (STATES.has(name)) return '-';
  if (name === 'class') return listOf(value, classesOfSheets(element));
  if (!ID_LISTS.test(name)) return '';
  const root = bare(element).getRootNode() as Partial<NonElementParentNode>;
  return listOf(value, { has: (id: string) => Boolean(root.getElementById?.(id)) });
}

/** The same word for the same text (FNV-1a): what was equal stays equal. */
function wordFor(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return `d-${hash.toString(36)}-${text.length.toString(36)}`;
}

/** Words of a list that mean something, in an order that says nothing: both kinds of list are sets. */
function listOf(value: string, used: { has(word: string): boolean }): string {
  const list = [...new Set(value.split(/\s+/))].filter((word) => word !== '' && used.has(word));
  return list.sort().join(' ');
}

/** Class names that a readable sheet of this tree speaks of. */
function classesOfSheets(element: Element): ReadonlySet<string> {
  const out = new Set<string>();
  const root = bare(element).getRootNode();
  if (!isRendered(root)) return out;
  let budget = MAX_SHEET_RULES;
  const read = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (budget-- <= 0) return;
      if (rule instanceof CSSStyleRule)
        for (const [, name] of rule.selectorText.matchAll(/\.((?:[\w-]|[^\0-\x7f]|\\.)+)/g))
          out.add((name ?? '').replace(/\\(.)/g, '$1'));
      const nested = (rule as CSSRule & { cssRules?: CSSRuleList }).cssRules;
      if (nested) read(nested);
    }
  };
  for (const sheet of sheetsOf(root)) {
    try {
      read(sheet.cssRules);
    } catch {
      continue; // a sheet of another origin
    }
  }
  return out;
}
