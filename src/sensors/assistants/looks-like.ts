// Whether a page that the catalogue does not know looks like an assistant: somebody begins to write in a field that asks for a
// message, on a page that speaks of an AI or shows its turns. Looked at when a person enters a field, a few times at most.

/** Fields entered on one page that are looked at. */
const MAX_LOOKS = 5;
const FIELD = /\b(?:ask|message|prompt|chat|frag|nachricht|pregunt|demande|chiedi|mensaje)/i;
const WORDS = /\b(?:ai|ki|gpt|llm|copilot|assistant|assistent|chatbot|llama|claude|gemini|mistral)\b/i;
const TURNS =
  '[data-message-author-role],[data-role="assistant"],[data-testid*="assistant" i],[class*="assistant" i],article[data-turn]';

/** Calls once when the page looks like an assistant. */
export function whenAssistant(found: () => void, signal: AbortSignal): void {
  let left = MAX_LOOKS;
  const done = new AbortController();
  signal.addEventListener('abort', () => done.abort());
  const look = (event: Event): void => {
    const [field] = event.composedPath() as Partial<HTMLTextAreaElement>[];
    if (field?.localName !== 'textarea' && field?.isContentEditable !== true) return;
    if (--left === 0) done.abort();
    const names = ['placeholder', 'aria-label', 'aria-placeholder', 'data-placeholder'];
    if (!FIELD.test(names.map((name) => field.getAttribute?.(name) ?? '').join(' '))) return;
    if (!WORDS.test(document.title) && !document.querySelector(TURNS)) return;
    done.abort();
    found();
  };
  document.addEventListener('focusin', look, { capture: true, passive: true, signal: done.signal });
}
