// Text that style sheets paint: content of ::before, ::after, ::marker, list markers given as strings, quotation marks,
// symbols of counter styles. Found through the sheets (a string in a declaration), not by asking every element; only
// sheets that the page lets scripts read are seen. A rule counts before an element matches it: a reader of the source
// gets it at once, and the element may come later.

import { sheetsOf } from './sheets.ts';
import { hiddenFarAbove } from './style-chain.ts';
import { isElement, isShadowRoot } from '../model/node-kinds.ts';

export interface PseudoText {
  /** First element it is painted for; where there is none yet, what holds the sheet. */
  readonly element: Element;
  /** `::before`, `::after` or `::marker`. */
  readonly pseudo: string;
  readonly value: string;
  /** The rule that paints it. Its `content` stands for the property that holds the text, whatever that is called. */
  readonly rule: PaintingRule;
}

export interface PaintingRule {
  readonly style: CSSStyleDeclaration;
  readonly parentStyleSheet: CSSStyleSheet | null;
}

/** A rule that may paint words, as long as the sheets are not changed. */
interface Suspect {
  readonly rule: PaintingRule;
  readonly selectors: readonly (readonly [selector: string, pseudo: string])[];
  /** What is written in it; '' when the words come from elsewhere, by attr() or var(). */
  readonly literal: string;
  /** Name of a counter style; '' for ordinary rules. */
  readonly counter: string;
  /** Name of an animation, if it is one. */
  readonly animation?: string;
}

const PSEUDO = /(.*?)::?(before|after|marker|scroll-marker|scroll-button\([^)]*\)|checkmark|picker-icon)\s*$/i;
const MIN_LENGTH = 12;
const MAX_RULES = 50_000;
/** Characters of a selector that is still worked out when it is nested. */
const MAX_SELECTOR = 500;
/** Elements asked per selector: whichever it is, the rule is the same. */
const MAX_ELEMENTS = 50;
/** Elements asked which counter style they use; only when a counter style is suspicious. */
const MAX_COUNTERS = 5_000;

type Test = (text: string) => boolean;

/** What the sheets of several trees hold; one for each pass, because shadow trees share sheets. */
export class SheetReader {
  private readonly known = new Map<CSSStyleSheet, readonly Suspect[]>();
  private budget = MAX_RULES;

  constructor(private readonly test: Test) {}

  /** Reports generated text of one tree that passes the test. */
  scan(root: Document | ShadowRoot, visit: (p: PseudoText) => void): void {
    for (const sheet of sheetsOf(root))
      for (const suspect of this.suspects(sheet)) this.look(root, sheet, suspect, visit);
    // List markers can be written into an element's own style.
    for (const element of root.querySelectorAll<HTMLElement>('[style*="list-style"]')) {
      const value = strings(element.style?.listStyleType ?? '');
      const rule = { style: named(element.style, 'list-style-type'), parentStyleSheet: null };
      if (value.length >= MIN_LENGTH && this.test(value)) visit({ element, pseudo: '::marker', value, rule });
    }
  }

  private suspects(sheet: CSSStyleSheet): readonly Suspect[] {
    const known = this.known.get(sheet);
    if (known) return known;
    const out: Suspect[] = [];
    const read = (rules: CSSRuleList): void => {
      for (const rule of rules) {
        if (this.budget-- <= 0) return;
        if (rule instanceof CSSStyleRule || isBare(rule)) this.readRule(rule, out);
        else if (rule instanceof CSSCounterStyleRule) this.readCounter(rule, out);
        else if (rule instanceof CSSKeyframesRule) this.readAnimation(rule, out);
        else if (rule instanceof CSSImportRule && rule.styleSheet) read(rule.styleSheet.cssRules);
        const inside = (rule as CSSRule & { cssRules?: CSSRuleList }).cssRules;
        if (inside && inside.length > 0) read(inside);
      }
    };
    try {
      read(sheet.cssRules);
    } catch {
      // A sheet of another origin.
    }
    this.known.set(sheet, out);
    return out;
  }

