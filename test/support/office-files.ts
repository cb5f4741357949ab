// Small office files, made here: a few words in them that a reader sees, and some that the format hides.
import { strToU8, zipSync } from 'fflate';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const pack = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));

/** A document of two paragraphs; the second is marked as not to be shown. */
export const docx = (seen: string, hidden = ''): Uint8Array =>
  pack({
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body><w:p><w:r><w:t>${escape(seen)}</w:t></w:r></w:p>${
      hidden === '' ? '' : `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>${escape(hidden)}</w:t></w:r></w:p>`
    }</w:body></w:document>`,
  });

/** A workbook of two sheets; the second is hidden. */
export const xlsx = (rows: readonly (readonly string[])[], hidden = ''): Uint8Array => {
  const strings = [...rows.flat(), hidden];
  const row = (cells: readonly number[]): string =>
    `<row>${cells.map((i) => `<c t="s"><v>${i}</v></c>`).join('')}</row>`;
  let next = 0;
  return pack({
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="One" sheetId="1" r:id="rId1"/><sheet name="Two" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    'xl/sharedStrings.xml': `<sst>${strings.map((s) => `<si><t>${escape(s)}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.map((cells) => row(cells.map(() => next++))).join('')}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${row([strings.length - 1])}</sheetData></worksheet>`,
  });
};

/** A presentation of two slides; the second is left out when it is shown. */
export const pptx = (seen: string, hidden = ''): Uint8Array => {
  const slide = (text: string, show: string): string =>
    `<p:sld show="${show}"><p:cSld><p:sp><p:txBody><a:p><a:r><a:rPr sz="1800"/><a:t>${escape(text)}</a:t></a:r></a:p></p:txBody></p:sp></p:cSld></p:sld>`;
  return pack({ 'ppt/slides/slide1.xml': slide(seen, '1'), 'ppt/slides/slide2.xml': slide(hidden, '0') });
};

/** A document that would unpack to a thousand times its size. */
export const bomb = (): Uint8Array => pack({ 'word/document.xml': `<w:t>${' '.repeat(30_000_000)}</w:t>` });
