// Text that style sheets paint: content of ::before, ::after, ::marker. Found through the sheets (a string in a
// declaration), not by asking every element; only sheets the page lets scripts read are seen.

import { sheetsOf } from './sheets.ts';

export interface PseudoText {
  readonly element: Element;
  /** `::before`, `::after` or `::marker`. */
  readonly pseudo: string;
  readonly value: string;
  /** The style rule that paints it. */
  readonly rule: CSSStyleRule;
}

const PSEUDO = /(.*?)::?(before|after|marker)\s*$/i;
const MAX_RULES = 5_000;

/** Rules of the sheets of `root` whose generated text passes the test, with the first element each applies to. */
export function scanPseudo(
  root: Document | ShadowRoot,
  test: (text: string) => boolean,
  visit: (p: PseudoText) => void,
): void {
  let budget = MAX_RULES;
  const read = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (budget-- <= 0) return;
      if (rule instanceof CSSStyleRule) visitRule(root, rule, test, visit);
      const nested = (rule as CSSRule & { cssRules?: CSSRuleList }).cssRules;
      if (nested && nested.length > 0) read(nested);
    }
  };
  for (const sheet of sheetsOf(root)) {
    try {
      read(sheet.cssRules);
    } catch {
      continue; // a sheet of another origin
    }
  }
}

function visitRule(
  root: Document | ShadowRoot,
  rule: CSSStyleRule,
  test: (text: string) => boolean,
  visit: (p: PseudoText) => void,
): void {
  const content = rule.style.content;
  if (content.length < 12 || !/["'(]/.test(content)) return;
  for (const part of rule.selectorText.split(',')) {
    const m = PSEUDO.exec(part.trim());
    if (!m) continue;
    const selector = (m[1] ?? '').trim() || '*';
    const pseudo = `::${(m[2] ?? '').toLowerCase()}`;
    let elements: NodeListOf<Element>;
    try {
      elements = root.querySelectorAll(selector);
    } catch {
      continue;
    }
    for (const element of [...elements].slice(0, 50)) {
      // The computed value has attr() and counters resolved in part; strings are quoted.
      const computed = getComputedStyle(element, pseudo).content;
      const value = [...computed.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
        .map((s) => (s[1] ?? '').replace(/\\(.)/g, '$1'))
        .join('');
      if (value.length >= 12 && test(value)) visit({ element, pseudo, value, rule });
    }
  }
}