  private readRule(rule: CSSStyleRule | CSSNestedDeclarations, out: Suspect[]): void {
    for (const [property, value] of [
      ['content', rule.style.content],
      ['list-style-type', rule.style.listStyleType],
      ['quotes', rule.style.quotes],
    ] as const) {
      if (value.length < MIN_LENGTH - 4 || !/["'(]/.test(value)) continue;
      const literal = strings(value);
      const suspicious = literal.length >= MIN_LENGTH && this.test(literal);
      if (!suspicious && !/\b(?:attr|var)\(/.test(value)) continue;
      const selector = selectorOf(rule);
      const selectors = property === 'content' ? generated(selector) : ([[selector, '::marker']] as const);
      const style = property === 'content' ? rule.style : named(rule.style, property);
      const painting = { style, parentStyleSheet: rule.parentStyleSheet };
      // What no element paints, such as the words for a picture, readers of the source get all the same.
      if (selectors.length > 0 || suspicious)
        out.push({ rule: painting, selectors, literal: suspicious ? literal : '', counter: '' });
    }
  }

  /** Text that an animation paints, step by step. */
  private readAnimation(animation: CSSKeyframesRule, out: Suspect[]): void {
    for (const step of animation.cssRules) {
      if (!(step instanceof CSSKeyframeRule) || this.budget-- <= 0) continue;
      const literal = strings(step.style.content);
      if (literal.length < MIN_LENGTH || !this.test(literal)) continue;
      const painting = { style: named(step.style, 'content'), parentStyleSheet: animation.parentStyleSheet };
      out.push({ rule: painting, selectors: [], literal, counter: '', animation: animation.name });
    }
  }

  private readCounter(rule: CSSCounterStyleRule, out: Suspect[]): void {
    for (const property of ['symbols', 'additiveSymbols', 'prefix', 'suffix', 'negative', 'pad'] as const) {
      const literal = strings(rule[property]);
      if (literal.length < MIN_LENGTH || !this.test(literal)) continue;
      const style = descriptor(rule, property);
      const painting = { style, parentStyleSheet: rule.parentStyleSheet };
      out.push({ rule: painting, selectors: [], literal, counter: rule.name });
    }
  }

  private look(root: Document | ShadowRoot, sheet: CSSStyleSheet, s: Suspect, visit: (p: PseudoText) => void): void {
    const { rule, literal } = s;
    const holder = isElement(sheet.ownerNode) ? sheet.ownerNode : document.head;
    if (s.counter !== '') {
      const uses = (e: Element): boolean => !hiddenFarAbove(e) && getComputedStyle(e).listStyleType === s.counter;
      const element = [...root.querySelectorAll('*')].slice(0, MAX_COUNTERS).find(uses) ?? holder;
      visit({ element, pseudo: '::marker', value: literal, rule });
      return;
    }
    let painted = false;
    for (const { animationName, effect } of s.animation === undefined ? [] : animationsOf(root)) {
      if (animationName !== s.animation || !effect?.target) continue;
      painted = true;
      visit({ element: effect.target, pseudo: effect.pseudoElement ?? '::before', value: literal, rule });
    }
    for (const [selector, pseudo] of s.selectors) {
      for (const element of matching(root, selector)) {
        // The computed value has attr() and var() resolved; strings are quoted.
        const value = literal || (hiddenFarAbove(element) ? '' : strings(getComputedStyle(element, pseudo).content));
        if (value.length < MIN_LENGTH || (literal === '' && !this.test(value))) continue;
        painted = true;
        visit({ element, pseudo, value, rule });
      }
    }
    const [, pseudo = '::before'] = s.selectors[0] ?? [];
    if (!painted && literal !== '') visit({ element: holder, pseudo, value: literal, rule });
  }
}

/** Generated text of one tree that passes the test, with the elements it is painted for. */
export function scanPseudo(root: Document | ShadowRoot, test: Test, visit: (p: PseudoText) => void): void {
  new SheetReader(test).scan(root, visit);
}

interface Animating {
  readonly animationName?: string;
  readonly effect: { readonly target: Element | null; readonly pseudoElement: string | null } | null;
}

/** Animations that style sheets have started in a tree. */
const animationsOf = (root: Document | ShadowRoot): readonly Animating[] =>
  root.getAnimations().slice(0, MAX_ELEMENTS) as unknown as readonly Animating[];

/** The quoted strings of a value, joined, escapes resolved. */
function strings(value: string): string {
  return [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((s) => (s[1] ?? '').replace(/\\(.)/g, '$1')).join('');
}

/** Declarations that stand in a nested at-rule belong to the style rule around it. */
const isBare = (rule: CSSRule): rule is CSSNestedDeclarations =>
  typeof CSSNestedDeclarations !== 'undefined' && rule instanceof CSSNestedDeclarations;

/** A rule's selectors, those of a nested one complete (CSS nesting 1 §3). Long ones are left as they are: they grow with each level. */
function selectorOf(rule: CSSRule): string {
  let within = '';
  const chain: string[] = [];
  for (let r: CSSRule | null = rule; r; r = r.parentRule) if (r instanceof CSSStyleRule) chain.unshift(r.selectorText);
  for (const own of chain) {
    if (within.length > MAX_SELECTOR || own.length > MAX_SELECTOR) return own;
    const around = `:is(${within})`;
    const whole = (part: string): string => (part.includes('&') ? part.replaceAll('&', around) : `${around} ${part}`);
    within = within === '' ? own : parts(own).map(whole).join(', ');
  }
  return within;
}

/** The selectors of a list; commas within brackets do not part them. */
function parts(selectorText: string): string[] {
  const out: string[] = [''];
  let depth = 0;
  for (const char of selectorText) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    if (char === ',' && depth === 0) out.push('');
    else out[out.length - 1] += char;
  }
  return out.map((part) => part.trim());
}

function generated(selectorText: string): [string, string][] {
  const out: [string, string][] = [];
  for (const part of parts(selectorText)) {
    const m = PSEUDO.exec(part);
    if (m) out.push([(m[1] ?? '').trim() || '*', `::${(m[2] ?? '').toLowerCase()}`]);
  }
  return out;
}

function matching(root: Document | ShadowRoot, selector: string): Element[] {
  try {
    const all = [...root.querySelectorAll(selector)];
    if (isShadowRoot(root) && selector.includes(':host')) all.push(root.host);
    return all.slice(0, MAX_ELEMENTS);
  } catch {
    return [];
  }
}

/** A declaration in which `content` means another property, so that whoever empties it need not know which. */
function named(style: CSSStyleDeclaration, property: string): CSSStyleDeclaration {
  return {
    get content() {
      return style.getPropertyValue(property);
    },
    getPropertyValue: () => style.getPropertyValue(property),
    getPropertyPriority: () => style.getPropertyPriority(property),
    setProperty: (_name: string, value: string, priority = '') =>
      style.setProperty(
        property,
        property === 'quotes' && value !== 'none' ? value.replace(/^""$/, 'none') : value,
        // Steps of an animation take no priority.
        property === 'content' ? '' : priority,
      ),
  } as unknown as CSSStyleDeclaration;
}

/** The same for a descriptor of a counter style, which has no declaration block. */
function descriptor(
  rule: CSSCounterStyleRule,
  name: 'symbols' | 'additiveSymbols' | 'prefix' | 'suffix' | 'negative' | 'pad',
): CSSStyleDeclaration {
  return {
    get content() {
      return rule[name];
    },
    getPropertyValue: () => rule[name],
    getPropertyPriority: () => '',
    setProperty: (_name: string, value: string) => {
      rule[name] =
        value === '""' && name === 'additiveSymbols' ? '0 ""' : value === '""' && name === 'pad' ? '0 ""' : value;
    },
  } as unknown as CSSStyleDeclaration;
}
