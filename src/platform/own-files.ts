// Files that come with the extension and are too large to be part of a script. The one place that fetches anything, and
// nothing but these.
import { ownOrigin } from './runtime.ts';

/** Bytes of a file of this extension. @throws Error for any other address */
export async function readOwnFile(address: string): Promise<ArrayBuffer> {
  const url = new URL(address, ownOrigin());
  if (!url.href.startsWith(ownOrigin())) throw new Error('not a file of this extension');
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url.pathname} could not be read`);
  return answer.arrayBuffer();
}
