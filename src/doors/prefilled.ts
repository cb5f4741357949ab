// The last stop for a prompt that came in the address: at document_start, before the page's first script. What the rules know
// is stopped here and now; everything else is the worker's business, which began with the navigation.
import { prefilledPrompts } from '../engine/exfiltration/prefilled.ts';
import { stopsPrompt } from '../engine/exfiltration/prompt-verdict.ts';
import type { RuleSet } from '../engine/detect/rule-set.ts';
import { scan } from '../engine/scan.ts';

export interface PrefilledNeeds {
  /** The page's address and host. */
  readonly address: string;
  readonly host: string;
  readonly rules: () => RuleSet;
  readonly connectives: readonly string[];
  /** Stops loading, so that no script of the page runs. */
  readonly stop: () => void;
  /** Asks the worker, which leads the tab to the page that shows the prompt, or says to go on. */
  readonly ask: () => Promise<{ readonly goOn: boolean }>;
  /** Loads the page anew; `leave` takes the address off this check once. */
  readonly reload: () => void;
  readonly leave: Leave;
}

/** Remembers, over one reload of this tab, that an address may pass. Pages cannot foresee it, and gain nothing by it. */
export interface Leave {
  readonly take: (address: string) => boolean;
  readonly give: (address: string) => boolean;
}

/** Stops the page if its address brings a prompt that the rules know. True: the page is stopped. Never throws. */
export function stopPrefilled(needs: PrefilledNeeds): boolean {
  const place = { hosts: [needs.host], paths: [], prefill: [] };
  const prompts = prefilledPrompts(needs.address, [place]);
  if (prompts.length === 0 || needs.leave.take(needs.address)) return false;
  const known = prompts.some(({ text }) => {
    const { verdict } = scan(needs.rules(), text, false);
    return stopsPrompt(text, verdict, needs.connectives);
  });
  if (!known) return false;
  needs.stop();
  needs.ask().then(
    ({ goOn }) => {
      if (goOn && needs.leave.give(needs.address)) needs.reload();
    },
    () => {
      // Without a worker the page stays stopped: an empty page is the safe side, and a reload asks again.
    },
  );
  return true;
}
