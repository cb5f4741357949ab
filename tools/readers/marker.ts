// Finding a marker in what a reader returned, however the reader or the page wrote it: split over nodes, escaped,
// interleaved with invisible characters or encoded. Pure; both texts are hostile and are only compared.

/** Longest text looked through; readers are bounded alike. */
const MAX_TEXT = 20_000_000;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const unescapeHtml = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/&#(\d{1,7});/g, (whole, digits: string) => fromCode(Number(digits), whole))
    .replace(/&#x([0-9a-f]{1,6});/gi, (whole, digits: string) => fromCode(Number.parseInt(digits, 16), whole));

const fromCode = (code: number, otherwise: string): string =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;

/** Tag characters mirror ASCII without a glyph; models read them as ASCII. */
const readTags = (text: string): string =>
  /\udb40/.test(text)
    ? text.replace(/[\u{e0020}-\u{e007e}]/gu, (c) => fromCode(c.codePointAt(0)! - 0xe0000, ''))
    : text;

/** Comparable form: no escapes, no glyphless characters, no white space, no markdown emphasis, compatibility forms folded. */
export function comparable(text: string): string {
  return readTags(unescapeHtml(text.slice(0, MAX_TEXT)))
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Mn}\u115f\u1160\u3164\uffa0\s\\*_`]+/gu, '')
    .toLowerCase();
}

/** The part of a base64 text that is the same wherever the marker begins in the encoded stream. */
function base64Cores(marker: string): string[] {
  const bytes = Buffer.from(marker, 'utf8');
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const from = shift === 0 ? 0 : shift + 1;
    // The last character may share bits with what follows.
    return encoded.slice(from, (bytes.length + shift) % 3 === 0 ? undefined : -1);
  });
}

const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (c) => {
    const base = c <= 'Z' ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + 13) % 26) + base);
  });

/** Hex, reversed, rotated and percent forms, as the comparable text would show them. */
function encodings(marker: string): string[] {
  const forms = [rot13(marker), [...marker].reverse().join(''), Buffer.from(marker, 'utf8').toString('hex')];
  return [...forms, encodeURIComponent(marker)].map(comparable).filter((form) => form.length >= 6);
}

/** Does the text carry the marker, readable as it stands or by a model that decodes it? */
export function carries(text: string, marker: string): boolean {
  const plain = comparable(marker);
  if (plain === '') return false;
  const seen = comparable(text);
  if (seen.includes(plain)) return true;
  // A model reads across inline tags.
  if (seen.includes('<') && seen.replace(/<[^<>]{0,2000}>/g, '').includes(plain)) return true;
  // Short forms would match by chance.
  if (plain.length < 6) return false;
  const raw = text.replace(/\s+/g, '');
  return (
    encodings(marker).some((form) => seen.includes(form)) || base64Cores(marker).some((core) => raw.includes(core))
  );
}
