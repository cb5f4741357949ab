// Runs in the page. A tree of roles and names as the browser panes of Claude-style agents build it from the DOM, with
// the filter "all": nothing is left out for being invisible. An own program after the published rules; a string comes
// back. Names are cut at 100 characters, as there.
(() => {
  const SKIPPED = new Set(['script', 'style', 'meta', 'link', 'title', 'noscript']);
  const ROLES = {
    a: 'link',
    button: 'button',
    select: 'combobox',
    textarea: 'textbox',
    input: 'textbox',
    img: 'image',
    nav: 'navigation',
    main: 'main',
    header: 'banner',
    footer: 'contentinfo',
    section: 'region',
    article: 'article',
    aside: 'complementary',
    form: 'form',
    table: 'table',
    ul: 'list',
    ol: 'list',
    li: 'listitem',
    label: 'label',
  };
  const NAME_LIMIT = 100;
  const lines = [];
  const cut = (text) => text.replace(/\s+/g, ' ').trim().slice(0, NAME_LIMIT);

  const directText = (element) =>
    [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.data)
      .join('');

  const labelOf = (element) => {
    const id = element.getAttribute('id');
    return id ? (document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent ?? '') : '';
  };

  const nameOf = (element, tag) => {
    if (tag === 'select') {
      const chosen = element.querySelector('option[selected]') ?? element.options[element.selectedIndex];
      if (chosen?.textContent.trim()) return chosen.textContent;
    }
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
      const value = element.getAttribute(name);
      if (value?.trim()) return value;
    }
    const label = labelOf(element);
    if (label.trim()) return label;
    if (tag === 'input') {
      const value = element.getAttribute('value') ?? '';
      if (['submit', 'button', 'reset'].includes(element.type) || (value !== '' && value.length < 50)) return value;
    }
    if (['button', 'a', 'summary', 'option'].includes(tag)) return element.textContent;
    if (/^h[1-6]$/.test(tag)) return element.textContent;
    const own = directText(element).trim();
    return own.length >= 3 ? own : '';
  };

  const visit = (element, depth) => {
    const tag = element.localName;
    if (SKIPPED.has(tag)) return;
    const role = element.getAttribute('role') ?? (/^h[1-6]$/.test(tag) ? 'heading' : (ROLES[tag] ?? 'generic'));
    const name = cut(nameOf(element, tag));
    const rest = ['href', 'type', 'placeholder'].flatMap((attribute) => {
      const value = element.getAttribute(attribute);
      return value === null ? [] : [`${attribute}="${value}"`];
    });
    lines.push(`${' '.repeat(depth)}${role} "${name}" ${rest.join(' ')}`);
    for (const child of element.children) visit(child, depth + 1);
  };
  if (document.body) visit(document.body, 0);
  return lines.join('\n');
})();
