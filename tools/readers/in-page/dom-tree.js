// Runs in the page. Visible text and interactive elements as Nanobrowser (and browser-use before it) collect them: text
// counts when its boxes lie in the viewport, checkVisibility agrees and its parent is on top at its middle. An own
// program after the published rules; goes into open shadow roots and frames of the same origin. A string comes back.
(() => {
  const SKIPPED = new Set(['svg', 'script', 'style', 'link', 'meta', 'noscript', 'template']);
  const INTERACTIVE_TAGS = new Set('a button input select textarea details summary label option menu'.split(' '));
  const INTERACTIVE_ROLES = new Set(
    'button link menuitem tab option checkbox radio switch slider textbox combobox searchbox listbox'.split(' '),
  );
  const ATTRIBUTES = 'title type name role value placeholder alt aria-label aria-expanded href data-state'.split(' ');
  const lines = [];

  const inViewport = (rect, view) =>
    rect.bottom >= 0 && rect.top <= view.innerHeight && rect.right >= 0 && rect.left <= view.innerWidth;
  const sized = (rect) => rect.width > 0 && rect.height > 0;

  const elementVisible = (element) => {
    const style = element.ownerDocument.defaultView.getComputedStyle(element);
    return (
      element.offsetWidth > 0 && element.offsetHeight > 0 && style.visibility !== 'hidden' && style.display !== 'none'
    );
  };

  const onTop = (element) => {
    const view = element.ownerDocument.defaultView;
    const rect = [...element.getClientRects()].find((one) => sized(one) && inViewport(one, view));
    if (!rect) return false;
    // Inside a frame only the frame's own hit test is possible.
    let top = element.getRootNode().elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
    for (; top; top = top.parentElement) if (top === element) return true;
    return false;
  };

  const textVisible = (node) => {
    const view = node.ownerDocument.defaultView;
    const range = node.ownerDocument.createRange();
    range.selectNodeContents(node);
    if (![...range.getClientRects()].some((rect) => sized(rect) && inViewport(rect, view))) return false;
    // The original asks for opacity, too, and passes transparent text on all the same (measured): not asked here.
    return node.parentElement?.checkVisibility({ checkVisibilityCSS: true }) ?? false;
  };

  const interactive = (element) =>
    INTERACTIVE_TAGS.has(element.localName) ||
    INTERACTIVE_ROLES.has(element.getAttribute('role') ?? '') ||
    element.isContentEditable ||
    element.hasAttribute('onclick') ||
    element.tabIndex >= 0 ||
    element.ownerDocument.defaultView.getComputedStyle(element).cursor === 'pointer';

  const visitText = (node, inside) => {
    const text = node.data.trim();
    const parent = node.parentElement;
    if (text === '' || !parent || !textVisible(node)) return;
    // The text of a listed element belongs to it; other text must be seen by itself.
    if (inside || (elementVisible(parent) && onTop(parent))) lines.push(text);
  };

  const visit = (element, inside) => {
    if (SKIPPED.has(element.localName)) return;
    const listed = elementVisible(element) && interactive(element) && onTop(element);
    if (listed) {
      const values = ATTRIBUTES.flatMap((name) => {
        const value = element.getAttribute(name);
        return value === null ? [] : [`${name}='${value}'`];
      });
      lines.push(`<${element.localName} ${values.join(' ')}/>`);
    }
    if (element.localName === 'iframe') {
      try {
        // The frame of another origin has no document here.
        if (element.contentDocument?.body) visit(element.contentDocument.body, false);
      } catch {
        return;
      }
      return;
    }
    const roots = element.shadowRoot ? [element.shadowRoot, element] : [element];
    for (const root of roots) {
      for (const child of root.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) visitText(child, inside || listed);
        else if (child.nodeType === Node.ELEMENT_NODE) visit(child, inside || listed);
      }
    }
  };
  if (document.body) visit(document.body, false);
  return lines.join('\n');
})();
