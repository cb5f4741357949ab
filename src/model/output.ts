// What comes out of an assistant and was found worth telling: in an answer, in what a person copies from its page, in a
// link of an answer. The texts are hostile by assumption.
import type { DecodedLayer, Finding } from './finding.ts';

export const OUTPUT_PLACES = ['answer', 'copied', 'link'] as const;
export type OutputPlace = (typeof OUTPUT_PLACES)[number];

/** What became of it. `cleaned`: invisible characters were left out; `went-on`: the person did it all the same. */
export const OUTPUT_OUTCOMES = ['recorded', 'shown', 'cleaned', 'stopped', 'went-on'] as const;
export type OutputOutcome = (typeof OUTPUT_OUTCOMES)[number];

/** What the script on an assistant's page tells the worker for the record. */
export interface OutputReport {
  /** UUID; the store keeps one record per id. */
  readonly id: string;
  readonly place: OutputPlace;
  readonly outcome: OutputOutcome;
  /** At most 20,000 UTF-16 units; `textLength` has the true length. */
  readonly text: string;
  readonly textLength: number;
  /** At least one, at most 40. */
  readonly findings: readonly Finding[];
  /** What invisible characters spell. */
  readonly layers: readonly DecodedLayer[];
}
