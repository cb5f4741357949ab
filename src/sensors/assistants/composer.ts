// Finds the parts of an assistant's page by the catalogue's selectors: the first that is visible counts. They change
// monthly, so general ones follow, and how far the catalogue still fits is told (adapter-check.ts). Input: any page's DOM, hostile.
import type { PageSelectors } from '../../model/doors.ts';
import { bare } from '../../model/bare.ts';
import { isElement, isHtml } from '../../model/node-kinds.ts';
import { flatParent } from '../flat-tree.ts';
import { editableAt, isShown, rootsIn, type Editable } from './editable.ts';

/** Elements looked at for shadow roots while a composer is searched. */
const MAX_ELEMENTS = 4_000;
/** Candidates looked at per selector. */
const MAX_MATCHES = 20;
/** Steps from a clicked icon up to its button, and from a composer up to the box that has its buttons. */
const MAX_STEPS = 8;

export interface Composer {
  readonly editable: Editable;
  /** Found by the catalogue's selectors, or by general ones. */
  readonly by: 'matched' | 'fallback';
}

/** The place where a person writes to the assistant; null when the page has none that is shown. */
export function findComposer(page: PageSelectors, general: PageSelectors): Composer | null {
  const roots = rootsIn(MAX_ELEMENTS);
  const search = (selectors: readonly string[]): Editable | null => {
    for (const selector of selectors)
      for (const root of roots)
        for (const element of matches(root, selector)) {
          const editable = editableAt(element);
          if (editable && isShown(editable)) return editable;
        }
    return null;
  };
  const known = search(page.editor);
  if (known) return { editable: known, by: 'matched' };
  const other = search(general.editor);
  return other && { editable: other, by: 'fallback' };
}

function matches(root: Document | ShadowRoot, selector: string): Element[] {
  try {
    return [...root.querySelectorAll(selector)].slice(0, MAX_MATCHES);
  } catch {
    // A selector that this browser does not know.
    return [];
  }
}

/** Names of send buttons in many languages, for pages that nothing is known of. */
const SEND =
  /\b(?:send|submit|senden|absenden|envoyer|enviar|invia|wyślij|verzenden|skicka|gönder|kirim|gửi)\b|отправить|надіслати|送信|发送|發送|보내기|전송|إرسال|भेजें/i;

/** The button that sends, when a click was on one. */
export function sendButtonOf(path: readonly EventTarget[], page: PageSelectors): HTMLElement | null {
  const elements = path.filter((node) => isElement(node as Node)).slice(0, MAX_STEPS) as Element[];
  for (const selector of page.send) {
    for (const element of elements) if (fits(element, selector)) return element as HTMLElement;
  }
  const button = elements.find((e) => isHtml(e, 'button') || e.getAttribute('role') === 'button');
  if (!isHtml(button)) return null;
  const names = ['aria-label', 'data-testid', 'title', 'name'].map((name) => button.getAttribute(name) ?? '');
  const words = (button.textContent ?? '').trim();
  if (SEND.test([...names, words.length < 40 ? words : ''].join(' ').replace(/[-_]/g, ' '))) return button;
  const submits = isHtml(button, 'button') && button.type === 'submit' && button.form !== null;
  return submits && bare(button.form).querySelector('textarea,[contenteditable="true"]') ? button : null;
}

/** The last button of the box around a composer: where nothing is known, it is the one that sends. */
export function lastButtonOf(composer: Editable): HTMLElement | null {
  let box: Element | null = composer;
  for (let i = 0; box && i < MAX_STEPS; i++, box = flatParent(box)) {
    const buttons = [...bare(box).querySelectorAll('button,[role="button"]')].filter(
      (b) => !composer.contains(b) && isShown(b),
    );
    if (buttons.length > 0) return buttons.at(-1) as HTMLElement;
  }
  return null;
}

/** The send button that belongs to a composer and can be pressed; null when none is found. */
export function sendButtonFor(composer: Editable, page: PageSelectors): HTMLElement | null {
  const known = knownSendButtonFor(composer, page);
  if (known) return known;
  let box: Element | null = composer;
  for (let i = 0; box && i < MAX_STEPS; i++, box = flatParent(box)) {
    const found = [...bare(box).querySelectorAll('button,[role="button"]')]
      .slice(0, MAX_MATCHES)
      .find((b) => usable(b) && sendButtonOf([b], page) !== null);
    if (found) return found as HTMLElement;
  }
  const last = lastButtonOf(composer);
  return last && usable(last) ? last : null;
}

/** The send button by the catalogue's selectors alone. */
export function knownSendButtonFor(composer: Editable, page: PageSelectors): HTMLElement | null {
  const root = composer.getRootNode() as Document | ShadowRoot;
  for (const selector of page.send) {
    const found = [...matches(root, selector), ...matches(document, selector)].find(usable);
    if (found) return found as HTMLElement;
  }
  return null;
}

const usable = (e: Element): boolean =>
  isHtml(e) && isShown(e) && !(isHtml(e, 'button') && e.disabled) && e.getAttribute('aria-disabled') !== 'true';

function fits(element: Element, selector: string): boolean {
  try {
    return element.matches(selector);
  } catch {
    return false;
  }
}

/** The button that makes the conversation public or exports it, when a press was on one. */
export function shareButtonOf(
  path: readonly EventTarget[],
  page: PageSelectors,
  general: PageSelectors,
): HTMLElement | null {
  const elements = path.filter((node) => isElement(node as Node)).slice(0, MAX_STEPS) as Element[];
  const selectors = [...page.share, ...general.share];
  return elements.filter((e) => isHtml(e)).find((e) => selectors.some((selector) => fits(e, selector))) ?? null;
}

/** The elements that show answers of the assistant; [] where the selectors fit nothing. */
export const answersIn = (page: PageSelectors, general: PageSelectors): Element[] =>
  firstFound([...page.answer, ...general.answer]);

/** The elements that show what the person wrote; [] where the selectors fit nothing. */
export const userTurnsIn = (page: PageSelectors, general: PageSelectors): Element[] =>
  firstFound([...page.userTurn, ...general.userTurn]);

/** What the first selector finds that finds anything. */
function firstFound(selectors: readonly string[]): Element[] {
  for (const selector of selectors) {
    const found = rootsIn(MAX_ELEMENTS).flatMap((root) => {
      try {
        return [...root.querySelectorAll(selector)];
      } catch {
        return [];
      }
    });
    if (found.length > 0) return found;
  }
  return [];
}
