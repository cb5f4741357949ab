// What the Lab's page is given: the worker that judges, the sensors, the reader of files, and a place for its draft.
import type { FileText } from '../../../files/file-text.ts';
import type { Lab, Seen } from '../../../lab/contract.ts';
import type { StillCopy } from '../../still/still-copy.ts';

/** A text of a pasted page, and the place in the still copy. */
export interface SeenInPage extends Seen {
  readonly node: Node;
  readonly path: string;
}

export interface LabKit {
  readonly lab: Lab;
  /** Every text of a still copy with what the sensors know of it, at most MAX_SEEN. */
  readonly seen: (copy: Pick<StillCopy, 'document' | 'addresses'>) => Promise<readonly SeenInPage[]>;
  /** What can be read of a file. Never rejects for what is in it. */
  readonly read: (file: File) => Promise<FileText>;
  /** '' where nothing is kept. */
  readonly readDraft: () => string;
  /** Keeps a text, removes it with ''; false where that was not possible. */
  readonly writeDraft: (text: string) => boolean;
}
