// The style sheets of a tree, adopted ones included.

/** All sheets that apply to a document or shadow root. */
export const sheetsOf = (root: Document | ShadowRoot): CSSStyleSheet[] => [...root.styleSheets, ...adopted(root)];

interface Waived {
  readonly wrappedJSObject?: { readonly adoptedStyleSheets?: ArrayLike<CSSStyleSheet> };
}
declare const XPCNativeWrapper: (<T>(object: T) => T) | undefined;

/** Adopted sheets. Firefox shows that list to the page's own world only, and its sheets must be wrapped again. */
function adopted(root: Document | ShadowRoot): CSSStyleSheet[] {
  try {
    return [...root.adoptedStyleSheets];
  } catch {
    if (typeof XPCNativeWrapper === 'undefined') return [];
  }
  const out: CSSStyleSheet[] = [];
  try {
    const list = (root as Waived).wrappedJSObject?.adoptedStyleSheets;
    for (let i = 0; list && i < Math.min(list.length, 1_000); i++) {
      const sheet = list[i];
      if (sheet) out.push(XPCNativeWrapper(sheet));
    }
  } catch {
    // The page bent the list.
  }
  return out;
}
