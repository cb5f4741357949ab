// What the console keeps of a person's own arrangement over restarts, such as saved views. The extension gives its local
// storage, plain-browser development the page's. What is read may be of another version: readers parse it.

export interface KeptValues {
  /** undefined where nothing is kept under this name, or it cannot be read. */
  read(name: string): Promise<unknown>;
  /** Rejects where nothing can be kept. */
  write(name: string, value: unknown): Promise<void>;
}
