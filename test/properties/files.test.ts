// Files are anybody's: whatever the bytes, reading ends with words or with a word why not, and never throws.
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { fileText, UNREAD_REASONS } from '../../src/files/file-text.ts';
import { pdfWords } from '../../src/files/pdf/pdf-words.ts';
import { docx, pptx, xlsx } from '../support/office-files.ts';
import { pdfOf, pdfOfGlyphs, pdfPacked, scannedPdf } from '../support/pdf-files.ts';

const read = (bytes: Uint8Array) => fileText(bytes, bytes.length, () => Promise.resolve(pdfWords));
const FILES: readonly (readonly [string, Uint8Array])[] = [
  ['a document', docx('Seen words', 'unseen words')],
  ['a workbook', xlsx([['name', 'iban']], 'unseen')],
  ['a presentation', pptx('Seen', 'unseen')],
  ['lines of a PDF file', pdfOf('one line', 'another')],
  ['a PDF file with a font of drawings', pdfOfGlyphs('words in it')],
  ['a PDF file with packed objects', pdfPacked('words in it')],
  ['a scanned PDF file', scannedPdf()],
];

describe.each(FILES)('%s', (_, whole) => {
  test('damaged in some places, cut off, or with parts doubled', async () => {
    const change = fc.record({
      at: fc.nat(whole.length - 1),
      bytes: fc.uint8Array({ maxLength: 6 }),
      cut: fc.nat(whole.length - 1),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), async (changes, shorten) => {
        let bytes = Uint8Array.from(whole);
        for (const { at, bytes: other, cut } of changes) {
          bytes.set(other.subarray(0, bytes.length - Math.min(at, bytes.length)), Math.min(at, bytes.length));
          if (shorten) bytes = bytes.slice(0, Math.max(8, cut));
          else bytes = Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(cut)]);
        }
        const found = await read(bytes);
        if (found.kind === 'not-scanned') expect(UNREAD_REASONS).toContain(found.why);
        else expect(typeof found.text).toBe('string');
      }),
      { numRuns: 150 },
    );
  });
});

test('any bytes behind the mark of a PDF file', async () => {
  const mark = [0x25, 0x50, 0x44, 0x46, 0x2d];
  const piece = fc.constantFrom(
    '1 0 obj',
    '<<',
    '>>',
    '[',
    '(',
    'stream\n',
    'endstream',
    '/Type /Page',
    '/Contents 1 0 R',
    '/Kids',
    '/Filter /FlateDecode',
    '2 0 R',
    'endobj',
    '/Type /ObjStm /N 3 /First 5',
    'BT',
    'Tj',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.uint8Array({ maxLength: 60 }), async (pieces, bytes) => {
      const found = await read(Uint8Array.from([...mark, ...Buffer.from(pieces.join(' '), 'latin1'), ...bytes]));
      expect(['text', 'not-scanned']).toContain(found.kind);
    }),
    { numRuns: 300 },
  );
});
