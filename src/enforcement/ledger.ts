// The hand: empties carriers and can put every one of them back, to the byte. The only code that writes to pages.
// Blank, never detach: frameworks keep their nodes (threats.md §4: blanking leaks to none of 21 readers, hiding to most).
// The page goes on writing meanwhile; what it wrote last always stands.
import { bare } from '../model/bare.ts';
import { isCharacterData } from '../model/node-kinds.ts';

/** One thing that can be emptied: text of a node, an attribute, a value, a declaration. */
interface Place {
  read(): string | null;
  write(value: string | null): void;
}

/** One reversible change. */
interface Change {
  readonly id: string;
  readonly node: Node | null;
  readonly stack: Change[];
  readonly place: Place;
  before: string | null;
  /** As the place told it right after the writing; browsers normalise some values. */
  after: string | null;
  /** The page has written here since, even if it wrote the same. */
  overwritten: boolean;
}

/** Changes remembered per document, for nodes that are no longer in it; for the others there is no limit but the document. */
const MAX_GONE = 2_000;

export class Ledger {
  private readonly changes = new Map<string, Set<Change>>();
  private readonly stacks = new WeakMap<object, Map<string, Change[]>>();
  private readonly observer = new MutationObserver((records) => this.note(records));
  /** Data of nodes that were put back. */
  private readonly returned = new WeakMap<Node, string>();
  private count = 0;
  private nextTidy = MAX_GONE;

  /** Replaces the data of a text, comment or CDATA node. */
  setData(id: string, node: CharacterData, after: string): void {
    const place = { read: () => node.data, write: (v: string | null) => void (node.data = v ?? '') };
    this.set(id, node, '#data', node, place, after);
  }

  /** Replaces an attribute's value, or removes it. Removing moves it to the end of the list when it comes back. */
  setAttribute(id: string, element: Element, name: string, after: string | null): void {
    if (bare(element).getAttribute(name) === null) return;
    this.set(id, element, `@${name}`, element, attributeOf(element, name), after);
  }

  /** Empties what a form control holds. */
  clearValue(id: string, element: HTMLInputElement | HTMLTextAreaElement): void {
    const place = { read: () => element.value, write: (v: string | null) => void (element.value = v ?? '') };
    this.set(id, element, '#value', element, place, '');
  }

  /** Overrides one declaration of a parsed style rule. */
  setDeclaration(id: string, style: CSSStyleDeclaration, name: string, after: string): void {
    this.set(id, style, name, null, declarationOf(style, name), `${after} !important`);
  }

  /** Overrides one declaration of an element's own style; the attribute comes back as it was written, or not at all. */
  setInlineStyle(id: string, element: HTMLElement, name: string, after: string): void {
    const text = attributeOf(element, 'style');
    const own = declarationOf(element.style, name);
    const before = own.read();
    const place: Place = {
      read: text.read,
      write: (value) => {
        if (value === INLINE) own.write(`${after} !important`);
        else {
          // By the object model first: a page's policy may forbid the attribute to be written.
          own.write(before);
          if (text.read() !== value) text.write(value);
        }
      },
    };
    this.set(id, element, '@style', element, place, INLINE);
  }

  /** Replaces a string property of an object of the page, such as the text of a caption or the symbols of a list. */
  setProperty<K extends string>(id: string, object: Record<K, string>, name: K, after: string): void {
    const place = { read: () => object[name], write: (v: string | null) => void (object[name] = v ?? '') };
    this.set(id, object, name, null, place, after);
  }

  /** What an attribute of ours says for the page; null where it is not ours. */
  original(element: Element, name: string): string | null {
    return this.holding(element, name)?.before ?? null;
  }

  /** True for a text node that was put back and that the page has not changed since. */
  isReturned(node: CharacterData): boolean {
    return this.returned.get(node) === node.data;
  }

  /** The texts of nodes that an id has taken away. */
  textsOf(id: string): string[] {
    const own = [...(this.changes.get(id) ?? [])];
    return own.flatMap((c) => (isCharacterData(c.node) && c.before !== null ? [c.before] : []));
  }

  /** Gives an attribute its own value for the rest of this task: long enough for the browser to follow a click. */
  lend(element: Element, name: string): void {
    const top = this.holding(element, name);
    if (!top) return;
    this.quietly(() => top.place.write(top.before));
    setTimeout(() => {
      this.note(this.observer.takeRecords());
      const ours = top.stack.at(-1) === top && !top.overwritten && top.place.read() === top.before;
      if (ours) this.quietly(() => top.place.write(top.after));
    }, 0);
  }

