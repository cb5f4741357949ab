// The hand: empties carriers and can put every one of them back, to the byte. The only code that writes to pages.
// Blank, never detach: frameworks keep their nodes (threats.md §4: blanking leaks to none of 21 readers, hiding to most).

/** One reversible change. */
type Change =
  | { readonly kind: 'data'; readonly node: CharacterData; readonly before: string; readonly after: string }
  | {
      readonly kind: 'attribute';
      readonly element: Element;
      readonly name: string;
      readonly before: string;
      readonly after: string | null;
    }
  | { readonly kind: 'value'; readonly element: HTMLInputElement | HTMLTextAreaElement; readonly before: string }
  | {
      readonly kind: 'declaration';
      readonly style: CSSStyleDeclaration;
      readonly name: string;
      readonly before: string;
      readonly priority: string;
      /** As the browser writes what was set. */ readonly after: string;
    };

/** Changes remembered per case. */
const MAX_CHANGES = 2_000;

export class Ledger {
  private readonly changes = new Map<string, Change[]>();

  /** Replaces the data of a text, comment or CDATA node. */
  setData(id: string, node: CharacterData, after: string): void {
    const before = node.data;
    if (before === after) return;
    node.data = after;
    this.note(id, { kind: 'data', node, before, after });
  }

  /** Removes an attribute, or replaces its value. Removing lets accessible names fall back; an empty one would not. */
  setAttribute(id: string, element: Element, name: string, after: string | null): void {
    const before = element.getAttribute(name);
    if (before === null || before === after) return;
    if (after === null) element.removeAttribute(name);
    else element.setAttribute(name, after);
    this.note(id, { kind: 'attribute', element, name, before, after });
  }

  /** Empties what a form control holds. */
  clearValue(id: string, element: HTMLInputElement | HTMLTextAreaElement): void {
    this.note(id, { kind: 'value', element, before: element.value });
    element.value = '';
  }

  /** Overrides one declaration of a parsed style rule. */
  setDeclaration(id: string, style: CSSStyleDeclaration, name: string, after: string): void {
    const before = style.getPropertyValue(name);
    const priority = style.getPropertyPriority(name);
    style.setProperty(name, after, 'important');
    this.note(id, { kind: 'declaration', style, name, before, priority, after: style.getPropertyValue(name) });
  }

  /** Puts everything of one id back, newest first. A place that the page has changed since is left as the page has it. */
  undo(id: string): boolean {
    const list = this.changes.get(id);
    if (!list) return false;
    this.changes.delete(id);
    for (const c of list.reverse()) {
      if (c.kind === 'data') {
        if (c.node.data === c.after) c.node.data = c.before;
      } else if (c.kind === 'attribute') {
        if (c.element.getAttribute(c.name) === c.after) c.element.setAttribute(c.name, c.before);
      } else if (c.kind === 'value') {
        if (c.element.value === '') c.element.value = c.before;
      } else if (c.style.getPropertyValue(c.name) === c.after) {
        c.style.setProperty(c.name, c.before, c.priority);
      }
    }
    return true;
  }

  undoAll(): void {
    for (const id of [...this.changes.keys()]) this.undo(id);
  }

  private note(id: string, change: Change): void {
    const list = this.changes.get(id);
    if (list) {
      list.push(change);
      // A page that puts the same text back for ever must not fill the memory; the oldest places are long gone from it.
      if (list.length > MAX_CHANGES) list.splice(0, MAX_CHANGES / 2);
    } else this.changes.set(id, [change]);
  }
}
