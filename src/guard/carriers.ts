// From a sensed text to a case: for each kind of carrier, whether a person can see it and how it would be emptied.
// Knows nothing of when a page is read.
import type { Carrier } from '../model/observation.ts';
import type { Verdict } from '../model/verdict.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { scan, type Scan } from '../engine/scan.ts';
import { isAddress, type AttributeText } from '../sensors/attributes.ts';
import { addressText } from '../sensors/data-addresses.ts';
import { linkText, type LinkText } from '../sensors/links.ts';
import type { MarkupText, StyleText } from '../sensors/markup.ts';
import type { PseudoText } from '../sensors/pseudo.ts';
import type { CueText } from '../sensors/tracks.ts';
import type { TextBlock } from '../sensors/text.ts';
import { concealmentOfElement, concealmentOfFrame, concealmentOfPseudo } from '../sensors/visibility.ts';
import { Addresses } from './addresses.ts';
import { concealmentOfAttribute, neverPainted } from './attribute-concealment.ts';
import {
  blankAttribute,
  blankCue,
  blankData,
  blankLink,
  blankPseudo,
  blankSpan,
  blankText,
  blankValue,
} from './blanking.ts';
import { Followed } from './followed.ts';
import { judgeBlock, type Candidate } from './candidates.ts';
import type { CaseBook, Unjudged } from './case-book.ts';
import { withoutString } from './json-words.ts';

/** The worker's verdicts on a text; null where it is clean. */
export interface Given {
  readonly seen: Verdict | null;
  readonly unseen: Verdict | null;
}

/** A verdict by the worker as if it were made here. */
export const byWorker = (verdict: Verdict): Scan => ({ verdict, invisible: false, encoded: false, unreadable: null });

/** Verdicts kept for one node. */
const MAX_KNOWN = 50;

export class Carriers {
  private readonly addresses: Addresses;
  private readonly followed = new Followed();
  /** Words with which a block was judged last. */
  private readonly judged = new WeakMap<Node, string>();
  /** Verdicts on texts of carriers that are not text nodes. */
  private readonly known = new WeakMap<Node, Map<string, Scan>>();

  constructor(
    private readonly book: CaseBook,
    private readonly rules: () => RuleSet,
    private readonly signal: AbortSignal,
  ) {
    this.addresses = new Addresses(book.ledger, rules, (found, given) => this.judge(found, given), signal);
  }

  /**
   * A block of text.
   * @param rendered false for trees that are never painted, such as the contents of <template>
   * @param seen concealed containers that were judged in this pass
   */
  block(block: TextBlock, rendered: boolean, seen: WeakSet<Element>): void {
    // Blocks that were judged with the same words are not judged again.
    const key = block.block ?? block.nodes[0];
    if (!key || this.judged.get(key) === block.text) return;
    const candidates = judgeBlock(this.rules(), block, rendered, seen, concealmentOfFrame());
    for (const candidate of candidates) this.text(candidate);
    // A text with a case is looked at whenever it is read: it may be back, or still wait to be taken away.
    if (candidates.length === 0) this.judged.set(key, block.text);
    else this.judged.delete(key);
  }

  /** A judged text that is made of text nodes. */
  text(candidate: Candidate): void {
    const { nodes, text, concealment, result, span, second = false } = this.withoutReturned(candidate);
    const anchor = nodes[0];
    if (!anchor) return;
    const blank = (id: string): void => {
      if (span) {
        blankSpan(this.book.ledger, id, nodes, span);
        return;
      }
      blankText(this.book.ledger, id, nodes, concealment);
      this.followed.add(id, nodes);
    };
    this.book.open({ carrier: carrierOf(anchor), name: '', anchor, text, concealment, result, nodes, blank, second });
  }

  /** The page goes on writing a text whose beginning was taken away. True when the rest went too. */
  goesOn(changed: Node): boolean {
    const more = this.followed.goesOn(changed);
    if (!more) return false;
    const seen = more.nodes.map((n) => n.data);
    this.book.more(more.id, more.place, () => {
      // What the page has written meanwhile is looked at in its own turn.
      const same = more.nodes.filter((n, i) => n.data === seen[i]);
      blankText(this.book.ledger, more.id, same, null);
      this.followed.add(more.id, same);
    });
    return true;
  }