  /** Puts everything of one id back, newest first. A place that the page has changed since is left as the page has it. */
  undo(id: string): boolean {
    const own = this.changes.get(id);
    if (!own) return false;
    this.note(this.observer.takeRecords());
    for (const change of [...own].reverse()) this.revert(change);
    this.changes.delete(id);
    // What was put back is ours, not the page's.
    this.observer.takeRecords();
    return true;
  }

  undoAll(): void {
    for (const id of [...this.changes.keys()].reverse()) this.undo(id);
    this.observer.disconnect();
  }

  /** The change that an attribute shows now. */
  private holding(element: Element, name: string): Change | null {
    this.note(this.observer.takeRecords());
    const top = this.stacks.get(element)?.get(`@${name}`)?.at(-1);
    return top && !top.overwritten && top.place.read() === top.after ? top : null;
  }

  /** Writes something that the page has not written. */
  private quietly(write: () => void): void {
    this.note(this.observer.takeRecords());
    write();
    this.observer.takeRecords();
  }

  private set(id: string, owner: object, key: string, node: Node | null, place: Place, after: string | null): void {
    const before = place.read();
    if (before === after) return;
    this.quietly(() => place.write(after));
    const written = place.read();
    // A browser that did not take the value leaves nothing to put back.
    if (written === before) return;

    const stack = this.stackOf(owner, key);
    const top = stack.at(-1);
    // The page has written here since: what lay beneath is history.
    if (top && (top.overwritten || top.after !== before)) this.forget(stack);
    const last = stack.at(-1);
    if (last?.id === id) {
      last.after = written;
      return;
    }
    const change: Change = { id, node, stack, place, before, after: written, overwritten: false };
    stack.push(change);
    const own = this.changes.get(id);
    if (own) own.add(change);
    else this.changes.set(id, new Set([change]));
    if (node) this.observer.observe(node, { characterData: true, attributes: true });
    if (++this.count > this.nextTidy) this.tidy();
  }

  private revert(change: Change): void {
    const { stack, place } = change;
    const at = stack.indexOf(change);
    if (at < 0) return;
    const above = stack[at + 1];
    if (above) {
      // Another case holds the place; it now remembers what was there before both.
      above.before = change.before;
      this.drop(change);
    } else if (change.overwritten || place.read() !== change.after) this.forget(stack);
    else {
      place.write(change.before);
      if (isCharacterData(change.node)) this.returned.set(change.node, change.node.data);
      this.drop(change);
    }
  }

  /** Notes what the page wrote over places of ours. */
  private note(records: readonly MutationRecord[]): void {
    for (const { type, target, attributeName } of records) {
      const key = type === 'characterData' ? '#data' : `@${attributeName}`;
      const top = this.stacks.get(target)?.get(key)?.at(-1);
      if (top) top.overwritten = true;
    }
  }

  private stackOf(owner: object, key: string): Change[] {
    const keyed = this.stacks.get(owner) ?? new Map<string, Change[]>();
    this.stacks.set(owner, keyed);
    const stack = keyed.get(key) ?? [];
    keyed.set(key, stack);
    return stack;
  }

  private forget(stack: Change[]): void {
    for (const change of [...stack]) this.drop(change);
  }

  private drop(change: Change): void {
    change.stack.splice(change.stack.indexOf(change), 1);
    this.changes.get(change.id)?.delete(change);
    this.count--;
  }

  /** A page that makes the same text anew for ever must not fill the memory: nodes that left the document go first. */
  private tidy(): void {
    const gone = [...this.changes.values()].flatMap((own) => [...own]).filter(({ node }) => node && isGone(node));
    for (const change of gone.slice(0, Math.max(0, gone.length - MAX_GONE / 2))) this.drop(change);
    this.nextTidy = this.count + MAX_GONE;
  }
}

const INLINE = '\u0000inline';

/** True for a node that lies in no document, shadow root or template; a page may still bring it back. */
export function isGone(node: Node): boolean {
  const type = bare(node).getRootNode().nodeType;
  return type !== Node.DOCUMENT_NODE && type !== Node.DOCUMENT_FRAGMENT_NODE;
}

function attributeOf(element: Element, name: string): Place {
  return {
    read: () => bare(element).getAttribute(name),
    write: (value) => (value === null ? bare(element).removeAttribute(name) : bare(element).setAttribute(name, value)),
  };
}

/** A declaration as `value !priority`; null where there is none. */
function declarationOf(style: CSSStyleDeclaration, name: string): Place {
  return {
    read: () => {
      const value = style.getPropertyValue(name);
      const priority = style.getPropertyPriority(name);
      return value === '' ? null : priority === '' ? value : `${value} !${priority}`;
    },
    write: (value) => {
      if (value === null) style.removeProperty(name);
      else style.setProperty(name, value.replace(/ !important$/, ''), value.endsWith(' !important') ? 'important' : '');
    },
  };
}
