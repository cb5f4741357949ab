// Brings a script of ours into a page that is open.
import type { LatePart } from '../model/late-part.ts';
import { browser } from './browser.ts';

/** The built script of an assistant's page. */
const DOORS = 'src/entrypoints/doors.iife.js';

/** Runs the doors in one frame; false where the browser does not let us. */
export const bringDoors = (tabId: number, frameId: number): Promise<boolean> => bring(DOORS, tabId, frameId);

/** Runs a part that the doors ask for, in their frame. */
export const bringPart = (part: LatePart, tabId: number, frameId: number): Promise<boolean> =>
  bring(`src/entrypoints/${part}-part.iife.js`, tabId, frameId);

async function bring(file: string, tabId: number, frameId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      files: [file],
      injectImmediately: true,
    });
    return true;
  } catch {
    return false;
  }
}
