// From a place where the prefilter hit to a judged candidate: which text, seen or unseen by a person, what the engine says.
import type { Transform } from '../model/finding.ts';
import type { Concealment } from '../model/observation.ts';
import { scan, type Scan } from '../engine/scan.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { allTextNodes, holdsMore, type TextBlock } from '../sensors/text.ts';
import { paintedInHeap } from '../sensors/painted-order.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import type { StyleFact } from '../sensors/style-chain.ts';
import { bare } from '../model/bare.ts';

/** A text that somebody should decide about. */
export interface Candidate {
  readonly text: string;
  readonly nodes: readonly Text[];
  readonly concealment: Concealment | null;
  readonly result: Scan;
  /** Where only this part of the text is to go: offsets into it, end exclusive. */
  readonly span?: readonly [number, number];
  /** Found by the second reading. */
  readonly second?: boolean;
}

/** A concealed container up to this size is judged, and blanked, as one text. */
const WHOLE_SCOPE = 1_500;
/** Beyond this a concealed container is judged block by block only. */
const JOINT_SCOPE = 6_000;

/**
 * Judges one block. Text that a person cannot see is judged by itself and together with the rest of its concealed
 * container; visible text as a whole. Yields at most one candidate per concealed part and one for the visible text.
 * @param rendered false for trees that are never painted, such as the contents of <template>
 * @param seen containers that were already judged in this pass
 * @param frame why nothing in this frame can be seen; null when it can
 */
export function judgeBlock(
  rules: RuleSet,
  block: TextBlock,
  rendered: boolean,
  seen: WeakSet<Element>,
  frame: StyleFact | null,
): Candidate[] {
  if (!rendered) {
    return judgeUnpainted(rules, block, seen);
  }
  const first = scan(rules, block.text, true);
  // A payload may be spread over blocks that are hidden alike, so a hidden block counts even when it says nothing alone.
  if (first.verdict.findings.length === 0) {
    const node = block.nodes.find((n) => /\S/.test(n.data));
    if (!node) return [];
    if (!(concealmentOf(node) ?? frame)) return judgeHeap(rules, block, seen);
  }
  const out: Candidate[] = [];
  const visible: Text[] = [];
  const concealed: Text[] = [];
  let fact: StyleFact | null = null;
  let last = visible;
  for (const node of block.nodes) {
    // White space belongs to the words before it.
    if (/\S/.test(node.data)) {
      const why = concealmentOf(node) ?? frame;
      fact ??= why;
      last = why ? concealed : visible;
    }
    last.push(node);
  }
  if (fact && (fact === frame || !seen.has(fact.element))) {
    const { reason } = fact;
    const alike = (n: Text): boolean => concealmentOf(n)?.reason === reason;
    const candidate = judgeConcealed(rules, fact, concealed, textOf(block, concealed), seen, alike);
    if (candidate) out.push(candidate);
  }
  if (first.verdict.findings.length > 0 && visible.some((n) => /\S/.test(n.data))) {
    const text = textOf(block, visible);
    const result = scan(rules, text, false);
    const heap = inHeap(rules, visible, text);
    if (heap) out.push(heap);
    else if (result.verdict.kind !== 'clean') {
      out.push({ text, nodes: visible, result, ...unseenWords(result, text) });
    }
  }
  return out;
}

/** Words that can be seen and are painted in such an order that a person cannot read what they say: that counts as unseen. */
function inHeap(rules: RuleSet, nodes: readonly Text[], text: string): Candidate | null {
  const result = scan(rules, text, true);
  const concealment = result.verdict.kind === 'malicious' ? paintedInHeap(nodes) : null;
  return concealment && { text, nodes, concealment, result };
}

/** The same of a block that says nothing by itself, together with its small neighbours. */
function judgeHeap(rules: RuleSet, { block, text }: TextBlock, seen: WeakSet<Element>): Candidate[] {
  const scope = block && text.length <= WORDS ? scopeOf(block) : null;
  if (!scope || scope === block || seen.has(scope)) return [];
  seen.add(scope);
  const all = allTextNodes(scope, WHOLE_SCOPE).filter((n) => /\S/.test(n.data));
  // Only then is every node asked whether it can be seen: that takes longer.
  if (!inHeap(rules, all, joined(all).join(''))) return [];
  const nodes = all.filter((n) => concealmentOf(n) === null);
  const heap = inHeap(rules, nodes, joined(nodes).join(''));
  return heap ? [heap] : [];
}

/** Longest block that can be one of the pieces of a sentence. */
const WORDS = 200;

/** Texts of nodes; a line break between nodes of different parents keeps words of different blocks apart. */
const joined = (nodes: readonly Text[]): string[] =>
  nodes.map((n, i) => (i > 0 && nodes[i - 1]?.parentNode !== n.parentNode ? `\n${n.data}` : n.data));

/** What some of a block's nodes say; of a very long node only what the block was cut to. */
const textOf = (block: TextBlock, nodes: readonly Text[]): string =>
  nodes.length === block.nodes.length ? block.text : nodes.map((n) => n.data).join('');

