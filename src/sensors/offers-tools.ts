// Whether a page offers tools to agents: by calls, where the browser has the interface (WebMCP), or by attributes of a form, which
// readers of pages pass on in every browser. Only notices that there are some; page-tools.ts reads them.

interface Tools extends EventTarget {
  getTools(): Promise<readonly unknown[]>;
}

/** The browser's interface, where it has one; asked for in the extension's own world, which the page cannot see. */
export const toolsOf = (of: Document): Tools | undefined => (of as { modelContext?: Tools }).modelContext;

/** Calls once, when the page is parsed or later, as soon as it offers a tool. */
export function whenTools(found: () => void, signal: AbortSignal): void {
  const done = new AbortController();
  signal.addEventListener('abort', () => done.abort());
  const tell = (): void => {
    if (done.signal.aborted) return;
    done.abort();
    found();
  };
  const tools = toolsOf(document);
  const look = (): void => {
    if (document.querySelector('form[toolname]')) tell();
    // Refused where policy has taken the interface away.
    else
      tools?.getTools().then(
        (all) => all.length > 0 && tell(),
        () => undefined,
      );
  };
  const options = { signal: done.signal };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', look, options);
  else look();
  addEventListener('load', look, options);
  tools?.addEventListener('toolchange', tell, options);
}
