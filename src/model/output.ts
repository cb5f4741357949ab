// What comes out of an assistant and was found worth telling: in an answer, in what a person copies from its page, in a
// link of an answer, and a conversation that is about to become public. The texts are hostile by assumption.
import type { DecodedLayer, Finding } from './finding.ts';
import type { Account } from './input.ts';

export const OUTPUT_PLACES = ['answer', 'copied', 'link', 'share'] as const;
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
  /** At most 20,000 UTF-16 units; `textLength` has the true length. Of a share the words on the button, never the conversation. */
  readonly text: string;
  readonly textLength: number;
  /** At most 40, and at least one but for a share: nothing has to be wrong with what is shared. */
  readonly findings: readonly Finding[];
  /** What invisible characters spell. */
  readonly layers: readonly DecodedLayer[];
  /** As the page's script saw it when it decided. */
  readonly account?: Account;
  /** The browser says that a program drives it. */
  readonly agent?: boolean;
}
