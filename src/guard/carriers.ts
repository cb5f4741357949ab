// From a sensed text to a case: for each kind of carrier, whether a person can see it and how it would be emptied.
// Knows nothing of when a page is read.
import type { Carrier } from '../model/observation.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { scan } from '../engine/scan.ts';
import type { AttributeText } from '../sensors/attributes.ts';
import type { LinkText } from '../sensors/links.ts';
import type { MarkupText, StyleText } from '../sensors/markup.ts';
import type { PseudoText } from '../sensors/pseudo.ts';
import type { TextBlock } from '../sensors/text.ts';
import { concealmentOfElement, concealmentOfFrame, concealmentOfPseudo } from '../sensors/visibility.ts';
import { concealmentOfAttribute, neverPainted } from './attribute-concealment.ts';
import { blankAttribute, blankData, blankLink, blankPseudo, blankText } from './blanking.ts';
import { judgeBlock, type Candidate } from './candidates.ts';
import type { CaseBook, Found } from './case-book.ts';

export class Carriers {
  /** Words with which a block was judged last. */
  private readonly judged = new WeakMap<Node, string>();
  /** Texts judged for a carrier that is not a text node. */
  private readonly known = new WeakMap<Node, Set<string>>();

  constructor(
    private readonly book: CaseBook,
    private readonly rules: () => RuleSet,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * A block of text.
   * @param rendered false for trees that are never painted, such as the contents of <template>
   * @param seen concealed containers that were judged in this pass
   */
  block(block: TextBlock, rendered: boolean, seen: WeakSet<Element>): void {
    // Blocks that were judged with the same words are not judged again.
    const key = block.block ?? block.nodes[0];
    if (!key || this.judged.get(key) === block.text) return;
    for (const candidate of judgeBlock(this.rules(), block, rendered, seen, concealmentOfFrame())) this.text(candidate);
    this.judged.set(key, block.nodes.map((n) => n.data).join(''));
  }

  /** A judged text that is made of text nodes. */
  text({ nodes, text, concealment, result }: Candidate): void {
    const anchor = nodes[0];
    if (!anchor) return;
    const blank = (id: string): void => blankText(this.book.ledger, id, nodes, concealment);
    this.book.open({ carrier: carrierOf(anchor), name: '', anchor, text, concealment, result, nodes, blank });
  }

  attribute(a: AttributeText): void {
    this.judge({
      carrier: a.name === 'content' ? 'meta' : a.name === 'value' ? 'value' : 'attribute',
      name: a.name,
      anchor: a.element,
      text: a.value,
      concealment: concealmentOfAttribute(a),
      blank: (id) => blankAttribute(this.book.ledger, id, a),
    });
  }

  markup({ carrier, name, node, value }: MarkupText): void {
    this.judge({
      carrier,
      name,
      anchor: node,
      text: value,
      concealment: neverPainted({ carrier }),
      blank: (id) => blankData(this.book.ledger, id, carrier, node, this.rules()),
    });
  }

  /** Unpainted words in the source of a style sheet; the rules around them stay. */
  styleSource({ node, pieces }: StyleText): void {
    this.judge({
      carrier: 'comment',
      name: 'style',
      anchor: node,
      text: pieces.join('\n'),
      concealment: neverPainted({ carrier: 'style' }),
      blank: (id) => {
        const without = pieces.reduce((css, piece) => css.replaceAll(piece, ''), node.data);
        this.book.ledger.setData(id, node, without);
      },
    });
  }

  link(l: LinkText): void {
    this.judge({
      carrier: 'url',
      name: l.name,
      anchor: l.element,
      text: l.value,
      concealment: neverPainted({ attribute: 'href' }),
      blank: (id) => blankLink(this.book.ledger, id, l, this.signal),
    });
  }

  /** The frame's own guard judges what is shown; a frame that nobody sees is emptied here, markup and all. */
  srcdoc(a: AttributeText): void {
    const concealment = concealmentOfElement(a.element);
    if (!concealment) return;
    const blank = (id: string): void => this.book.ledger.setAttribute(id, a.element, 'srcdoc', '');
    this.judge({ carrier: 'attribute', name: 'srcdoc', anchor: a.element, text: a.value, concealment, blank });
  }

  pseudo(p: PseudoText): void {
    this.judge({
      carrier: 'pseudo',
      name: p.pseudo,
      anchor: p.element,
      text: p.value,
      concealment: concealmentOfPseudo(p.element, p.pseudo),
      blank: (id) => blankPseudo(this.book.ledger, id, p),
    });
  }

  value(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
    this.judge({
      carrier: 'value',
      name: 'value',
      anchor: element,
      text,
      concealment: concealmentOfElement(element),
      blank: (id) => this.book.ledger.clearValue(id, element),
    });
  }

  /** Judges a text that is not made of text nodes and opens a case for it. */
  private judge(found: Omit<Found, 'result' | 'nodes'>): void {
    // The same words in the same place were judged before; the page is only read again.
    const known = this.known.get(found.anchor) ?? new Set<string>();
    const key = `${found.name}\n${found.text}`;
    if (known.has(key)) return;
    this.known.set(found.anchor, known.add(key));
    const result = scan(this.rules(), found.text, found.concealment !== null);
    this.book.open({ ...found, result, nodes: [] });
  }
}

function carrierOf(text: Text): Carrier {
  const tag = text.parentElement?.localName;
  if (tag === 'title' || tag === 'noscript') return tag;
  return tag === 'option' || tag === 'textarea' ? 'value' : 'text';
}
