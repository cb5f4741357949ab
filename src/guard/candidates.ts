// From a place where the prefilter hit to a judged candidate: which text, seen or unseen by a person, what the engine says.
import type { Concealment } from '../model/observation.ts';
import { scan, type Scan } from '../engine/scan.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { INVISIBLE } from '../engine/normalize/characters.ts';
import { allTextNodes, type TextBlock } from '../sensors/text.ts';
import { concealmentOf } from '../sensors/visibility.ts';
import type { StyleFact } from '../sensors/style-chain.ts';

/** A text that somebody should decide about. */
export interface Candidate {
  readonly text: string;
  readonly nodes: readonly Text[];
  readonly concealment: Concealment | null;
  readonly result: Scan;
}

/** A concealed container up to this size is judged, and blanked, as one text. */
const WHOLE_SCOPE = 1_500;
/** Beyond this a concealed container is judged block by block only. */
const JOINT_SCOPE = 6_000;

/**
 * Judges one block. Text that a person cannot see is judged by itself and together with the rest of its concealed
 * container; visible text as a whole. Yields at most one candidate per concealed part and one for the visible text.
 * @param seen containers that were already judged in this pass
 */
export function judgeBlock(rules: RuleSet, block: TextBlock, rendered: boolean, seen: WeakSet<Element>): Candidate[] {
  const first = scan(rules, block.text, true);
  if (first.verdict.kind === 'clean') {
    // The rest of a concealed container may complete it; only worth a look when this block says something.
    if (first.verdict.findings.length === 0) return [];
  }
  if (!rendered) {
    return first.verdict.kind === 'clean' ? [] : [{ text: block.text, nodes: block.nodes, concealment: neverPainted(), result: first }];
  }
  const out: Candidate[] = [];
  const visible: Text[] = [];
  const concealed = new Map<Element, { fact: StyleFact; nodes: Text[] }>();
  for (const node of block.nodes) {
    if (!/\S/.test(node.data)) {
      visible.push(node);
      continue;
    }
    const fact = concealmentOf(node);
    if (!fact) visible.push(node);
    else {
      const group = concealed.get(fact.element);
      if (group) group.nodes.push(node);
      else concealed.set(fact.element, { fact, nodes: [node] });
    }
  }
  const parts = [...concealed.values()];
  const groups = parts.length > 1 && parts.every((p) => !isLarge(p.fact.element)) ? [joined(parts)] : parts;
  for (const part of groups) {
    if (seen.has(part.fact.element)) continue;
    const candidate = judgeConcealed(rules, part.fact, part.nodes, seen);
    if (candidate) out.push(candidate);
  }
  if (visible.some((n) => /\S/.test(n.data))) {
    const text = visible.map((n) => n.data).join('');
    const result = visible.length === block.nodes.length && !INVISIBLE.test(text) ? rejudge(first, rules, text) : scan(rules, text, false);
    if (result.verdict.kind !== 'clean') {
      const concealment: Concealment | null = result.invisible
        ? { reason: 'invisible-characters', evidence: { transform: result.verdict.layers[0]?.transform ?? '' } }
        : null;
      out.push({ text, nodes: visible, concealment, result });
    }
  }
  return out;
}

const neverPainted = (): Concealment => ({ reason: 'never-painted', evidence: {} });

/** The same findings under the visible threshold. */
const rejudge = (first: Scan, rules: RuleSet, text: string): Scan =>
  first.verdict.findings.length === 0 ? first : scan(rules, text, false);

const isLarge = (element: Element): boolean => (element.textContent ?? '').length > JOINT_SCOPE;

/** Several concealed parts of one block (one letter per element, say) are one text. */
function joined(parts: readonly { fact: StyleFact; nodes: Text[] }[]): { fact: StyleFact; nodes: Text[] } {
  const fact = parts[0]?.fact;
  if (!fact) throw new Error('joined() needs a part');
  return { fact, nodes: parts.flatMap((p) => p.nodes) };
}

function judgeConcealed(rules: RuleSet, fact: StyleFact, nodes: readonly Text[], seen: WeakSet<Element>): Candidate | null {
  const concealment: Concealment = { reason: fact.reason, evidence: fact.evidence };
  const own = nodes.map((n) => n.data).join('');
  const scope = scopeOf(fact.element);
  if (scope) {
    const all = allTextNodes(scope, JOINT_SCOPE).filter((n) => nodes.includes(n) || concealmentOf(n) !== null);
    if (all.length > nodes.length) {
      // A line break between nodes of different parents keeps words of different blocks apart.
      const pieces = all.map((n, i) => (i > 0 && all[i - 1]?.parentNode !== n.parentNode ? `\n${n.data}` : n.data));
      const text = pieces.join('');
      const result = scan(rules, text, true);
      if (result.verdict.kind !== 'clean') {
        const whole = text.length <= WHOLE_SCOPE;
        const kept = whole ? all : near(all, pieces, result);
        seen.add(scope);
        return { text: whole ? text : kept.map((n) => n.data).join('\n'), nodes: kept, concealment, result };
      }
    }
  }
  const result = scan(rules, own, true);
  if (result.verdict.kind === 'clean') return null;
  return { text: own, nodes, concealment, result };
}

/** The concealed container, unless it is (nearly) the whole page: a page that fades in is not a hiding place. */
function scopeOf(element: Element): Element | null {
  const body = element.ownerDocument.body;
  if (!body || element === body || element.contains(body)) return null;
  const length = (element.textContent ?? '').length;
  return length <= JOINT_SCOPE ? element : null;
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
