// Words of docx, xlsx and pptx files: those a reader sees, and those the format hides from them.
import type { Archive } from './zip.ts';
import { attribute, tagsOf } from './markup.ts';

export interface Words {
  readonly seen: string;
  readonly hidden: string;
}

/** Half points: text of less is a line to the eye. */
const TINY_HALF_POINTS = 4;
/** Hundredths of a point, as slides count. */
const TINY_HUNDREDTHS = 200;

class Collector {
  private readonly parts: Record<'seen' | 'hidden', string[]> = { seen: [], hidden: [] };

  add(text: string, hidden: boolean): void {
    this.parts[hidden ? 'hidden' : 'seen'].push(text);
  }

  /** A new line where words stand before it. */
  line(mark = '\n'): void {
    for (const list of Object.values(this.parts)) if (list.length > 0 && list.at(-1) !== mark) list.push(mark);
  }

  words(): Words {
    return { seen: this.parts.seen.join('').trim(), hidden: this.parts.hidden.join('').trim() };
  }
}

const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0);
const byNumber = (a: string, b: string): number => numberIn(a) - numberIn(b);

/** Parts of an archive that hold words, for all three formats. */
export const holdsWords = (name: string): boolean =>
  /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/.test(name) ||
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/sheet\d+\.xml|comments\d*\.xml)$/.test(
    name,
  ) ||
  /^ppt\/(?:slides\/slide\d+|notesSlides\/notesSlide\d+)\.xml$/.test(name);

/** Words of an office archive; null when it is none. */
export function officeWords(archive: Archive): Words | null {
  const { names } = archive;
  if (names.includes('word/document.xml')) return documentWords(archive);
  if (names.includes('xl/workbook.xml')) return workbookWords(archive);
  return names.some((n) => n.startsWith('ppt/slides/')) ? slideWords(archive) : null;
}

function documentWords(archive: Archive): Words {
  const out = new Collector();
  const parts = ['word/document.xml', ...archive.names.filter((n) => n !== 'word/document.xml').sort()];
  for (const part of parts) {
    let hidden = false;
    let inText = false;
    for (const { kind, name, attributes } of tagsOf(archive.text(part))) {
      if (kind === 'text') {
        if (inText) out.add(name, hidden);
      } else if (kind === 'close') {
        if (name === 'w:t') inText = false;
        else if (name === 'w:p') out.line();
      } else if (name === 'w:r') hidden = false;
      else if (name === 'w:vanish' || name === 'w:webHidden') hidden = !/="(?:0|false|off)"/.test(attributes);
      else if (name === 'w:color') hidden ||= /^(?:f[a-f0-9]){3}$/i.test(attribute(attributes, 'w:val'));
      else if (name === 'w:sz') hidden ||= Number(attribute(attributes, 'w:val') || 99) <= TINY_HALF_POINTS;
      // White on a ground of its own is seen.
      else if (name === 'w:shd' || name === 'w:highlight') hidden &&= /="(?:auto|none|clear|ffffff)"/i.test(attributes);
      else if (name === 'w:t') inText = true;
      else if (name === 'w:tab') out.add('\t', hidden);
      else if (name === 'w:br') out.line();
    }
    out.line();
  }
  return out.words();
}

function workbookWords(archive: Archive): Words {
  const out = new Collector();
  const targets = new Map<string, string>();
  for (const { kind, name, attributes } of tagsOf(archive.text('xl/_rels/workbook.xml.rels')))
    if (kind === 'open' && name === 'Relationship')
      targets.set(attribute(attributes, 'Id'), attribute(attributes, 'Target').replace(/^\/?xl\//, ''));
  const hiddenSheets = new Set<string>();
  const order: string[] = [];
  for (const { kind, name, attributes } of tagsOf(archive.text('xl/workbook.xml'))) {
    if (kind !== 'open' || name !== 'sheet') continue;
    const file = `xl/${targets.get(attribute(attributes, 'r:id')) ?? ''}`;
    order.push(file);
    const state = attribute(attributes, 'state');
    if (state === 'hidden' || state === 'veryHidden') hiddenSheets.add(file);
    out.add(attribute(attributes, 'name'), hiddenSheets.has(file));
    out.line();
  }
  const strings = sharedStrings(archive.text('xl/sharedStrings.xml'));
  const sheets = archive.names.filter((n) => n.startsWith('xl/worksheets/'));
  const rest = sheets.filter((n) => !order.includes(n)).sort(byNumber);
  for (const sheet of [...order.filter((n) => sheets.includes(n)), ...rest])
    sheetWords(archive.text(sheet), strings, hiddenSheets.has(sheet), out);
  for (const name of archive.names.filter((n) => n.startsWith('xl/comments')))
    for (const tag of tagsOf(archive.text(name))) if (tag.kind === 'text') out.add(tag.name, false);
  return out.words();
}

function sharedStrings(xml: string): string[] {
  const out: string[] = [];
  let text = '';
  let inText = false;
  for (const { kind, name } of tagsOf(xml)) {
    if (kind === 'text') text += inText ? name : '';
    else if (kind === 'open' && name === 'si') text = '';
    else if (name === 't') inText = kind === 'open';
    else if (kind === 'close' && name === 'si') out.push(text);
  }
  return out;
}

function sheetWords(xml: string, strings: readonly string[], hiddenSheet: boolean, out: Collector): void {
  let shared = false;
  let inValue = false;
  let hiddenRow = false;
  for (const { kind, name, attributes, empty } of tagsOf(xml)) {
    if (kind === 'text') {
      if (inValue) out.add(shared ? (strings[Number(name)] ?? '') : name, hiddenSheet || hiddenRow);
    } else if (kind === 'open' && name === 'row') hiddenRow = attribute(attributes, 'hidden') === '1';
    else if (kind === 'open' && name === 'c') shared = attribute(attributes, 't') === 's';
    else if (name === 'v' || name === 't') inValue = kind === 'open' && !empty;
    else if (kind === 'close' && name === 'c') out.line('\t');
    else if (kind === 'close' && name === 'row') out.line();
  }
}

function slideWords(archive: Archive): Words {
  const out = new Collector();
  const slides = archive.names.filter((n) => n.startsWith('ppt/slides/')).sort(byNumber);
  const notes = archive.names.filter((n) => n.startsWith('ppt/notesSlides/')).sort(byNumber);
  for (const part of [...slides, ...notes]) {
    let inText = false;
    let hiddenSlide = false;
    let tiny = false;
    for (const { kind, name, attributes } of tagsOf(archive.text(part))) {
      if (kind === 'text') {
        if (inText) out.add(name, hiddenSlide || tiny);
      } else if (name === 'p:sld' && kind === 'open') hiddenSlide = attribute(attributes, 'show') === '0';
      else if (name === 'a:r') tiny = false;
      else if (name === 'a:rPr' && kind === 'open')
        tiny = Number(attribute(attributes, 'sz') || 9_999) <= TINY_HUNDREDTHS;
      else if (name === 'a:t') inText = kind === 'open';
      else if (name === 'a:p' && kind === 'close') out.line();
    }
    out.line();
  }
  return out.words();
}
