// Content script in the page's own world, before the page's first script: tells the guard of what leaves no trace in the
// document: a shadow root attached to an element that stands, a style sheet filled by script, the value of a control.
// The page can see and replace everything here: it decides nothing, knows no secret, and never throws into the page.
import { ASK, COPIED, MODEL, NAMED, OFFER, PICK, ROOT, SHEET, SUBMIT, VALUE } from '../model/page-channel.ts';

(() => {
  // The page can change every function of its world later; these are kept from before.
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const [Signal, Wrapper] = [FocusEvent, Proxy];
  const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
  const getterOf = (of: object, name: string): (() => unknown) => getOwnPropertyDescriptor(of, name)?.get as never;
  const connected = getterOf(Node.prototype, 'isConnected');
  const { exec } = RegExp.prototype;
  const later = queueMicrotask;
  const { createTextNode } = Document.prototype;
  /** A sheet that can paint words: a string long enough for a sentence, or one taken from elsewhere. */
  const paints = /["'][^"']{12}|(?:attr|var|symbols)\(|symbols\s*:/i;

  const node = document.createComment('');
  const send = (target: EventTarget, type: string, relatedTarget: EventTarget | null): boolean =>
    // No prototype: what the page puts on Object.prototype must not be read here.
    apply(dispatchEvent, target, [
      new Signal(type, { __proto__: null, relatedTarget, cancelable: true } as FocusEventInit),
    ]) as boolean;
  const offer = (): void => {
    if (!send(document, OFFER, node)) apply(removeEventListener, document, [ASK, offer]);
  };
  apply(addEventListener, document, [ASK, offer]);
  offer();

  const nothing = (): undefined => undefined;
  /**
   * Puts `told` behind a function of the page, and `first` before it: same result, same errors, same name and length. Where
   * `first` says false, the function does not run.
   */
  const wrap = (
    owner: object,
    name: string,
    told: (self: unknown, args: unknown[]) => void,
    part: 'value' | 'get' | 'set',
    first: (self: unknown) => unknown = nothing,
  ): void => {
    const descriptor = getOwnPropertyDescriptor(owner, name);
    const original = descriptor?.[part] as ((...args: unknown[]) => unknown) | undefined;
    if (!descriptor || !original) return;
    const handler = {
      __proto__: null,
      apply(target: never, self: unknown, args: unknown[]): unknown {
        try {
          if (first(self) === false) return;
        } catch {
          // Not what the function is for: it says so itself.
        }
        const result: unknown = apply(target, self, args);
        try {
          told(self, args);
        } catch {
          // The guard will find it at its next look.
        }
        return result;
      },
    };
    defineProperty(owner, name, { ...descriptor, [part]: new Wrapper(original, handler) });
  };

  wrap(
    Element.prototype,
    'attachShadow',
    (self) => {
      // What is not in the document yet is seen when it arrives.
      if (apply(connected, self, [])) send(node, ROOT, self as Element);
    },
    'value',
  );

  let pending = false;
  const sheet = (): void => {
    if (pending) return;
    pending = true;
    later(() => {
      pending = false;
      send(node, SHEET, null);
    });
  };
  const filled = (_self: unknown, args: unknown[]): void => {
    // Anything but a string would be turned into one a second time, which the page could notice.
    if (typeof args[0] === 'string' && apply(exec, paints, [args[0]])) sheet();
  };
  for (const name of ['insertRule', 'replaceSync', 'replace']) wrap(CSSStyleSheet.prototype, name, filled, 'value');
  wrap(CSSGroupingRule.prototype, 'insertRule', filled, 'value');
  // The list can be set, or read and added to.
  for (const owner of [Document, ShadowRoot])
    for (const part of ['get', 'set'] as const) wrap(owner.prototype, 'adoptedStyleSheets', sheet, part);
  // Rules that stand are changed through their declarations; few pages ever ask a rule for them.
  for (const part of ['get', 'set'] as const) wrap(CSSStyleRule.prototype, 'style', sheet, part);
  wrap(CSSStyleRule.prototype, 'styleMap', sheet, 'get');

  // Editors set values all the time: one word for each control and task.
  let waiting: unknown = null;
  const valued = (self: unknown, args: unknown[]): void => {
    if (self === waiting || typeof args[0] !== 'string' || args[0].length < 12 || !apply(connected, self, [])) return;
    waiting = self;
    later(() => {
      if (waiting === self) waiting = null;
      send(node, VALUE, self as Element);
    });
  };
  for (const owner of [HTMLInputElement, HTMLTextAreaElement]) wrap(owner.prototype, 'value', valued, 'set');

  // A field that is in no document tells nobody of what was chosen with it.
  const picked = (self: unknown): unknown => apply(connected, self, []) || send(node, PICK, self as Element);
  wrap(HTMLElement.prototype, 'click', nothing, 'value', picked);
  wrap(HTMLInputElement.prototype, 'showPicker', nothing, 'value', picked);
  // Sends without an event that anybody could hear.
  wrap(HTMLFormElement.prototype, 'submit', nothing, 'value', (self) => send(node, SUBMIT, self as Element));

  // Once, by names alone: no getter of the page runs.
  const { getOwnPropertyNames } = Object;
  const left =
    /^(__(playwr|pw[A-Z_]|claude[EMR]|generateAcc|codex[PW]|browserUse|stagehand|manusOri|FELLOU|SIGMA_|cursorDia)|\$?cdc_|buildDomTree$|_highlightCl|GlobalSkyv|globalOneT|globalDomD)/;
  apply(addEventListener, window, [
    'load',
    () => {
      let found = '';
      for (const owner of [window, document])
        for (const name of getOwnPropertyNames(owner)) if (apply(exec, left, [name])) found += `${name} `;
      if (found) send(node, NAMED, apply(createTextNode, document, [found]) as Text);
    },
  ]);
  wrap(window, 'showOpenFilePicker', () => send(node, PICK, null), 'value');

  // Few browsers have it; the page's own call goes on as it was.
  if ('LanguageModel' in window) wrap(window.LanguageModel as object, 'create', () => send(node, MODEL, null), 'value');

  // Buttons that copy leave no copy event behind. Pages without a secure origin have no such clipboard.
  if (typeof Clipboard === 'undefined' || typeof ClipboardItem === 'undefined') return;
  const copied = (text: unknown): void => {
    if (typeof text === 'string') send(node, COPIED, apply(createTextNode, document, [text]) as Text);
  };
  wrap(Clipboard.prototype, 'writeText', (_self, [text]) => copied(text), 'value');
  const { getType } = ClipboardItem.prototype;
  const { text: textOf } = Blob.prototype;
  const { then } = Promise.prototype;
  const next = (promise: unknown, job: (value: unknown) => unknown): unknown =>
    apply(then as never, promise, [job, () => undefined]);
  wrap(
    Clipboard.prototype,
    'write',
    (_self, [items]) => {
      for (const item of items as ClipboardItem[])
        next(
          next(apply(getType, item, ['text/plain']), (blob) => apply(textOf, blob, [])),
          copied,
        );
    },
    'value',
  );
})();
