// Decoders: each turns a run of encoded text into what a model would read, with offsets. All linear, none throws.
import { isFlag, isTag, isVariationSelector, isZeroWidthBit } from './characters.ts';
import { ViewBuilder, type View } from './view.ts';

const printable = (text: string): boolean => {
  if (text.length < 6) return false;
  let good = 0;
  for (const ch of text) if (/[\p{L}\p{N}\p{P}\s]/u.test(ch)) good++;
  return good / [...text].length >= 0.85 && /\p{L}/u.test(text);
};

/** UTF-8 decoding that yields null instead of replacement characters. */
export function utf8(bytes: readonly number[]): string | null {
  let out = '';
  for (let i = 0; i < bytes.length;) {
    const b = bytes[i] ?? 0;
    const size = b < 0x80 ? 1 : b >= 0xc2 && b < 0xe0 ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0;
    if (size === 0 || i + size > bytes.length) return null;
    let cp = size === 1 ? b : b & (0xff >> (size + 1));
    for (let k = 1; k < size; k++) {
      const c = bytes[i + k] ?? 0;
      if ((c & 0xc0) !== 0x80) return null;
      cp = (cp << 6) | (c & 0x3f);
    }
    if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff)) return null;
    out += String.fromCodePoint(cp);
    i += size;
  }
  return out;
}

/** Unicode tag characters (U+E0020–E007E) spell ASCII; real subdivision flags are left alone. */
export function decodeTags(text: string): View | null {
  if (!text.includes('\udb40')) return null;
  const out = new ViewBuilder();
  for (let i = 0; i < text.length;) {
    const cp = text.codePointAt(i) ?? 0;
    if (!isTag(cp)) {
      i += cp > 0xffff ? 2 : 1;
      continue;
    }
    const start = i;
    let run = '';
    while (i < text.length && isTag(text.codePointAt(i) ?? 0)) {
      run += String.fromCharCode((text.codePointAt(i) ?? 0) - 0xe0000);
      i += 2;
    }
    const flag = text.slice(Math.max(0, start - 2), start) === '\u{1f3f4}' && isFlag(run);
    if (!flag) for (let k = 0; k < run.length; k++) out.append(run[k] ?? '', start + 2 * k);
  }
  return out.length >= 3 ? out.build('tag-characters', text.length) : null;
}

/** Bytes carried by variation selectors: FE00–FE0F are 0–15, E0100–E01EF are 16–255. */
export function decodeVariationSelectors(text: string): View | null {
  if (!/[\ufe00-\ufe0f\udb40]/.test(text)) return null;
  const bytes: number[] = [];
  const offsets: number[] = [];
  for (let i = 0, before = -2; i < text.length;) {
    const cp = text.codePointAt(i) ?? 0;
    const size = cp > 0xffff ? 2 : 1;
    if (isVariationSelector(cp)) {
      // One selector after a visible character is ordinary; two in a row are not.
      const next = text.codePointAt(i + size) ?? 0;
      if (before === i || isVariationSelector(next)) {
        bytes.push(cp < 0x10000 ? cp - 0xfe00 : cp - 0xe0100 + 16);
        offsets.push(i);
        before = i + size;
      }
    }
    i += size;
  }
  return bytesView('variation-selector-bytes', bytes, offsets, text.length);
}

/** Runs of zero-width code points read as bits, most significant first, both polarities tried. */
export function decodeZeroWidthBits(text: string): View | null {
  if (!/[\u200b-\u200d\u2060-\u2064\ufeff]{8}/.test(text)) return null;
  const symbols: number[] = [];
  const offsets: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const cp = text.charCodeAt(i);
    if (isZeroWidthBit(cp)) {
      symbols.push(cp);
      offsets.push(i);
    }
  }
  const kinds = [...new Set(symbols)].sort((a, b) => a - b);
  if (kinds.length < 2) return null;
  for (const [zero, one] of [
    [kinds[0], kinds[1]],
    [kinds[1], kinds[0]],
  ]) {
    const bits = symbols.filter((s) => s === zero || s === one).map((s) => (s === one ? 1 : 0));
    for (const width of [8, 7]) {
      const bytes: number[] = [];
      const at: number[] = [];
      for (let i = 0; i + width <= bits.length; i += width) {
        bytes.push(bits.slice(i, i + width).reduce((n: number, b) => n * 2 + b, 0));
        at.push(offsets[i] ?? 0);
      }
      const view = bytesView('zero-width-bits', bytes, at, text.length);
      if (view) return view;
    }
  }
  return null;
}

