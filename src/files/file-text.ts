// What can be read of a file: its words, those that its format hides, or why it cannot be read. The name decides nothing:
// a file is what its bytes say. Bounded in time and memory; never throws.
import { holdsWords, officeWords } from './office.ts';
import { openArchive } from './zip.ts';

/** Bytes that are read of a text; larger ones are read in part, larger archives not at all. */
export const MAX_TEXT_BYTES = 4 * 1024 * 1024;
export const MAX_ARCHIVE_BYTES = 32 * 1024 * 1024;

/** Why a file was not read. `pictures`: it has pages, and no words that can be read. */
export const UNREAD_REASONS = ['binary', 'too-large', 'broken', 'encrypted', 'pictures'] as const;
export type UnreadReason = (typeof UNREAD_REASONS)[number];

export type FileText =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** What a reader of the file does not see; '' for nothing. */
      readonly hidden: string;
      /** Markup: what is hidden in it is for the page's script to find. */
      readonly html: boolean;
      readonly partial: boolean;
      /** The bytes are the text: it can be written anew. */
      readonly plain: boolean;
    }
  | { readonly kind: 'not-scanned'; readonly why: UnreadReason };

/** Reads the words of a PDF file (pdf/pdf-words.ts, which comes as a script of its own). Never rejects. */
export type PdfReader = (
  bytes: Uint8Array,
  breathe: () => Promise<void>,
) => Promise<
  | { readonly kind: 'words'; readonly text: string; readonly partial: boolean }
  | { readonly kind: 'unread'; readonly why: UnreadReason }
>;

/** How much of a file has to be read for it. */
export const bytesNeeded = (size: number): number => Math.min(size, MAX_ARCHIVE_BYTES);

/**
 * @param bytes the first bytes of the file, `bytesNeeded` of them
 * @param pdf brings what reads PDF files; null where it does not come
 */
export async function fileText(
  bytes: Uint8Array,
  size: number,
  pdf: () => Promise<PdfReader | null>,
): Promise<FileText> {
  if (isPdf(bytes)) return pdfText(bytes, size, await pdf());
  if (startsWith(bytes, [0x50, 0x4b, 3, 4])) {
    if (size > MAX_ARCHIVE_BYTES) return { kind: 'not-scanned', why: 'too-large' };
    const archive = openArchive(bytes, holdsWords);
    if (!archive) return { kind: 'not-scanned', why: 'broken' };
    const words = officeWords(archive);
    if (!words) return { kind: 'not-scanned', why: 'binary' };
    return {
      kind: 'text',
      text: words.seen,
      hidden: words.hidden,
      html: false,
      partial: archive.partial,
      plain: false,
    };
  }
  const read = bytes.subarray(0, MAX_TEXT_BYTES);
  const text = decodedText(read);
  if (text === null) return { kind: 'not-scanned', why: 'binary' };
  const html = /^\s*(?:<!doctype html|<html|<head|<body)/i.test(text.slice(0, 500));
  return { kind: 'text', text, hidden: '', html, partial: size > read.length, plain: true };
}

/** Readers take a file for PDF whose mark stands anywhere in its first part. */
const PDF_HEAD = 1_024;

function isPdf(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, PDF_HEAD);
  for (let at = head.indexOf(0x25); at >= 0; at = head.indexOf(0x25, at + 1))
    if (startsWith(head.subarray(at), [0x25, 0x50, 0x44, 0x46, 0x2d])) return true;
  return false;
}

async function pdfText(bytes: Uint8Array, size: number, reader: PdfReader | null): Promise<FileText> {
  if (size > MAX_ARCHIVE_BYTES) return { kind: 'not-scanned', why: 'too-large' };
  if (!reader) return { kind: 'not-scanned', why: 'binary' };
  const found = await reader(bytes, () => new Promise((resolve) => setTimeout(resolve, 0)));
  if (found.kind === 'unread') return { kind: 'not-scanned', why: found.why };
  return { kind: 'text', text: found.text, hidden: '', html: false, partial: found.partial, plain: false };
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((b, i) => bytes[i] === b);

/** Control characters in the first part of a text, in a thousand, from which on it is none. */
const MAX_CONTROLS = 5;

function decodedText(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return '';
  const wide = startsWith(bytes, [0xff, 0xfe]) ? 'utf-16le' : startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : null;
  const head = bytes.subarray(0, 4_096);
  if (!wide) {
    let controls = 0;
    for (const b of head)
      if (b === 0) return null;
      else if (b < 9 || (b > 13 && b < 32 && b !== 27)) controls++;
    if (controls * 1_000 > head.length * MAX_CONTROLS) return null;
  }
  const text = new TextDecoder(wide ?? 'utf-8').decode(bytes);
  // Old files are in the codes of their countries; letters beyond ASCII come out wrong, the values that count do not.
  return text.includes('\ufffd') && !wide ? new TextDecoder('windows-1252').decode(bytes) : text;
}
