// Building the markup of a replica. Attributes and texts are set as such; no markup is made from strings.

type Attributes = Readonly<Record<string, string | boolean>>;

/** An element with its attributes; false leaves one out, true sets it empty. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K];
export function h(tag: string, attributes?: Attributes, ...children: (Node | string)[]): HTMLElement;
export function h(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** A button that never submits a form by itself. */
export const button = (label: string, attributes: Attributes = {}): HTMLButtonElement =>
  h('button', { type: 'button', 'aria-label': label, ...attributes }, label);