const PRIVATE_RUN = /[\ue000-\uf8ff](?:[\ue000-\uf8ff\s]*[\ue000-\uf8ff]){5,}/g;

/**
 * Private-use characters whose low byte is ASCII: with the right font a person sees other words, or none; a model reads
 * letters. Icon fonts use single characters, so runs of at least six count.
 */
export function decodePrivateUse(text: string): View | null {
  if (!/[\ue000-\uf8ff]/.test(text)) return null;
  const out = new ViewBuilder();
  for (const m of text.matchAll(PRIVATE_RUN)) {
    const letters = [...m[0]].map((c) => (c < '\ue000' ? ' ' : String.fromCharCode(c.charCodeAt(0) & 0xff)));
    if (!printable(letters.join(''))) continue;
    if (out.length > 0) out.append(' ', m.index);
    for (const [i, letter] of letters.entries()) out.append(letter, m.index + i);
  }
  return out.length > 0 ? out.build('private-use', text.length) : null;
}

/** Text between a right-to-left override and its end, in the order in which it is shown. */
export function decodeOverride(text: string): View | null {
  if (!text.includes('\u202e')) return null;
  const out = new ViewBuilder();
  for (const m of text.matchAll(/\u202e([^\u202c\n]*)/g)) {
    if (out.length > 0) out.append(' ', m.index);
    let at = m.index + m[0].length;
    for (const ch of [...(m[1] ?? '')].reverse()) out.append(ch, (at -= ch.length));
  }
  return out.length >= 6 ? out.build('reversed', text.length) : null;
}

/** Bytes as a view; null where they are no readable UTF-8 text of at least six bytes. */
export function bytesView(transform: View['transform'], bytes: number[], offsets: number[], end: number): View | null {
  if (bytes.length < 6) return null;
  const decoded = utf8(bytes);
  if (decoded === null || !printable(decoded)) return null;
  const out = new ViewBuilder();
  let byte = 0;
  for (const ch of decoded) {
    out.append(ch, offsets[byte] ?? 0);
    const cp = ch.codePointAt(0) ?? 0;
    byte += cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
  }
  return out.build(transform, end);
}

const BASE64 = /[A-Za-z0-9+/_-]{20,}={0,2}/g;

/** Characters of a run that tell whether it can be text: nearly all runs on a page are names, addresses and numbers. */
const HEAD = 16;

/** Base64 and base64url runs of at least 20 characters that decode to readable text. */
export function decodeBase64(text: string): View | null {
  return decodeRuns(text, BASE64, 'base64', (run) => {
    if (/^[A-Za-z]+$/.test(run) && !/[a-z][A-Z]|[A-Z][a-z]*[A-Z]/.test(run)) return null;
    return run.length > HEAD && !beginsAsText(run) ? null : base64Bytes(run);
  });
}

/**
 * True when the first HEAD signs of a base64 run are UTF-8, whose last character may lack its end. Keeps nothing: pages
 * have thousands of such runs.
 */
function beginsAsText(run: string): boolean {
  let following = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < HEAD; i++) {
    bits = (bits << 6) | base64Value(run.charCodeAt(i));
    held += 6;
    if (held < 8) continue;
    held -= 8;
    const byte = (bits >> held) & 0xff;
    bits &= (1 << held) - 1;
    if (following > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      following--;
    } else if (byte >= 0x80) {
      if (byte < 0xc2 || byte > 0xf4) return false;
      following = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    }
  }
  return true;
}

