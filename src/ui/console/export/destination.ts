// Where an export is written to: a file that the person chose, as it grows, where the browser can do that; elsewhere parts
// in the browser's own keeping, handed over as a download at the end. What is stopped leaves no file.

export interface Destination {
  /** Name of the file. */
  readonly name: string;
  write(text: string): Promise<void>;
  /** The file is there after this. */
  close(): Promise<void>;
  /** Nothing is left. Never fails. */
  abort(): Promise<void>;
}

interface FileHandle {
  readonly name: string;
  createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void>; abort(): Promise<void> }>;
}
interface Pickers {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileHandle>;
}

/** Characters that are gathered before they are written. */
const CHUNK = 1 << 20;

/**
 * Asks for a place. null: the person wants none after all. Must be called from a click, before anything else is awaited.
 * Throws where no file can be written.
 */
export async function chooseDestination(name: string, mime: string): Promise<Destination | null> {
  const { showSaveFilePicker } = window as Pickers;
  if (!showSaveFilePicker) return download(name, mime);
  let file: FileHandle;
  try {
    file = await showSaveFilePicker.call(window, { suggestedName: name });
  } catch (error) {
    if ((error as { name?: string } | null)?.name === 'AbortError') return null;
    // Refused, as in a browser whose policy forbids it: a download may still be allowed.
    return download(name, mime);
  }
  const stream = await file.createWritable();
  return gathered({
    name: file.name,
    write: (text) => stream.write(text),
    close: () => stream.close(),
    abort: () => stream.abort().catch(() => undefined),
  });
}

function download(name: string, mime: string): Destination {
  // A blob lives outside of the page's memory, on disk where it is large.
  let parts: Blob[] = [];
  return gathered({
    name,
    write: (text) => {
      parts.push(new Blob([text]));
      return Promise.resolve();
    },
    close: () => {
      const address = URL.createObjectURL(new Blob(parts, { type: mime }));
      parts = [];
      const link = document.createElement('a');
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => {
        URL.revokeObjectURL(address);
      }, 60_000);
      return Promise.resolve();
    },
    abort: () => {
      parts = [];
      return Promise.resolve();
    },
  });
}

function gathered(to: Destination): Destination {
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    if (text !== '') await to.write(text);
  };
  return {
    name: to.name,
    async write(text) {
      waiting += text;
      if (waiting.length >= CHUNK) await flush();
    },
    async close() {
      await flush();
      await to.close();
    },
    abort: () => to.abort(),
  };
}
