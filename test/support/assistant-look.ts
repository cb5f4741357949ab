// Programs that look into a page of an assistant from the isolated world, as texts: what the tests' bundler adds to functions
// does not exist in the page. Selectors come from the catalogue; the page may be hostile and can only make answers wrong.

/** Elements that fit a selector, through open shadow roots, in the order of the document. */
export const ALL = `(selector) => {
  const found = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector)) found.push(element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found;
}`;

/** Those of them that are shown, for the first of some selectors that has any. */
export const SHOWN = `(selectors) => {
  for (const selector of selectors) {
    const shown = (${ALL})(selector).filter((e) => e.checkVisibility() && e.getClientRects().length > 0);
    if (shown.length > 0) return shown;
  }
  return [];
}`;

/** The draft, one line for each block: `innerText` would put an empty line between paragraphs. */
export const DRAFT = `(editor) => {
  if ('value' in editor) return editor.value;
  // CodeMirror shows its placeholder as text of the editor.
  const line = (block) => block.querySelector('.cm-placeholder') ? '' : block.innerText.replace(/\\u00a0/g, ' ').replace(/\\n$/, '');
  const blocks = [...editor.children].filter((child) => getComputedStyle(child).display === 'block');
  return blocks.length > 0 ? blocks.map(line).join('\\n') : line(editor);
}`;

/** The text of an element as it is shown, with that of the shadow roots in it. */
export const SHOWN_TEXT = `(element) => {
  const read = (e) => e.shadowRoot ? [...e.shadowRoot.children].map(read).join('') : e.localName === 'style' ? '' : e.innerText;
  return read(element).trim();
}`;

/** Where the caret stands in the text of an editor, counted in UTF-16 units without line breaks; -1: not in it. */
export const CARET = `(editor) => {
  if (editor.localName === 'textarea') return editor.selectionStart;
  const root = editor.getRootNode();
  const selection = root.getSelection ? root.getSelection() : document.getSelection();
  if (!selection.focusNode || !editor.contains(selection.focusNode)) return -1;
  const range = document.createRange();
  range.setStart(editor, 0);
  range.setEnd(selection.focusNode, selection.focusOffset);
  return range.toString().length;
}`;
