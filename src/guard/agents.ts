// Looks whether an agent is at work here: cheaply, on every page. A find calls the worker, which brings the gate; until it
// stands, presses are kept from the page. Which agent it is, and what may pass, is the gate's business.
import { NAMED } from '../model/page-channel.ts';
import { drivenByProgram, noteAgent } from '../sensors/automation.ts';
import { sharedHook } from '../sensors/shared-hook.ts';

/** The gate is not waited for longer than this: a worker that is gone must not lock a page. */
const WAIT_MS = 2_000;
/** A page that changes all the time is looked over so often at most; every press looks as well. */
const PAUSE_MS = 300;

/**
 * Starts looking; `tell` resolves when the gate stands. Answers a function that looks again.
 * @param selector what agents put into pages; catalog/agent-hint.json
 */
export function watchAgents(selector: string, tell: () => Promise<unknown>, signal: AbortSignal): () => void {
  /** undefined: nobody was seen. */
  let waits: boolean | undefined;
  let after = 0;
  const found = (names: string): void => {
    noteAgent(names);
    if (waits !== undefined) return;
    waits = true;
    const stands = (): void => void (waits = false);
    setTimeout(stands, WAIT_MS);
    void tell().then(stands, stands);
  };
  const look = (): void => {
    if (waits === undefined && (drivenByProgram() || document.querySelector(selector))) found('');
  };
  const heard = (event: Event): void => {
    look();
    if (!waits) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const type of ['pointerdown', 'click', 'submit']) addEventListener(type, heard, { capture: true, signal });
  addEventListener('load', look, { signal });
  look();
  // The hook has looked for names that drivers leave in the page's world. A page that speaks here is only looked at closely.
  sharedHook()?.addEventListener(
    NAMED,
    (event) => found((event as unknown as { relatedTarget: Text }).relatedTarget.data),
    {
      signal,
    },
  );
  return () => {
    const now = performance.now();
    if (now < after) return;
    after = now + PAUSE_MS;
    look();
  };
}
