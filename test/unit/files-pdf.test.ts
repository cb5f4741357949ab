// Words of PDF files as programs write them, and files that are broken, locked, scanned or hostile. A file printed by a browser
// is read in test/e2e/door-in-files.test.ts.
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fileText, MAX_ARCHIVE_BYTES, type FileText } from '../../src/files/file-text.ts';
import { pdfWords } from '../../src/files/pdf/pdf-words.ts';
import {
  lockedPdf,
  pageOf,
  pdf,
  pdfBomb,
  pdfOf,
  pdfOfGlyphs,
  pdfPacked,
  scannedPdf,
  stream,
} from '../support/pdf-files.ts';

const read = (bytes: Uint8Array, size = bytes.length): Promise<FileText> =>
  fileText(bytes, size, () => Promise.resolve(pdfWords));
const drawn = (program: string): Promise<FileText> => read(pdf(pageOf(program)));
const words = (text: string): Partial<FileText> => ({ kind: 'text', text, partial: false, plain: false });

describe('words', () => {
  test('lines of a page', async () => {
    expect(await read(pdfOf('Card 4111 1111 1111 1111', 'for Ann (of \\ Northtown)'))).toMatchObject(
      words('Card 4111 1111 1111 1111\nfor Ann (of \\ Northtown)\n'.trim()),
    );
  });

  test('letters that only a map names', async () => {
    expect(await read(pdfOfGlyphs('Größe 日本 4111'))).toMatchObject(words('Größe 日本 4111'));
  });

  test('objects packed into a stream, without a table', async () => {
    expect(await read(pdfPacked('from the stream'))).toMatchObject(words('from the stream'));
  });

  test('pieces of a word stay one; gaps part words; steps down part lines', async () => {
    expect(
      await drawn('BT /F1 10 Tf 50 700 Td [(pass) 20 (word) -300 (k8) 15 (Zq)] TJ 0 -14 Td (next) Tj ET'),
    ).toMatchObject(words('password k8Zq\nnext'));
    // Each piece in a place of its own, as browsers print.
    const placed =
      'BT /F1 10 Tf 1 0 0 1 50 700 Tm (one) Tj 1 0 0 1 90 700 Tm (two) Tj ET q 1 0 0 1 0 -40 cm BT /F1 10 Tf 1 0 0 1 50 700 Tm (three) Tj ET Q';
    expect(await drawn(placed)).toMatchObject(words('one two\nthree'));
  });

  test.each([
    ['escapes', '(a\\(b\\)\\101\\n) Tj', 'a(b)A'],
    ['hexadecimal', '<6b 65 79> Tj', 'key'],
    ['an apostrophe', "(one) Tj (two) '", 'one\ntwo'],
    ['a quotation mark', '1 2 (three) "', 'three'],
    ['a comment', '(four) % (not this) Tj\n Tj', 'four'],
    ['a picture in the program', 'BI /W 1 /H 1 ID \x00(no) Tj\x01 EI (five) Tj', 'five'],
  ])('%s', async (_, show, text) => {
    const found = await drawn(`BT /F1 10 Tf 12 TL 50 700 Td ${show} ET`);
    expect(found.kind === 'text' && found.text.trim()).toBe(text);
  });

  test('letters by their names', async () => {
    const font =
      '<< /Type /Font /Subtype /Type1 /Encoding << /Differences [65 /one /four /Adieresis /uni20AC /hyphen /fi /g42] >> >>';
    const found = await read(pdf(pageOf('BT /F1 10 Tf (ABCDEF) Tj ET', font)));
    expect(found).toMatchObject({ text: '14Ä€-fi' });
    // A letter that nobody can name is said to be missing.
    expect(await read(pdf(pageOf('BT /F1 10 Tf (AG) Tj ET', font)))).toMatchObject({ text: '1', partial: true });
  });

  test('forms in pages, fields that were filled in, notes', async () => {
    const objects = [...pageOf('/X1 Do')];
    objects[2] = '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [7 0 R << /Contents (a note) >>] >>';
    objects.push(
      stream('BT /F1 10 Tf (in a form) Tj ET', true, '/Subtype /Form'),
      '<< /Subtype /Widget /V <feff00e4> >>',
    );
    expect(await read(pdf(objects))).toMatchObject(words('in a form\nä\na note'));
  });

  test('the last object of a number counts', async () => {
    const old = pdfOf('old words');
    const late = Buffer.concat([
      old,
      Buffer.from('\n4 0 obj\n'),
      stream('BT /F1 9 Tf (new words) Tj ET'),
      Buffer.from('\nendobj\n'),
    ]);
    expect(await read(new Uint8Array(late))).toMatchObject(words('new words'));
  });

  test('other packings, one in the other', async () => {
    const packed = deflateSync(Buffer.from('BT /F1 9 Tf (twice packed) Tj ET')).toString('hex');
    const program = Buffer.from(
      `<< /Length 3 /Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n${packed}>\nendstream`,
    );
    expect(await read(pdf(pageOf(program)))).toMatchObject(words('twice packed'));
  });
});

