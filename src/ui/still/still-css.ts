// Style for a still page: parsed by the browser, then stripped of whatever loads, moves or multiplies. Works on sheets and
// declarations that are in no document yet, so nothing is fetched while it looks.

/** Characters of all sheets of one page together, and rules. */
export const MAX_SHEETS = 200_000;
const MAX_RULES = 3_000;
const MAX_DECLARATION = 1_000;
const MAX_SELECTOR = 2_000;

/** Anything that names a resource, and a backslash, by which a name can be written so that this does not see it. */
const LOADS = /url\s*\(|src\s*\(|image-set\s*\(|image\s*\(|cross-fade\s*\(|element\s*\(|paint\s*\(|\\/i;
/** Tracks by the thousand, and sums of sums, cost more than they show. */
const MULTIPLIES = /repeat\(\s*\d{4,}|(?:var\([^)]*\).*){9}/i;
/** What changes by itself, asks for a thread or a pointer of its own, or reaches out of the page. */
const MOVES =
  /^(?:-webkit-|-moz-)?(?:animation|transition|view-transition|scroll-timeline|view-timeline|offset|behavior|binding|will-change|cursor)/;

const allowed = (name: string, value: string): boolean =>
  value.length <= MAX_DECLARATION && !MOVES.test(name) && !LOADS.test(value) && !MULTIPLIES.test(value);

/** Removes what must not stand in a block of declarations. */
function scrub(style: CSSStyleDeclaration): void {
  for (const name of [...style]) if (!allowed(name, style.getPropertyValue(name))) style.removeProperty(name);
  // Shorthands that hold a variable are listed by their long names, with empty values: what they say is only in the text.
  if (LOADS.test(style.cssText) || style.cssText.length > MAX_DECLARATION * 20) style.cssText = '';
}

/**
 * Gives an element what a `style` attribute says, through the object model: a page without inline style allows that.
 * @param scratch an element of a document that is never shown, in which the text is parsed first
 */
export function styleStill(scratch: HTMLElement, text: string, target: ElementCSSInlineStyle): void {
  scratch.style.cssText = text.slice(0, MAX_DECLARATION * 10);
  scrub(scratch.style);
  if (scratch.style.length > 0) target.style.cssText = scratch.style.cssText;
}

/** Rules that hold rules, by the names that objects give themselves. */
const GROUPS = new Set(['CSSMediaRule', 'CSSSupportsRule', 'CSSLayerBlockRule', 'CSSContainerRule', 'CSSScopeRule']);

interface Group {
  readonly cssRules: CSSRuleList;
  deleteRule(index: number): void;
}

/** A rule's own kind: constructors are of another realm here. */
const kindOf = (rule: CSSRule): string => (rule as unknown as Record<symbol, string>)[Symbol.toStringTag] ?? '';

/** A style sheet stripped in place; what is no style rule or a group of them goes. @param room rules that may stay */
function scrubRules(group: Group, room: { left: number }): void {
  for (let i = group.cssRules.length - 1; i >= 0; i--) {
    const rule = group.cssRules[i] as CSSRule & Partial<Group> & Partial<CSSStyleRule>;
    const kind = kindOf(rule);
    const styles = kind === 'CSSStyleRule' || kind === 'CSSNestedDeclarations';
    const selector = rule.selectorText ?? '';
    // A question about all descendants, asked of every element, is the one selector whose cost has no bound.
    const costly = selector.length > MAX_SELECTOR || /:has\(/i.test(selector);
    if ((!styles && !GROUPS.has(kind)) || costly || room.left <= 0) {
      group.deleteRule(i);
      continue;
    }
    room.left--;
    if (rule.style) scrub(rule.style);
    if (rule.cssRules) scrubRules(rule as unknown as Group, room);
  }
}

/**
 * Sheets of a page for one of its trees. Never throws: a sheet that a browser cannot read is no sheet.
 * @param view window of the frame: a sheet belongs to the document whose window made it
 */
export function sheetsFor(
  view: Window & typeof globalThis,
  texts: readonly { readonly css: string; readonly media: string }[],
  room: { left: number; rules: number },
): CSSStyleSheet[] {
  const out: CSSStyleSheet[] = [];
  for (const { css, media } of texts) {
    const text = css.slice(0, room.left);
    room.left -= text.length;
    if (text === '') continue;
    try {
      const sheet = new view.CSSStyleSheet({ media });
      sheet.replaceSync(text);
      const rules = { left: room.rules };
      scrubRules(sheet, rules);
      room.rules = rules.left;
      out.push(sheet);
    } catch {
      continue;
    }
  }
  return out;
}

/** Room for the sheets of one page. */
export const roomForSheets = (): { left: number; rules: number } => ({ left: MAX_SHEETS, rules: MAX_RULES });
