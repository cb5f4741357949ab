// Tags and text of XML in the order in which they stand. No tree, no entities of its own: enough for the words of office
// files, linear for any input.

export interface Tag {
  readonly kind: 'open' | 'close' | 'text';
  /** Name with its prefix, or the text. */
  readonly name: string;
  readonly attributes: string;
  readonly empty: boolean;
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Steps through markup. Comments, declarations and instructions are left out. */
export function* tagsOf(xml: string): Generator<Tag> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open < 0 || open > at) {
      yield { kind: 'text', name: decoded(xml.slice(at, open < 0 ? undefined : open)), attributes: '', empty: false };
      if (open < 0) return;
    }
    if (xml.startsWith('<!--', open)) {
      at = after(xml, '-->', open);
      continue;
    }
    if (xml.startsWith('<![CDATA[', open)) {
      at = after(xml, ']]>', open);
      yield { kind: 'text', name: xml.slice(open + 9, at - 3), attributes: '', empty: false };
      continue;
    }
    const close = xml.indexOf('>', open);
    if (close < 0) return;
    at = close + 1;
    const inside = xml.slice(open + 1, close);
    if (inside.startsWith('?') || inside.startsWith('!')) continue;
    if (inside.startsWith('/')) {
      yield { kind: 'close', name: inside.slice(1).trim(), attributes: '', empty: false };
      continue;
    }
    const empty = inside.endsWith('/');
    const body = empty ? inside.slice(0, -1) : inside;
    const space = body.search(/\s/);
    yield {
      kind: 'open',
      name: space < 0 ? body : body.slice(0, space),
      attributes: space < 0 ? '' : body.slice(space),
      empty,
    };
  }
}

/** Value of an attribute; '' where there is none. */
export function attribute(attributes: string, name: string): string {
  const at = attributes.indexOf(` ${name}="`);
  if (at < 0) return '';
  const from = at + name.length + 3;
  const to = attributes.indexOf('"', from);
  return decoded(attributes.slice(from, to < 0 ? undefined : to));
}

function after(xml: string, end: string, from: number): number {
  const at = xml.indexOf(end, from);
  return at < 0 ? xml.length : at + end.length;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,4});/gi, (all, name: string) => {
    if (!name.startsWith('#')) return NAMED[name.toLowerCase()] ?? all;
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