function base64Bytes(run: string): { bytes: number[]; at: number[] } {
  const values: number[] = [];
  for (let i = 0; i < run.length; i++) {
    const v = base64Value(run.charCodeAt(i));
    if (v >= 0) values.push(v);
  }
  const bytes: number[] = [];
  const at: number[] = [];
  for (let i = 0; i + 1 < values.length; i += 4) {
    const [a = 0, b = 0, c, d] = values.slice(i, i + 4);
    bytes.push((a << 2) | (b >> 4));
    at.push(i);
    if (c !== undefined) {
      bytes.push(((b & 15) << 4) | (c >> 2));
      at.push(i + 1);
      if (d !== undefined) {
        bytes.push(((c & 3) << 6) | d);
        at.push(i + 2);
      }
    }
  }
  return { bytes, at };
}

function base64Value(c: number): number {
  if (c >= 65 && c <= 90) return c - 65;
  if (c >= 97 && c <= 122) return c - 71;
  if (c >= 48 && c <= 57) return c + 4;
  return c === 43 || c === 45 ? 62 : c === 47 || c === 95 ? 63 : -1;
}

const HEX = /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s,:;-]?){12,}/g;

/** Hexadecimal runs of at least 12 bytes that decode to readable text. */
export function decodeHex(text: string): View | null {
  return decodeRuns(text, HEX, 'hex', (run) => {
    const bytes: number[] = [];
    const at: number[] = [];
    for (const m of run.matchAll(/(?:0x|\\x)?([0-9a-fA-F]{2})/g)) {
      bytes.push(parseInt(m[1] ?? '0', 16));
      at.push(m.index);
    }
    return { bytes, at };
  });
}

/** Percent-encoded runs, with the plain characters between them (`%49gnore%20` …). */
export function decodePercent(text: string): View | null {
  if (!/(?:%[0-9a-fA-F]{2}[^%\s]{0,12}){3}/.test(text)) return null;
  const out = new ViewBuilder();
  let at = 0;
  const plain = (to: number): void => out.run(text.slice(at, to).replaceAll('+', ' '), at);
  for (const m of text.matchAll(/(?:%[0-9a-fA-F]{2})+/g)) {
    plain(m.index);
    const bytes = (m[0].match(/[^%]{2}/g) ?? []).map((pair) => parseInt(pair, 16));
    out.append(utf8(bytes) ?? '', m.index);
    at = m.index + m[0].length;
  }
  plain(text.length);
  return out.build('percent', text.length);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const ENTITY = /&(?:#(\d{2,7})|#[xX]([0-9a-fA-F]{2,6})|(amp|lt|gt|quot|apos|nbsp));/g;

/** HTML character references left in the text (double escaping). */
export function decodeEntities(text: string): View | null {
  // Not `test`: it would leave its place in the expression, and matchAll would start from there.
  if (text.search(ENTITY) < 0) return null;
  const out = new ViewBuilder();
  let at = 0;
  for (const m of text.matchAll(ENTITY)) {
    out.run(text.slice(at, m.index), at);
    const cp = m[1] ? parseInt(m[1], 10) : m[2] ? parseInt(m[2], 16) : -1;
    out.append(cp > 0 && cp <= 0x10ffff ? String.fromCodePoint(cp) : cp < 0 ? (NAMED[m[3] ?? ''] ?? '') : '', m.index);
    at = m.index + m[0].length;
  }
  out.run(text.slice(at), at);
  return out.build('entities', text.length);
}

/** Decodes every matching run into one view; readable runs only. */
function decodeRuns(
  text: string,
  pattern: RegExp,
  transform: View['transform'],
  decode: (run: string) => { bytes: number[]; at: number[] } | null,
): View | null {
  const out = new ViewBuilder();
  for (const m of text.matchAll(pattern)) {
    const run = decode(m[0]);
    if (!run) continue;
    const view = bytesView(
      transform,
      run.bytes,
      run.at.map((o) => m.index + o),
      m.index + m[0].length,
    );
    if (!view?.map) continue;
    if (out.length > 0) out.append(' ', m.index);
    for (let i = 0; i < view.text.length; i++) out.append(view.text[i] ?? '', view.map[i] ?? 0);
  }
  return out.length > 0 ? out.build(transform, text.length) : null;
}
