// What a content security policy of ours kept a page from loading. The page has a policy of its own too, so only events that
// name ours count; addresses in them are the page's and may be anything.

export interface Refusal {
  readonly url: string;
  /** Kind of request, as the browser's rules name it. */
  readonly type: string;
}

/** Reported together; a page can be refused thousands of things at once. */
const MAX_AT_ONCE = 100;
const MAX_ADDRESS = 8_000;
const TOGETHER_MS = 100;

const TYPES: Readonly<Record<string, string>> = {
  'img-src': 'image',
  'media-src': 'media',
  'font-src': 'font',
  'connect-src': 'xmlhttprequest',
  'frame-src': 'sub_frame',
  'child-src': 'sub_frame',
  'object-src': 'object',
  'style-src': 'stylesheet',
  'style-src-elem': 'stylesheet',
  'script-src': 'script',
  'script-src-elem': 'script',
};

/** Tells of refusals by the policy with this mark until the signal ends. */
export function watchRefusals(mark: string, told: (refusals: readonly Refusal[]) => void, signal: AbortSignal): void {
  let waiting: Refusal[] = [];
  document.addEventListener(
    'securitypolicyviolation',
    (event) => {
      const { originalPolicy, blockedURI, effectiveDirective, disposition, isTrusted } = event;
      if (!isTrusted || disposition !== 'enforce' || !originalPolicy.includes(mark)) return;
      if (!/^(?:https?|wss?):/.test(blockedURI) || waiting.length >= MAX_AT_ONCE) return;
      waiting.push({ url: blockedURI.slice(0, MAX_ADDRESS), type: TYPES[effectiveDirective] ?? 'other' });
      if (waiting.length > 1) return;
      setTimeout(() => {
        told(waiting);
        waiting = [];
      }, TOGETHER_MS);
    },
    { signal, capture: true },
  );
}
