// Remembers, over one reload of a tab, that an address may pass the check at document_start. It lies in the session storage
// of the assistant's own origin, where only that origin's scripts could put it, and those have the prompt anyway.
import type { Leave } from './prefilled.ts';

const KEY = 'demarc.leave';

export const sessionLeave: Leave = {
  take: (address) => {
    try {
      const given = sessionStorage.getItem(KEY) === address;
      sessionStorage.removeItem(KEY);
      return given;
    } catch {
      // Storage is closed to this page.
      return false;
    }
  },
  give: (address) => {
    try {
      sessionStorage.setItem(KEY, address);
      return true;
    } catch {
      return false;
    }
  },
};
