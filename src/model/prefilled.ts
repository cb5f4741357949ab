// A prompt that an address brought to an assistant and that waits for a person's word.
import type { Verdict } from './verdict.ts';

export interface WaitingPrompt {
  readonly id: string;
  /** Host of the assistant's page. */
  readonly site: string;
  /** AI service id, or ''. */
  readonly service: string;
  /** What would be sent, as decoded; hostile, shown as inert text. */
  readonly text: string;
  readonly verdict: Verdict;
  /** Whether policy lets the person open the page with the prompt. */
  readonly mayOpen: boolean;
  /** Shown where the organisation decided; '' otherwise. */
  readonly organisation: string;
}
