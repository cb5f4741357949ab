// What the Lab works with, loaded when somebody opens it: its worker, the sensors for pages that are pasted, the reader of
// files, and where drafts are kept.
import classifierAddress from '../../catalog/classifier.bin?url';
import { fileText, bytesNeeded } from '../../files/file-text.ts';
import { seenTexts } from '../../guard/seen-texts.ts';
import { MAX_SEEN } from '../../lab/contract.ts';
import { LabLine, type Port } from '../../lab/lab-line.ts';
import { readDraft, writeDraft } from '../../platform/drafts.ts';
import type { LabKit } from '../../ui/console/lab/lab-kit.ts';

/** @param readOwn brings the bytes of a file of this extension */
export function labKit(readOwn: (address: string) => Promise<ArrayBuffer>): LabKit {
  const start = (): Port => new Worker(new URL('./lab-worker.ts', import.meta.url), { type: 'module' });
  return {
    lab: new LabLine(start, () => readOwn(classifierAddress)),
    seen: ({ document, addresses }) => seenTexts(document, addresses, MAX_SEEN),
    read: async (file) => {
      const bytes = new Uint8Array(await file.slice(0, bytesNeeded(file.size)).arrayBuffer());
      return fileText(bytes, file.size, async () => (await import('../../files/pdf/pdf-words.ts')).pdfWords);
    },
    readDraft,
    writeDraft,
  };
}
