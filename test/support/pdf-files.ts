// Small PDF files, made here in the ways in which programs write them: plain, packed, with fonts whose codes say nothing by
// themselves, with objects in streams, broken, locked, empty of words, and larger than they look.
import { deflateSync } from 'node:zlib';

type Part = string | Buffer;

/** A file of numbered objects, the first of which is the catalogue; without a table, which readers rebuild. */
export function pdf(objects: readonly Part[], trailer = ''): Uint8Array {
  const parts = objects.flatMap((object, i): Part[] => [`${i + 1} 0 obj\n`, object, '\nendobj\n']);
  const bytes = parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part));
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
      ...bytes,
      Buffer.from(`trailer\n<< /Root 1 0 R ${trailer} >>\nstartxref\n0\n%%EOF`, 'latin1'),
    ]),
  );
}

/** A stream; `packed` as most programs write it. */
export function stream(text: string | Buffer, packed = true, dict = ''): Buffer {
  const raw = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
  const data = packed ? deflateSync(raw) : raw;
  const head = `<< /Length ${data.length} ${packed ? '/Filter /FlateDecode' : ''} ${dict} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), data, Buffer.from('\nendstream', 'latin1')]);
}

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';
const literal = (text: string): string => `(${text.replace(/[()\\]/g, '\\$&')})`;

/** One page that a program draws; `font` stands for /F1. */
export const pageOf = (program: Part, font = HELVETICA, more: readonly Part[] = []): readonly Part[] => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>',
  '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
  typeof program === 'string' ? stream(program) : program,
  font,
  ...more,
];

/** Lines of text on one page. */
export const pdfOf = (...lines: readonly string[]): Uint8Array =>
  pdf(pageOf(`BT /F1 11 Tf 14 TL 50 700 Td ${lines.map((line) => `${literal(line)} Tj T*`).join(' ')} ET`));

/** Words in a font whose codes are numbers of drawings, with the map that readers copy text by. */
export function pdfOfGlyphs(text: string): Uint8Array {
  const letters = [...new Set(text)];
  const hex = (n: number): string => n.toString(16).padStart(4, '0');
  const codes = [...text].map((c) => hex(letters.indexOf(c) + 3)).join('');
  const map = letters.map((c, i) => `<${hex(i + 3)}> <${hex(c.charCodeAt(0))}>`).join('\n');
  const cmap = `1 begincodespacerange <0000> <ffff> endcodespacerange ${letters.length} beginbfchar ${map} endbfchar`;
  return pdf(
    pageOf(
      `BT /F1 11 Tf 50 700 Td <${codes}> Tj ET`,
      '<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>',
      [stream(cmap), '<< /Type /Font /Subtype /CIDFontType2 /DW 600 >>'],
    ),
  );
}

/** The objects of a page packed into a stream, as newer programs do. */
export function pdfPacked(text: string): Uint8Array {
  const objects = pageOf('').map(String);
  const inside = [1, 2, 3, 5].map((number) => [number, objects[number - 1] ?? ''] as const);
  let at = 0;
  const head = inside.map(([number, object]) => {
    const entry = `${number} ${at}`;
    at += object.length + 1;
    return entry;
  });
  const first = head.join(' ').length + 1;
  const body = `${head.join(' ')} ${inside.map(([, object]) => object).join(' ')}`;
  const packed = stream(body, true, `/Type /ObjStm /N ${inside.length} /First ${first}`);
  const program = stream(`BT /F1 11 Tf 50 700 Td ${literal(text)} Tj ET`);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('%PDF-1.5\n9 0 obj\n'),
      packed,
      Buffer.from('\nendobj\n4 0 obj\n'),
      program,
      Buffer.from('\nendobj\n'),
    ]),
  );
}

export const lockedPdf = (): Uint8Array => pdf(pageOf('BT ET'), '/Encrypt 8 0 R');

/** A page that shows a picture, as scanners write it. */
export const scannedPdf = (): Uint8Array =>
  pdf(
    pageOf('q 600 0 0 800 0 0 cm /X1 Do Q', HELVETICA, [
      stream('\x00\xff\x00', true, '/Subtype /Image /Width 1 /Height 1'),
    ]),
  );

/** A program that would unpack to forty million bytes. */
export const pdfBomb = (): Uint8Array => pdf(pageOf(stream(Buffer.alloc(40_000_000, ' '))));
