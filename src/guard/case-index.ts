// Which case a text belongs to. Pages write the same text anew all the time: a list is sorted, a component is mounted
// again, a clock ticks beside it. One text in one place is one case, and so is a text that has moved.
import { MAX_TEXT } from '../engine/limits.ts';
import { isGone } from '../enforcement/ledger.ts';
import type { Concealment } from '../model/observation.ts';

/** Cases of one text in several places, and of several texts in one place; what exceeds them joins the last one. */
const MAX_ALIKE = 20;

/** A steering sentence needs some room. */
const MIN_PART = 12;

interface Sited {
  readonly carrier: string;
  readonly name: string;
  readonly anchor: Node;
  readonly text: string;
  readonly concealment: Concealment | null;
}
interface Entry {
  readonly found: Sited;
  readonly path: string;
}

export class CaseIndex<C extends Entry> {
  private readonly byWords = new Map<string, C[]>();
  private readonly byPlace = new Map<string, C[]>();
  /** Texts that a decision released or a person put back, and the places where: left alone for the life of the document. */
  private readonly released = new Set<string>();

  /** @param isOpen false for cases that were closed */
  constructor(private readonly isOpen: (entry: C) => boolean) {}

  add(entry: C): void {
    push(this.byWords, wordsKey(entry.found), entry);
    push(this.byPlace, placeKey(entry.found, entry.path), entry);
  }

  /** The open case that this text joins; null when it is a case of its own. */
  find(found: Sited, path: string): C | null {
    const alike = this.open(this.byWords, wordsKey(found));
    const same = alike.find((c) => c.found.anchor === found.anchor) ?? alike.find((c) => c.path === path);
    const moved = same ?? alike.find((c) => isGone(c.found.anchor));
    if (moved) return moved;
    if (alike.length >= MAX_ALIKE) return alike.at(-1) ?? null;
    const here = this.open(this.byPlace, placeKey(found, path));
    return here.length >= MAX_ALIKE ? (here.at(-1) ?? null) : null;
  }

  /** @param parts texts of the nodes that it was made of: each may come back without the others */
  release({ found, path }: C, parts: readonly string[]): void {
    this.released.add(found.text).add(`${path}\n${words(found.text)}`);
    for (const part of parts) if (part.length >= MIN_PART) this.released.add(part);
  }

  isReleased(path: string, text: string): boolean {
    return this.released.size > 0 && (this.released.has(text) || this.released.has(`${path}\n${words(text)}`));
  }

  private open(map: Map<string, C[]>, key: string): C[] {
    const list = (map.get(key) ?? []).filter(this.isOpen);
    if (list.length > 0) map.set(key, list);
    else map.delete(key);
    return list;
  }
}

/** A text without what ticks in it: counters, clocks, white space. As much of it as is judged. */
const words = (text: string): string => text.slice(0, MAX_TEXT).replace(/\d+/g, '0').replace(/\s+/g, ' ').trim();
const wordsKey = (f: Sited): string => `${placeKey(f, '')}\n${words(f.text)}`;
/** Hidden and visible texts are cases of different kinds. */
const placeKey = ({ carrier, name, concealment }: Sited, path: string): string =>
  `${carrier}\n${name}\n${concealment === null}\n${path}`;

function push<C>(map: Map<string, C[]>, key: string, entry: C): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
