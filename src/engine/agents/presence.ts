// What marks amount to. They prove that an agent is, or was, in a document; that there are none proves nothing.
import type { AgentMark, MarkConfidence, Presence, TabAgent } from '../../model/agent.ts';

/** How long an agent counts as at work after its last mark was seen: turns end, and the next one begins. */
export const AFTER_MS = 10 * 60_000;

export interface Sighting {
  /** Ids of marks that the document shows now. */
  readonly now: readonly string[];
  /** Ids of marks that it has shown. */
  readonly ever: readonly string[];
  /** When a mark was last seen (ms). */
  readonly last: number;
}

const SURE: Readonly<Record<MarkConfidence, number>> = { high: 0, medium: 1, low: 2 };
const named = (marks: readonly AgentMark[], ids: readonly string[]): AgentMark[] =>
  marks.filter(({ id }) => ids.includes(id)).sort((a, b) => SURE[a.confidence] - SURE[b.confidence]);

/** A mark of an agent at work, sure enough to act on. What is only installed, or only a manner of pressing, is none. */
export const isAgent = ({ kind, confidence }: AgentMark): boolean =>
  (kind === 'acting' || kind === 'automation') && confidence !== 'low';

/** Whether an agent is, or was lately, at work: the gate's condition. */
export function atWork(marks: readonly AgentMark[], sighting: Sighting, now: number): boolean {
  if (named(marks, sighting.now).some(isAgent)) return true;
  return now - sighting.last < AFTER_MS && named(marks, sighting.ever).some(isAgent);
}

/** What a person is told. */
export function presenceOf(
  marks: readonly AgentMark[],
  sighting: Sighting,
): Pick<TabAgent, 'presence' | 'products' | 'assistants'> {
  const ever = named(marks, sighting.ever);
  const agents = ever.filter(({ kind }) => kind !== 'assistant');
  const presence: Presence = named(marks, sighting.now).some(isAgent)
    ? 'present'
    : agents.length > 0
      ? 'seen'
      : 'unknown';
  const unique = (list: readonly AgentMark[]): string[] => [...new Set(list.map(({ product }) => product))].slice(0, 5);
  return { presence, products: unique(agents), assistants: unique(ever.filter(({ kind }) => kind === 'assistant')) };
}
