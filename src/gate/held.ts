// An act that was kept back, and how it is done when a person lets it: as the page would have got it, once.
import { pressEnter } from '../enforcement/hold.ts';
import type { AgentAct } from '../model/agent.ts';
import { bare } from '../model/bare.ts';
import { isHtml } from '../model/node-kinds.ts';

export interface Held {
  /** `native`: a form sent by a script without an event. `write`: cannot be done again. */
  readonly kind: 'press' | 'enter' | 'submit' | 'native' | 'write';
  readonly act: AgentAct;
  readonly element: Element;
  /** The button that sends a form. */
  readonly by?: Element | null;
  /** What it would have done, to tell whether it still would. */
  readonly print: string;
}

/** Does it; false where that is not possible any more. */
export function redo({ kind, element, by }: Held): boolean {
  if (kind === 'press' && isHtml(element)) {
    element.click();
    return true;
  }
  if (kind === 'enter' && isHtml(element)) {
    pressEnter(element);
    return true;
  }
  if (!isHtml(element, 'form')) return false;
  const form = bare(element);
  if (kind === 'native') form.submit();
  else if (kind === 'submit') form.requestSubmit(isHtml(by) && by.isConnected ? by : null);
  else return false;
  return true;
}
