// XML for tests: well-formed or an error, and property lists as plain values.
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import type { Document, Element } from '@xmldom/xmldom';

/** @throws Error when the text is not well-formed. */
export function parseXml(text: string): Document {
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
}

export const childrenOf = (element: Element | null): Element[] =>
  [...(element?.childNodes ?? [])].filter((node) => node.nodeType === 1) as Element[];

/** Elements of a name anywhere below. */
export const all = (root: Document | Element, name: string): Element[] => [...root.getElementsByTagName(name)];

function plistValue(element: Element): unknown {
  const text = element.textContent ?? '';
  switch (element.tagName) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'integer':
      if (!/^-?\d+$/.test(text)) throw new Error(`no whole number: ${text}`);
      return Number(text);
    case 'string':
      return text;
    case 'array':
      return childrenOf(element).map(plistValue);
    case 'dict': {
      const parts = childrenOf(element);
      const entries: [string, unknown][] = [];
      for (let i = 0; i < parts.length; i += 2) {
        const [key, value] = [parts[i], parts[i + 1]];
        if (key?.tagName !== 'key' || value === undefined) throw new Error('a dict is made of pairs of key and value');
        entries.push([key.textContent ?? '', plistValue(value)]);
      }
      if (new Set(entries.map(([key]) => key)).size !== entries.length) throw new Error('a key stands twice');
      return Object.fromEntries(entries);
    }
    default:
      throw new Error(`a property list has no <${element.tagName}>`);
  }
}

/** A property list in XML as plain values. @throws Error when it is none. */
export function parsePlist(text: string): unknown {
  const document = parseXml(text);
  const root = document.documentElement;
  if (document.doctype?.publicId?.includes('-//Apple//DTD PLIST 1.0//EN') !== true) throw new Error('no plist doctype');
  if (root?.tagName !== 'plist' || root.getAttribute('version') !== '1.0') throw new Error('no <plist version="1.0">');
  const values = childrenOf(root);
  if (values.length !== 1) throw new Error('a property list holds one value');
  return plistValue(values[0]!);
}
