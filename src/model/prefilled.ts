// A prompt that an address brought to an assistant and that waits for a person's word.
import type { PolicyLayer } from './policy.ts';
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
  /** Which layer of the policy decided. */
  readonly layer: PolicyLayer;
  /** Words of the organisation in the person's language, and its page for help; '' for none. */
  readonly notice: string;
  readonly supportUrl: string;
  /** Shown where the organisation decided; '' otherwise. */
  readonly organisation: string;
}
