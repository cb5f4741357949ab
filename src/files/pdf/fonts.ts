// A font as far as words need it: how the bytes of a text fall into codes, which letters these are, how far each moves on.
import { codeMap, utf16, type CodeMap } from './code-map.ts';
import { letterOf } from './glyph-names.ts';
import { Name, type Dict, type Value } from './lexer.ts';
import { latin1 } from './streams.ts';
import type { Objects } from './objects.ts';

export interface Glyph {
  /** '' where nobody can say which letter it is. */
  readonly letters: string;
  /** In the size of the font. */
  readonly width: number;
  /** Spaces of one byte can be widened apart from the others. */
  readonly isSpace: boolean;
}
export type Font = (text: string) => readonly Glyph[];

/** Where a font tells no widths: about the middle of the common ones. */
const USUAL_WIDTH = 500;
const MAX_WIDTHS = 70_000;

/** @returns null for what is no font */
export function fontOf(objects: Objects, value: Value | undefined): Font | null {
  const dict = objects.dict(value);
  if (dict.size === 0) return null;
  const mapped = objects.stream(dict.get('ToUnicode'));
  const map = mapped ? codeMap(mapped.content.text) : null;
  return objects.name(dict.get('Subtype')) === 'Type0' ? composite(objects, dict, map) : simple(objects, dict, map);
}

function composite(objects: Objects, dict: Dict, map: CodeMap | null): Font {
  const below = objects.dict(objects.list(dict.get('DescendantFonts'))[0]);
  const usual = objects.number(below.get('DW'), 1_000);
  const widths = wideWidths(objects, objects.list(below.get('W')));
  const encoding = objects.name(dict.get('Encoding'));
  // Encodings whose codes are Unicode say so in their name.
  const unicode = /UCS2|UTF16/.test(encoding);
  return (text) => {
    const out: Glyph[] = [];
    for (let at = 0; at < text.length;) {
      const length = Math.max(1, map?.length(text.charCodeAt(at)) || 2);
      const bytes = text.slice(at, at + length);
      at += length;
      const code = [...bytes].reduce((sum, c) => sum * 256 + c.charCodeAt(0), 0);
      const letters = map?.letters.get(code) ?? (unicode ? utf16(bytes) : '');
      out.push({ letters, width: (widths.get(code) ?? usual) / 1_000, isSpace: length === 1 && code === 32 });
    }
    return out;
  };
}

/** `first [w w w]` and `first last w`. */
function wideWidths(objects: Objects, list: readonly Value[]): Map<number, number> {
  const widths = new Map<number, number>();
  for (let i = 0; i + 1 < list.length && widths.size < MAX_WIDTHS;) {
    const first = objects.number(list[i], 0);
    const next = objects.at(list[i + 1]);
    if (Array.isArray(next)) {
      (next as readonly Value[]).forEach((width, n) => widths.set(first + n, objects.number(width, USUAL_WIDTH)));
      i += 2;
    } else {
      const last = Math.min(objects.number(next, first), first + MAX_WIDTHS);
      const width = objects.number(list[i + 2], USUAL_WIDTH);
      for (let code = first; code <= last && widths.size < MAX_WIDTHS; code++) widths.set(code, width);
      i += 3;
    }
  }
  return widths;
}

function simple(objects: Objects, dict: Dict, map: CodeMap | null): Font {
  const first = objects.number(dict.get('FirstChar'), 0);
  const widths = objects.list(dict.get('Widths'));
  // Fonts that are drawn by programs have a measure of their own.
  const scale = objects.number(objects.list(dict.get('FontMatrix'))[0], 0.001);
  const letters = encodingOf(objects, dict);
  return (text) =>
    [...text].map((c) => {
      const code = c.charCodeAt(0);
      const width = objects.number(widths[code - first], USUAL_WIDTH * (0.001 / scale)) * scale;
      return { letters: map?.letters.get(code) ?? letters[code] ?? '', width, isSpace: code === 32 };
    });
}

const BYTES = latin1(new Uint8Array(256).map((_, i) => i));
const tables = new Map<string, readonly string[]>();

function table(label: string): readonly string[] {
  let known = tables.get(label);
  if (!known) {
    const bytes = Uint8Array.from(BYTES, (c) => c.charCodeAt(0));
    known = [...new TextDecoder(label).decode(bytes)].map((c) => (c < ' ' ? '' : c));
    tables.set(label, known);
  }
  return known;
}

function encodingOf(objects: Objects, dict: Dict): readonly string[] {
  const encoding = objects.at(dict.get('Encoding'));
  const named = encoding instanceof Map ? encoding.get('BaseEncoding') : encoding;
  const base = objects.name(named) === 'MacRomanEncoding' ? table('macintosh') : table('windows-1252');
  if (!(encoding instanceof Map)) return base;
  const letters = [...base];
  let code = 0;
  for (const entry of objects.list(encoding.get('Differences'))) {
    if (typeof entry === 'number') code = entry;
    else if (entry instanceof Name) letters[code++ & 255] = letterOf(entry.name);
  }
  return letters;
}
