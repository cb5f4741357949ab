// One look at every element of some trees: what its attributes say, the text of elements that only hold data or style, the
// trees inside it. One pass for all of them, because on real pages asking costs more than reading.
import { isHtml } from '../model/node-kinds.ts';
import { readAttributes, type AttributeText, type Waiting } from './attributes.ts';
import { Batch, type Finder } from './batch.ts';
import type { LinkText } from './links.ts';
import { readInert, readStyleSource, type MarkupText, type StyleText } from './markup.ts';
import { sweep } from './sweep.ts';

/** Who is told of what is found. */
export interface ElementVisitor {
  readonly attribute: (a: AttributeText) => void;
  readonly srcdoc: (a: AttributeText) => void;
  readonly link: (l: LinkText) => void;
  readonly markup: (m: MarkupText) => void;
  readonly styleSource: (s: StyleText) => void;
}

/** Trees inside the elements, to be read by themselves, and the style elements met. */
export interface Inside {
  readonly shadows: (readonly [host: Element, root: ShadowRoot])[];
  readonly templates: DocumentFragment[];
  readonly styles: Element[];
  /** Some style element may paint words that steer. */
  paints: boolean;
}

export interface ElementFinder extends Finder {
  test(text: string): boolean;
}

/** Attributes are read in pieces of about this many UTF-16 units. */
const PIECE = 16_000;

/** @param more lets other tasks run when it is their turn; false ends the reading */
export async function scanElements(
  roots: Iterable<ParentNode & Node>,
  finder: ElementFinder,
  on: ElementVisitor,
  more: () => boolean | Promise<boolean>,
): Promise<Inside> {
  const inside: Inside = { shadows: [], templates: [], styles: [], paints: false };
  const batch = new Batch<Waiting>();
  const flush = (): void => void batch.flush(finder, (found) => on[found.kind](found as AttributeText & LinkText));
  const look = (element: Element, name: string, shadow: ShadowRoot | null): void => {
    readAttributes(element, batch);
    if (shadow) inside.shadows.push([element, shadow]);
    if (name === 'script') readInert(element, finder.test, on.markup);
    else if (name === 'template' && isHtml(element, 'template')) inside.templates.push(element.content);
    else if (name === 'style') {
      inside.styles.push(element);
      if (readStyleSource(element, finder.test, on.styleSource)) inside.paints = true;
    }
  };
  await sweep(roots, look, () => {
    if (batch.length > PIECE) flush();
    return more();
  });
  flush();
  return inside;
}
