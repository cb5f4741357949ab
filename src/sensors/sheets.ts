// Style sheets of a tree, those that scripts have adopted included where the browser lets a content script see them
// (Firefox refuses: the list throws through its Xray wrapper).

/** All sheets that apply to a document or shadow root. */
export function sheetsOf(root: Document | ShadowRoot): CSSStyleSheet[] {
  const own = [...root.styleSheets];
  try {
    return [...own, ...root.adoptedStyleSheets];
  } catch {
    return own;
  }
}
