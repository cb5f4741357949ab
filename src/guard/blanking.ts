// How each kind of carrier is emptied (N1–N5 of threats.md §4). Everything goes through the ledger, so that it can be undone.
// A carrier is emptied only while it still holds what was judged: the page goes on between judging and writing.
import type { Carrier, Concealment } from '../model/observation.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { flagTail, isHonestJoiner, isInvisible } from '../engine/normalize/characters.ts';
import type { Ledger } from '../enforcement/ledger.ts';
import type { AttributeText } from '../sensors/attributes.ts';
import type { LinkText } from '../sensors/links.ts';
import type { PaintingRule, PseudoText } from '../sensors/pseudo.ts';
import type { CueText } from '../sensors/tracks.ts';
import { harmless } from './attribute-words.ts';
import { withoutSteering } from './json-words.ts';
import { bare } from '../model/bare.ts';
import { isHtml, isText } from '../model/node-kinds.ts';

/** Empties text nodes. Where only invisible characters carry the payload, the visible letters stay. */
export function blankText(ledger: Ledger, id: string, nodes: readonly Text[], concealment: Concealment | null): void {
  for (const node of nodes) {
    ledger.setData(id, node, concealment?.reason === 'invisible-characters' ? withoutInvisibles(node.data) : '');
  }
}

/** Takes a part out of a text that several nodes make up. */
export function blankSpan(
  ledger: Ledger,
  id: string,
  nodes: readonly Text[],
  [from, to]: readonly [number, number],
): void {
  let at = 0;
  for (const node of nodes) {
    const { data } = node;
    const [a, b] = [Math.max(0, from - at), Math.min(data.length, to - at)];
    if (a < b) ledger.setData(id, node, data.slice(0, a) + data.slice(b));
    at += data.length;
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

/** Takes the words out of an attribute. */
export function blankAttribute(ledger: Ledger, id: string, { element, name, value, cleaned }: AttributeText): void {
  if (cleaned !== undefined) ledger.setAttribute(id, element, name, cleaned);
  else if (bare(element).getAttribute(name) === value)
    ledger.setAttribute(id, element, name, harmless(element, name, value));
}

/** Empties what a form control holds. */
export function blankValue(
  ledger: Ledger,
  id: string,
  element: HTMLInputElement | HTMLTextAreaElement,
  value: string,
): void {
  if (element.value === value) ledger.clearValue(id, element);
}

/** Comments and inert scripts. JSON keeps its shape: only the strings that steer are emptied. */
export function blankData(ledger: Ledger, id: string, carrier: Carrier, node: CharacterData, rules: RuleSet): void {
  const json = carrier === 'structured-data' ? withoutSteering(node.data, rules) : null;
  ledger.setData(id, node, json ?? '');
}

const shortened = new WeakSet<Element>();

/**
 * Shortens the address that readers see. A person's own click, of whatever button or key, their menu and their dragging
 * still get the original; clicks that a script makes do not.
 */
export function blankLink(ledger: Ledger, id: string, link: LinkText, signal: AbortSignal): void {
  const { element, name, cleaned } = link;
  ledger.setAttribute(id, element, name, cleaned);
  if (shortened.has(element)) return;
  shortened.add(element);
  const lend = (event: Event): void => {
    if (event.isTrusted) ledger.lend(element, name);
  };
  for (const type of ['click', 'auxclick', 'contextmenu'])
    element.addEventListener(type, lend, { capture: true, signal });
  const drag = (event: Event): void => {
    const original = ledger.original(element, name);
    const data = (event as DragEvent).dataTransfer;
    if (!event.isTrusted || original === null || !data?.types.includes('text/uri-list')) return;
    // The browser has filled in the address before anybody is told of the dragging.
    const address = new URL(original, element.baseURI).href;
    for (const type of ['text/uri-list', 'text/plain']) data.setData(type, address);
  };
  element.addEventListener('dragstart', drag, { capture: true, signal });
}

/** Takes generated text away: in the source of a <style> element where it stands there, else in the parsed rule. */
export function blankPseudo(ledger: Ledger, id: string, p: PseudoText): void {
  if (blankSource(ledger, id, p.rule, p.rule.style.content)) return;
  ledger.setDeclaration(id, p.rule.style, 'content', p.pseudo === '::marker' ? '""' : 'none');
}

/** One caption of a video. */
export function blankCue(ledger: Ledger, id: string, { cue, value }: CueText): void {
  if (cue.text === value) ledger.setProperty(id, cue, 'text', '');
}

/**
 * Empties quoted strings of a rule in the source of its <style> element, where readers of the source see them too. Only
 * where source and parsed sheet say the same: writing the source throws away what scripts have added to the sheet.
 */
function blankSource(ledger: Ledger, id: string, rule: PaintingRule, value: string): boolean {
  const sheet = rule.parentStyleSheet;
  const owner = sheet?.ownerNode;
  if (!sheet || !isHtml(owner, 'style') || !saysItsSource(sheet, owner)) return false;
  const long = new Set(stringsOf(value).filter((t) => t.length >= 12));
  for (const node of owner.childNodes) {
    if (!isText(node)) continue;
    const without = node.data.replace(QUOTED, (raw) => (long.has(unescaped(raw)) ? '""' : raw));
    if (without === node.data) continue;
    ledger.setData(id, node, without);
    return true;
  }
  return false;
}

const QUOTED = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/g;

const stringsOf = (css: string): string[] => [...css.matchAll(QUOTED)].map(([raw]) => unescaped(raw));

/** What a quoted string of CSS says (CSS Syntax 3 §4.3.5 and §4.3.7). */
const unescaped = (raw: string): string =>
  raw.slice(1, -1).replace(/\\(?:([0-9a-f]{1,6})\s?|\r?\n|([\s\S]))/gi, (_all, hex?: string, other?: string) => {
    const cp = parseInt(hex ?? '', 16);
    return hex ? String.fromCodePoint(cp > 0 && cp <= 0x10ffff ? cp : 0xfffd) : (other ?? '');
  });

function saysItsSource(sheet: CSSStyleSheet, owner: HTMLStyleElement): boolean {
  try {
    const parsed = new CSSStyleSheet();
    parsed.replaceSync(owner.textContent ?? '');
    const [a, b] = [sheet.cssRules, parsed.cssRules];
    return a.length === b.length && [...a].every((rule, i) => rule.cssText === b[i]?.cssText);
  } catch {
    return false; // no constructed sheets, or a sheet of another origin
  }
}
