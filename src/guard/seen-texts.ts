// Every text of a whole document with what the sensors know of it, clean ones as well: what the Lab shows of a page that was
// pasted. The guard itself never asks for all of it. The document may be another frame's; it must not run anything.
import type { Observation } from '../model/observation.ts';
import { bare, localNameOf } from '../model/bare.ts';
import { isElement, isText } from '../model/node-kinds.ts';
import { pathOf } from '../sensors/flat-tree.ts';
import { linkText } from '../sensors/links.ts';
import { meet, type Met } from '../sensors/met.ts';
import { paintedInHeap } from '../sensors/painted-order.ts';
import { concealmentOf, concealmentOfPseudo } from '../sensors/visibility.ts';
import { concealmentOfAttribute, neverPainted } from './attribute-concealment.ts';

/** An address that was taken off an element, so that nothing could follow it. */
export interface TakenOff {
  readonly element: Element;
  readonly name: string;
  readonly value: string;
}

/** What was seen, and where. */
export interface SeenText extends Observation {
  readonly node: Node;
}

/** UTF-16 units of one text. */
const MAX_TEXT = 20_000;
/** Shorter generated text is decoration. */
const MIN_PSEUDO = 12;
const MAX_ELEMENTS = 3_000;

/**
 * Texts in the order of the document: blocks, what is hidden of a block apart from what is seen of it; then attributes,
 * generated text, comments and data.
 * @param limit so many texts at most
 */
export async function seenTexts(
  document: Document,
  addresses: readonly TakenOff[],
  limit: number,
): Promise<SeenText[]> {
  const out: SeenText[] = [];
  const add = (node: Node, text: string, more: Pick<SeenText, 'carrier' | 'name' | 'concealment'>): void => {
    if (/\S/.test(text) && out.length < limit)
      out.push({ node, text: text.slice(0, MAX_TEXT), path: pathOf(node), ...more });
  };
  const trees: (Document | ShadowRoot)[] = [document];
  for (let tree = trees.shift(); tree; tree = trees.shift()) {
    const met = await meet(tree, () => true);
    ofBlocks(met, add);
    for (const a of met.attributes) {
      if (a.kind !== 'attribute') continue;
      const carrier = a.name === 'content' ? 'meta' : a.name === 'value' ? 'value' : 'attribute';
      add(a.element, a.value, { carrier, name: a.name, concealment: concealmentOfAttribute(a) });
    }
    for (const { node, value, name, carrier } of met.markup)
      add(node, value, { carrier, name, concealment: neverPainted({ carrier }) });
    for (const element of [...bare(tree).querySelectorAll('*')].slice(0, MAX_ELEMENTS)) {
      if (element.shadowRoot) trees.push(element.shadowRoot);
      ofPseudo(element, add);
    }
  }
  for (const { element, name, value } of addresses) {
    const link = linkText(element, value);
    if (link) add(element, link.value, { carrier: 'url', name, concealment: neverPainted({ attribute: name }) });
  }
  return out;
}

type Add = (node: Node, text: string, more: Pick<SeenText, 'carrier' | 'name' | 'concealment'>) => void;

function ofBlocks({ blocks }: Met, add: Add): void {
  for (const nodes of blocks.values()) {
    const said = nodes.filter((node) => /\S/.test(node.data));
    const [first] = said;
    if (!first) continue;
    const rendered = bare(first).isConnected;
    const facts = said.map((node) => (rendered ? concealmentOf(node) : neverPainted({})));
    const hidden = said.filter((_, i) => facts[i] !== null);
    const seen = said.filter((_, i) => facts[i] === null);
    const fact = facts.find((one) => one !== null);
    const carrier = carrierOf(first);
    const [shown] = seen;
    if (shown) add(shown, textOf(seen), { carrier, name: '', concealment: rendered ? paintedInHeap(seen) : null });
    const [unseen] = hidden;
    if (unseen && fact)
      add(unseen, textOf(hidden), {
        carrier,
        name: '',
        concealment: { reason: fact.reason, evidence: fact.evidence },
      });
  }
}

function ofPseudo(element: Element, add: Add): void {
  for (const pseudo of ['::before', '::after']) {
    const { content } = getComputedStyle(element, pseudo);
    if (!/^["']/.test(content) || content.length < MIN_PSEUDO) continue;
    const text = content.slice(1, -1).replace(/\\(["'\\])/g, '$1');
    add(element, text, { carrier: 'pseudo', name: pseudo, concealment: concealmentOfPseudo(element, pseudo) });
  }
}

const textOf = (nodes: readonly Text[]): string => nodes.map((node) => node.data).join('');

function carrierOf(node: Node): SeenText['carrier'] {
  const parent = isText(node) ? node.parentNode : null;
  const name = isElement(parent) ? localNameOf(parent) : '';
  if (name === 'title' || name === 'noscript') return name;
  if (name === '') return 'template';
  return name === 'option' || name === 'textarea' ? 'value' : 'text';
}