/** Visible text whose steering words nobody sees: they have no glyphs, or stand behind an encoding. */
function unseenWords(result: Scan, text: string): Pick<Candidate, 'concealment' | 'span'> {
  const transform = result.verdict.layers[0]?.transform ?? '';
  if (result.invisible) return { concealment: { reason: 'invisible-characters', evidence: { transform } } };
  const { unreadable } = result;
  if (!unreadable) return { concealment: null };
  return {
    concealment: { reason: 'encoded', evidence: { transform: unreadable } },
    span: encodedRun(unreadable, text, result),
  };
}

/** One sign of an encoding, with what may stand before the next one; other encodings take the whole text. */
const SIGNS: Readonly<Partial<Record<Transform, string>>> = {
  base64: '[A-Za-z0-9+/=_-]',
  hex: '(?:0x|\\\\x)?[0-9A-Fa-f]{2}[\\s,:;-]{0,2}',
  percent: '\\S',
  'private-use': '[\\ue000-\\uf8ff]\\s?',
  braille: '[\\u2800-\\u28ff]\\s?',
};

/** From the first to the last character of the encoded words, and on as far as the encoding goes. */
function encodedRun(transform: Transform, text: string, { verdict }: Scan): readonly [number, number] {
  const sign = SIGNS[transform];
  const found = verdict.findings.filter((f) => f.transform === transform);
  if (!sign || found.length === 0) return [0, text.length];
  const from = Math.min(...found.map((f) => f.start));
  const to = Math.max(...found.map((f) => f.end));
  const before = new RegExp(`(?:${sign})*$`).exec(text.slice(0, from))?.[0].length ?? 0;
  const behind = new RegExp(`^(?:${sign})*`).exec(text.slice(to))?.[0].trimEnd().length ?? 0;
  return [from - before, to + behind];
}

/** A tree that is never painted conceals whole: the block, or what it says together with its surroundings. */
function judgeUnpainted(rules: RuleSet, { block, nodes, text }: TextBlock, seen: WeakSet<Element>): Candidate[] {
  const concealment: Concealment = { reason: 'never-painted', evidence: {} };
  const result = scan(rules, text, true);
  if (result.verdict.kind !== 'clean') return [{ text, nodes, concealment, result }];
  const fact = block && { ...concealment, element: block };
  const candidate = fact && judgeConcealed(rules, fact, nodes, text, seen, () => true);
  return candidate ? [candidate] : [];
}

function judgeConcealed(
  rules: RuleSet,
  fact: StyleFact,
  nodes: readonly Text[],
  own: string,
  seen: WeakSet<Element>,
  alike: (node: Text) => boolean,
): Candidate | null {
  const concealment: Concealment = { reason: fact.reason, evidence: fact.evidence };
  const alone = scan(rules, own, true);
  // Where no block says anything by itself, what they say together must be as clear as visible text must be.
  const spread = alone.verdict.findings.length === 0;
  const scope = scopeOf(fact.element);
  if (scope) {
    const all = allTextNodes(scope, JOINT_SCOPE).filter((n) => nodes.includes(n) || alike(n));
    if (all.length > nodes.length) {
      const pieces = joined(all);
      const text = pieces.join('');
      const result = scan(rules, text, !spread);
      if (spread ? result.verdict.kind === 'malicious' : result.verdict.kind !== 'clean') {
        const whole = text.length <= WHOLE_SCOPE;
        const kept = whole ? all : near(all, pieces, result);
        // Where only a part is taken, the rest is judged when its own blocks come up.
        if (whole) seen.add(scope);
        return { text: whole ? text : kept.map((n) => n.data).join('\n'), nodes: kept, concealment, result };
      }
    }
  }
  return alone.verdict.kind === 'clean' ? null : { text: own, nodes, concealment, result: alone };
}

/**
 * The concealed container and what surrounds it while that is small: a payload is often spread over neighbours that are
 * hidden alike. Never (nearly) the whole page: a page that fades in is not a hiding place.
 */
function scopeOf(element: Element): Element | null {
  // Contents of templates belong to a document that is empty.
  const { documentElement: root } = bare(element).ownerDocument;
  const body = bare(element).ownerDocument.body as HTMLElement | null;
  if (element === root || element === body || (body !== null && bare(element).contains(body))) return null;
  if (holdsMore(element, JOINT_SCOPE)) return null;
  let scope = element;
  for (let level = 0; level < 4; level++) {
    const parent = bare(scope).parentElement;
    if (!parent || parent === body || holdsMore(parent, WHOLE_SCOPE)) break;
    scope = parent;
  }
  return scope;
}

/** Nodes from the first finding's to one after the last's: the payload follows its opening words. */
function near(nodes: readonly Text[], pieces: readonly string[], result: Scan): Text[] {
  const from = Math.min(...result.verdict.findings.map((f) => f.start));
  const to = Math.max(...result.verdict.findings.map((f) => f.end));
  const out: Text[] = [];
  let start = 0;
  let extra = 2;
  for (const [i, node] of nodes.entries()) {
    const end = start + (pieces[i]?.length ?? 0);
    if (end > from && (start < to || extra-- > 0)) out.push(node);
    start = end;
  }
  return out;
}
