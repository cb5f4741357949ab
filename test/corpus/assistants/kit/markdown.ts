// Shows the text of an answer as the services do: Markdown, drawn anew with every piece. Markup in it is kept, images and
// links too: the replicas are there to see what a browser does with an answer that nothing has cleaned.
import { marked } from 'marked';

/** Replaces what an element shows. */
export function showMarkdown(element: HTMLElement, text: string): void {
  const html = marked.parse(text, { async: false, gfm: true });
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  element.replaceChildren(...parsed.head.childNodes, ...parsed.body.childNodes);
}