describe('files that are not read, or in part', () => {
  test.each([
    ['locked', lockedPdf(), 'encrypted'],
    ['scanned', scannedPdf(), 'pictures'],
    ['cut off', pdfOf('words').subarray(0, 40), 'broken'],
    ['only its mark', new TextEncoder().encode('%PDF-1.7'), 'broken'],
    ['a program that unpacks to forty million bytes', pdfBomb(), 'broken'],
  ])('%s', async (_, bytes, why) => {
    expect(await read(bytes)).toEqual({ kind: 'not-scanned', why });
  });

  test('too large', async () => {
    expect(await read(pdfOf('words'), MAX_ARCHIVE_BYTES + 1)).toEqual({ kind: 'not-scanned', why: 'too-large' });
  });

  test('where the reader does not come', async () => {
    const found = await fileText(pdfOf('words'), 400, () => Promise.resolve(null));
    expect(found).toEqual({ kind: 'not-scanned', why: 'binary' });
  });

  test('a broken stream: what was read counts, and the rest is said to be missing', async () => {
    const rest = Array.from({ length: 9_000 }, (_, i) => (i * 7_919) % 100_003).join(' ');
    const whole = deflateSync(Buffer.from(`BT /F1 9 Tf (first words) Tj ET ${rest}`));
    const cut = Buffer.concat([
      Buffer.from('<< /Filter /FlateDecode >>\nstream\n'),
      whole.subarray(0, whole.length / 2),
      Buffer.from('\nendstream'),
    ]);
    expect(await read(pdf(pageOf(cut)))).toMatchObject({ kind: 'text', text: 'first words', partial: true });
  });

  test('a picture beside pages with words', async () => {
    const objects = [...pageOf('BT /F1 9 Tf (words) Tj ET')];
    objects[1] =
      '<< /Type /Pages /Kids [3 0 R 7 0 R] /Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >> >>';
    objects.push(stream('x', true, '/Subtype /Image'), '<< /Type /Page /Contents 8 0 R >>', stream('/X1 Do'));
    expect(await read(pdf(objects))).toMatchObject({ text: 'words', partial: true });
  });
});

describe('hostile files end', () => {
  const deep = '['.repeat(100_000);
  test.each([
    ['pages in a circle', pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Kids [2 0 R 2 0 R 1 0 R] >>'])],
    ['references in a circle', pdf(['2 0 R', '1 0 R', '<< /Type /Page /Contents 1 0 R >>'])],
    ['forms in a circle', pdf([...pageOf('/X1 Do'), stream('/X1 Do /X1 Do', true, '/Subtype /Form')])],
    ['lists in lists', pdf([`<< /Type /Page /Contents ${deep} >>`])],
    ['a program without end', pdf(pageOf('q Q '.repeat(600_000)))],
    [
      'streams without end',
      new TextEncoder().encode(`%PDF-1.4 ${'1 0 obj<</Type/ObjStm/N 9>>stream\n'.repeat(40_000)}`),
    ],
    [
      'a map without end',
      pdf(
        pageOf('BT /F1 9 Tf (A) Tj ET', '<< /Type /Font /Subtype /Type0 /ToUnicode 6 0 R >>', [
          stream('<0000> <ffffffff> <0000> endbfrange '.repeat(2_000)),
        ]),
      ),
    ],
  ])('%s', async (_, bytes) => {
    const found = await read(bytes);
    expect(['text', 'not-scanned']).toContain(found.kind);
    if (found.kind === 'text') expect(found.text.length).toBeLessThan(100);
  });
});
