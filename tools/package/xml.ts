// XML from values: text and attributes are escaped, characters that XML 1.0 cannot hold are refused.

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

/** Text for content and attributes. @throws Error for a character that no XML file can hold. */
export function xml(text: string): string {
  if (FORBIDDEN.test(text)) throw new Error('the text holds a character that XML cannot hold');
  return text.replace(/[&<>"']/g, (c) => NAMES[c] ?? c).replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** One element on lines of its own; `content` is text, or lines of other elements. */
export function element(name: string, attributes: Attributes, content: string | readonly string[] = []): string[] {
  const open = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xml(String(value))}"`)].join(' ');
  if (typeof content === 'string') return [`<${open}>${xml(content)}</${name}>`];
  if (content.length === 0) return [`<${open} />`];
  return [`<${open}>`, ...content.map((line) => `  ${line}`), `</${name}>`];
}