  /** What a person has put back is not taken away again with its neighbours; these are judged by themselves. */
  private withoutReturned(candidate: Candidate): Candidate {
    const nodes = candidate.nodes.filter((n) => !this.book.ledger.isReturned(n));
    if (nodes.length === candidate.nodes.length) return candidate;
    const text = nodes.map((n) => n.data).join('\n');
    const { span: _span, ...rest } = candidate;
    return { ...rest, nodes, text, result: scan(this.rules(), text, candidate.concealment !== null) };
  }

  /** @param given what the worker makes of it; without, the rules judge here */
  attribute(a: AttributeText, given?: Given): void {
    const changed = a.cleaned === undefined && isAddress(a.name);
    const address = changed ? addressText(a.element, a.name, a.value) : a;
    if (address?.cleaned !== undefined) {
      this.addresses.judge(address, given);
      return;
    }
    // A change may be reported for any attribute: addresses and code are not texts, links have a way of their own.
    if (/^(?:on.*|style|src|srcset|srcdoc|action|integrity|nonce|d|.*:href)$/.test(a.name)) return;
    if (a.name === 'href') {
      const link = linkText(a.element, a.value);
      if (link) this.link(link);
      return;
    }
    this.judge(
      {
        carrier: a.name === 'content' ? 'meta' : a.name === 'value' ? 'value' : 'attribute',
        name: a.name,
        anchor: a.element,
        text: a.value,
        concealment: concealmentOfAttribute(a),
        blank: (id) => blankAttribute(this.book.ledger, id, a),
      },
      given,
    );
  }

  markup({ carrier, name, node, value }: MarkupText, given?: Given): void {
    this.judge(
      {
        carrier,
        name,
        anchor: node,
        text: value,
        concealment: neverPainted({ carrier }),
        blank: (id) => {
          if (node.data === value) blankData(this.book.ledger, id, carrier, node, this.rules());
        },
      },
      given,
    );
  }

  /** One string of structured data, of which the worker has an opinion. */
  words({ node, name }: MarkupText, text: string, given: Given): void {
    this.judge(
      {
        carrier: 'structured-data',
        name,
        anchor: node,
        text,
        concealment: neverPainted({ carrier: 'structured-data' }),
        blank: (id) => this.book.ledger.setData(id, node, withoutString(node.data, text)),
      },
      given,
    );
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

  link(l: LinkText, given?: Given): void {
    const href = l.element.getAttribute(l.name);
    this.judge(
      {
        carrier: 'url',
        name: l.name,
        anchor: l.element,
        text: l.value,
        concealment: neverPainted({ attribute: 'href' }),
        blank: (id) => {
          if (l.element.getAttribute(l.name) === href) blankLink(this.book.ledger, id, l, this.signal);
        },
      },
      given,
    );
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

  /** Captions are text for readers of transcripts; a person sees one at a time, if the video runs and shows them. */
  cue(c: CueText): void {
    this.judge({
      carrier: 'text',
      name: 'cue',
      anchor: c.element,
      text: c.value,
      concealment: neverPainted({ track: c.kind }),
      blank: (id) => blankCue(this.book.ledger, id, c),
    });
  }

  value(element: HTMLInputElement | HTMLTextAreaElement, text: string): void {
    this.judge({
      carrier: 'value',
      name: 'value',
      anchor: element,
      text,
      concealment: concealmentOfElement(element),
      blank: (id) => blankValue(this.book.ledger, id, element, text),
    });
  }

  /** Judges a text that is not made of text nodes and opens a case for it. */
  private judge(found: Unjudged, given?: Given): void {
    if (given) {
      const verdict = found.concealment ? given.unseen : given.seen;
      if (verdict) this.book.open({ ...found, result: byWorker(verdict), nodes: [], second: true });
      return;
    }
    // The same words in the same place are judged once, but the page may have put them back: the case book knows.
    const known = this.known.get(found.anchor) ?? new Map<string, Scan>();
    const hidden = found.concealment !== null;
    const key = `${found.name}\n${hidden}\n${found.text}`;
    const result = known.get(key) ?? scan(this.rules(), found.text, hidden);
    if (known.size >= MAX_KNOWN) known.clear();
    this.known.set(found.anchor, known.set(key, result));
    this.book.open({ ...found, result, nodes: [] });
  }
}

function carrierOf(text: Text): Carrier {
  const tag = text.parentElement?.localName;
  if (tag === 'title' || tag === 'noscript') return tag;
  return tag === 'option' || tag === 'textarea' ? 'value' : 'text';
}
