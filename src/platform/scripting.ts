// Brings a script of ours into a page that is open.
import { browser } from './browser.ts';

/** The built script of an assistant's page. */
const DOORS = 'src/entrypoints/doors.iife.js';

/** Runs the doors in one frame; false where the browser does not let us. */
export async function bringDoors(tabId: number, frameId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      files: [DOORS],
      injectImmediately: true,
    });
    return true;
  } catch {
    return false;
  }
}
