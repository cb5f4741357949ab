// Turns what was typed into pages to visit: addresses as they are, files served from loopback. Files are untrusted and
// are only looked at here far enough to say clearly when they are no page.
import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import type { Action } from '../../src/model/policy.ts';
import type { VerdictKind } from '../../src/model/verdict.ts';
import { problemOf } from '../browsers/bounded.ts';
import type { PageKind } from '../report/report.ts';

/** One page to visit. */
export interface Target {
  readonly input: string;
  readonly url: string;
  readonly title: string;
  readonly kind: PageKind;
  readonly technique: string;
  /** What to look for in the readers' answers; empty: the text of what Demarc finds. */
  readonly markers: readonly string[];
  readonly expect: { readonly verdict: VerdictKind; readonly action: Action; readonly blanked: boolean } | null;
}

const SNIFF_BYTES = 65_536;

/** An address, when the input is one; a drive letter such as `C:` is not. */
export function asUrl(input: string): Result<URL> | null {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(input)) return null;
  if (!URL.canParse(input)) return err(`${input} is not a valid address`);
  const url = new URL(input);
  if (url.protocol === 'http:' || url.protocol === 'https:') return ok(url);
  return err(`addresses of the kind ${url.protocol} are not read; give http, https or a file`);
}

/** Looks at the start of a file: is it text with markup? '' when it is. */
export function notHtml(start: Buffer): string {
  if (start.length === 0) return 'the file is empty';
  const utf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (!utf16 && start.includes(0)) return 'it is not HTML (binary data)';
  const text = start.toString(utf16 ? 'utf16le' : 'latin1');
  // Big-endian text decodes to swapped bytes; its mark is proof enough that it is text.
  if (utf16 && start[0] === 0xfe) return '';
  return /<(?:!doctype|!--|\?xml|[a-z][a-z0-9-]*[\s/>])/i.test(text)
    ? ''
    : 'it is not HTML (no markup in its first 64 KB)';
}

/** The absolute path of a readable HTML file, or why it is none. */
export async function checkFile(input: string, folder: string): Promise<Result<string>> {
  const file = path.resolve(folder, input);
  try {
    const info = await stat(file);
    if (info.isDirectory()) return err('it is a folder; give the files in it');
    if (!info.isFile()) return err('it is not an ordinary file');
    const handle = await open(file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
      const problem = notHtml(buffer.subarray(0, bytesRead));
      return problem === '' ? ok(file) : err(problem);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return err('there is no such file');
    if (code === 'EACCES' || code === 'EPERM') return err('this user may not read the file');
    return err(problemOf(error));
  }
}

/** A page of the person's own, without expectations. */
export function plainTarget(input: string, url: string): Target {
  return { input, url, title: '', kind: 'page', technique: '', markers: [], expect: null };
}
