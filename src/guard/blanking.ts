// How each kind of carrier is emptied (N1–N5 of threats.md §4). Everything goes through the ledger, so that it can be undone.
import type { Carrier, Concealment } from '../model/observation.ts';
import { scan } from '../engine/scan.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { flagTail, isHonestJoiner, isInvisible } from '../engine/normalize/characters.ts';
import type { Ledger } from '../enforcement/ledger.ts';
import type { AttributeText } from '../sensors/attributes.ts';
import type { LinkText } from '../sensors/links.ts';
import type { PseudoText } from '../sensors/pseudo.ts';

/** Empties text nodes. Where only invisible characters carry the payload, the visible letters stay. */
export function blankText(ledger: Ledger, id: string, nodes: readonly Text[], concealment: Concealment | null): void {
  for (const node of nodes) {
    ledger.setData(id, node, concealment?.reason === 'invisible-characters' ? withoutInvisibles(node.data) : '');
  }
}

/** The text with every code point removed that has no glyph and no honest use where it stands. Linear. */
export function withoutInvisibles(text: string): string {
  let out = '';
  for (let i = 0; i < text.length;) {
    const cp = text.codePointAt(i) ?? 0;
    const size = (cp > 0xffff ? 2 : 1) + (cp === 0x1f3f4 ? flagTail(text, i + 2) : 0);
    const before = text.slice(Math.max(0, i - 2), i);
    if (!isInvisible(cp) || isHonestJoiner(cp, before, text.slice(i + size, i + size + 2)))
      out += text.slice(i, i + size);
    i += size;
  }
  return out;
}

/** Removes an attribute. `value` and `placeholder` are emptied, so that scripts that read them still find a string. */
export function blankAttribute(ledger: Ledger, id: string, { element, name, cleaned }: AttributeText): void {
  if (cleaned !== undefined) {
    ledger.setAttribute(id, element, name, cleaned);
    return;
  }
  const keep = name === 'value' || name === 'content' || name === 'class' || name === 'id';
  ledger.setAttribute(id, element, name, keep ? '' : null);
}

/** Comments and inert scripts. JSON keeps its shape: only the strings that steer are emptied. */
export function blankData(ledger: Ledger, id: string, carrier: Carrier, node: CharacterData, rules: RuleSet): void {
  if (carrier === 'structured-data') {
    const json = withoutSteering(node.data, rules);
    if (json !== null) {
      ledger.setData(id, node, json);
      return;
    }
  }
  ledger.setData(id, node, '');
}

/** Re-serialised JSON with steering strings emptied; null when the text is not JSON. Bounded in depth. */
export function withoutSteering(source: string, rules: RuleSet): string | null {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return null;
  }
  const clean = (v: unknown, depth: number): unknown => {
    if (typeof v === 'string') return v.length >= 12 && scan(rules, v, true).verdict.kind !== 'clean' ? '' : v;
    if (depth > 40 || v === null || typeof v !== 'object') return v;
    if (Array.isArray(v)) return v.map((x) => clean(x, depth + 1));
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, clean(x, depth + 1)]));
  };
  const out = JSON.stringify(clean(value, 0));
  return out === JSON.stringify(value) ? '' : out;
}

/** Shortens the address that readers see; a person's own click still opens the original. */
export function blankLink(ledger: Ledger, id: string, link: LinkText, signal: AbortSignal): void {
  const original = link.element.getAttribute(link.name) ?? '';
  ledger.setAttribute(id, link.element, link.name, link.cleaned);
  const open = (event: Event): void => {
    if (event.isTrusted && link.element.getAttribute(link.name) === link.cleaned) {
      link.element.setAttribute(link.name, original);
      setTimeout(() => link.element.setAttribute(link.name, link.cleaned), 0);
    }
  };
  for (const type of ['click', 'auxclick']) link.element.addEventListener(type, open, { capture: true, signal });
}

/** Takes generated text away: in the source of a <style> element where it stands there, else in the parsed rule. */
export function blankPseudo(ledger: Ledger, id: string, p: PseudoText): void {
  const owner = p.rule.parentStyleSheet?.ownerNode;
  if (owner instanceof HTMLStyleElement) {
    const raw = [...p.rule.style.content.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
      .map((m) => m[1] ?? '')
      .filter((t) => t.length >= 12);
    for (const node of owner.childNodes) {
      if (!(node instanceof Text)) continue;
      const without = raw.reduce((text, r) => text.replaceAll(r, ''), node.data);
      if (without !== node.data) {
        ledger.setData(id, node, without);
        return;
      }
    }
  }
  ledger.setDeclaration(id, p.rule.style, 'content', p.pseudo === '::marker' ? '""' : 'none');
}
