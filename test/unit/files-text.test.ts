// Words of files: those that a reader sees, those that the format hides, and files that are not what they seem.
import { describe, expect, test } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import { fileText, MAX_ARCHIVE_BYTES, MAX_TEXT_BYTES } from '../../src/files/file-text.ts';
import { tagsOf } from '../../src/files/markup.ts';
import { bomb, docx, pptx, xlsx } from '../support/office-files.ts';

/** No PDF file here: those are files-pdf.test.ts' business. */
const pdf = () => Promise.resolve(null);
const read = (bytes: Uint8Array) => fileText(bytes, bytes.length, pdf);

describe('office files', () => {
  test('a document: words, and those that it does not show', async () => {
    expect(await read(docx('One & two', 'unseen words'))).toMatchObject({
      text: 'One & two',
      hidden: 'unseen words',
      plain: false,
    });
    expect(await read(docx('Only this'))).toMatchObject({ text: 'Only this', hidden: '' });
  });

  test.each([
    ['white', '<w:color w:val="FFFFFF"/>', true],
    ['nearly white', '<w:color w:val="FEFEFE"/>', true],
    ['white on a ground', '<w:color w:val="FFFFFF"/><w:shd w:fill="1F1F1F"/>', false],
    ['too small', '<w:sz w:val="2"/>', true],
    ['small', '<w:sz w:val="16"/>', false],
    ['switched off', '<w:vanish w:val="0"/>', false],
  ])('a run that is %s', async (_, properties, hidden) => {
    const xml = `<w:document><w:body><w:p><w:r><w:rPr>${properties}</w:rPr><w:t>words</w:t></w:r></w:p></w:body></w:document>`;
    expect(await read(zipSync({ 'word/document.xml': strToU8(xml) }))).toMatchObject(
      hidden ? { text: '', hidden: 'words' } : { text: 'words', hidden: '' },
    );
  });

  test('a workbook: rows as lines, cells apart, hidden sheets apart', async () => {
    const found = await read(
      xlsx(
        [
          ['name', 'iban'],
          ['Ann', '12'],
        ],
        'unseen',
      ),
    );
    expect(found).toMatchObject({ kind: 'text' });
    if (found.kind !== 'text') return;
    expect(found.text).toContain('name\tiban');
    expect(found.text).toMatch(/Ann\t12/);
    expect(found.hidden).toContain('unseen');
    expect(found.text).not.toContain('unseen');
  });

  test('a presentation: slides that are left out are hidden', async () => {
    expect(await read(pptx('Seen', 'unseen'))).toMatchObject({ text: 'Seen', hidden: 'unseen' });
  });
});

describe('text', () => {
  test.each([
    ['UTF-8', new TextEncoder().encode('Zürich, 日本')],
    ['UTF-16 with a mark', new Uint8Array([0xff, 0xfe, ...Buffer.from('Zürich, 日本', 'utf16le')])],
  ])('%s', async (_, bytes) => {
    expect(await read(bytes)).toMatchObject({ text: 'Zürich, 日本', plain: true, partial: false });
  });
  test('of an old code page keeps its values', async () => {
    expect(await read(new Uint8Array([0x5a, 0xfc, 0x20, 0x31, 0x32]))).toMatchObject({ text: 'Zü 12' });
  });
  test('is told from markup', async () => {
    expect(await read(strToU8('<!DOCTYPE html><p>x'))).toMatchObject({ html: true });
    expect(await read(strToU8('a < b'))).toMatchObject({ html: false });
  });
  test('that is too long is read in part', async () => {
    const found = await fileText(new Uint8Array(MAX_TEXT_BYTES + 10).fill(65), 60_000_000, pdf);
    expect(found).toMatchObject({ kind: 'text', partial: true });
  });
  test('an empty file is an empty text', async () => {
    expect(await read(new Uint8Array())).toMatchObject({ kind: 'text', text: '' });
  });
});

describe('files that are not what they seem', () => {
  test.each([
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'binary'],
    ['a broken archive', new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), 'broken'],
    ['another archive', zipSync({ 'a.txt': strToU8('x') }), 'binary'],
  ])('%s', async (_, bytes, why) => {
    expect(await read(bytes)).toEqual({ kind: 'not-scanned', why });
  });
  test('a bomb is not unpacked', async () => {
    expect(await read(bomb())).toEqual({ kind: 'not-scanned', why: 'binary' });
  });
  test('an archive that is too large is not opened', async () => {
    expect(await fileText(docx('x'), MAX_ARCHIVE_BYTES + 1, pdf)).toEqual({ kind: 'not-scanned', why: 'too-large' });
  });
  test('an archive whose sizes lie gives no more than it stated', async () => {
    const bytes = docx('x'.repeat(5_000));
    // The size of the part in the directory at the end of the archive.
    const at = bytes.findLastIndex(
      (b, i) => b === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 1 && bytes[i + 3] === 2,
    );
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(at + 24, 10, true);
    const found = await read(bytes);
    expect(found.kind === 'text' ? found.text.length : 0).toBeLessThanOrEqual(10);
  });
});

test('markup that never ends, or ends anywhere, is stepped through once', () => {
  for (const xml of ['<', '<a', '<!--', '<![CDATA[', '</', '<a b="', '&#99999999;', '<'.repeat(100_000)])
    expect([...tagsOf(xml)].length).toBeLessThan(10);
  expect([...tagsOf('<a x="1">t&amp;u</a>')].map((t) => t.name)).toEqual(['a', 't&u', 'a']);
});
