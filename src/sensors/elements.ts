// One look at every element of some trees: what its attributes say, the text of elements that only hold data or style, the
// trees inside it. One pass for all of them, because on real pages asking costs more than reading.
import { isHtml } from '../model/node-kinds.ts';
import { readAttributes, type AttributeText, type Waiting } from './attributes.ts';
import { Batch, type Finder } from './batch.ts';
import type { LinkText } from './links.ts';
import { readInert, readStyleSource, type MarkupText, type StyleText } from './markup.ts';
import type { Met } from './met.ts';
import { sweep, walk } from './sweep.ts';

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

/**
 * Calls the visitor for everything in which the finder hits.
 * @param more lets other tasks run when it is their turn; false ends the reading
 * @param met gets everything that attributes and inert scripts say
 */
export async function scanElements(
  roots: Iterable<ParentNode & Node>,
  finder: ElementFinder,
  on: ElementVisitor,
  more: () => boolean | Promise<boolean>,
  met?: Met,
): Promise<Inside> {
  const inside: Inside = { shadows: [], templates: [], styles: [], paints: false };
  const batch = new Batch<Waiting>();
  const flush = (): void => void batch.flush(finder, (found) => on[found.kind](found as AttributeText & LinkText));
  const add = (text: string, item: Waiting): void => {
    batch.add(text, item, true);
    met?.attributes.push(item);
  };
  const inert = (m: MarkupText): void => {
    met?.markup.push(m);
    if (finder.test(m.value)) on.markup(m);
  };
  const look = (element: Element, name: string, shadow: ShadowRoot | null): void => {
    readAttributes(element, add);
    if (shadow) inside.shadows.push([element, shadow]);
    if (name === 'script') readInert(element, inert);
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

/**
 * Notes down what attributes and inert scripts below `root` say. Shadow trees are known by then and are not asked for.
 * Answers the contents of the templates in it.
 */
export async function meetElements(
  root: ParentNode & Node,
  met: Met,
  more: () => boolean | Promise<boolean>,
): Promise<DocumentFragment[]> {
  const templates: DocumentFragment[] = [];
  const add = (_text: string, item: Waiting): void => void met.attributes.push(item);
  const look = (element: Element, name: string): void => {
    readAttributes(element, add);
    if (name === 'script') readInert(element, (m) => met.markup.push(m));
    else if (name === 'template' && isHtml(element, 'template')) templates.push(element.content);
  };
  await walk([root], look, more);
  return templates;
}
