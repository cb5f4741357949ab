// One text that a page of the extension keeps for itself across reloads, in its own origin's storage: no page, no other
// extension and no content script can read it. Storage may be full or switched off; then nothing is kept, and that is told.
const KEY = 'demarc.lab';

/** '' where nothing is kept. */
export function readDraft(): string {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the text, or with '' removes it; false where that was not possible. */
export function writeDraft(text: string): boolean {
  try {
    if (text === '') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, text);
    return true;
  } catch {
    return false;
  }
}
