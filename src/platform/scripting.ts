// Brings a script of ours into a page that is open.
import type { LatePart } from '../model/late-part.ts';
import { browser } from './browser.ts';

/** The built script of an assistant's page. */
const DOORS = 'src/entrypoints/doors.iife.js';

/** Runs the doors in one frame; false where the browser does not let us. */
export const bringDoors = (tabId: number, frameId: number): Promise<boolean> => bring(DOORS, tabId, frameId);

/** Runs a part that the doors ask for, in their frame. */
export const bringPart = (part: LatePart, tabId: number, frameId: number): Promise<boolean> =>
  bring(fileOf(part), tabId, frameId);

const fileOf = (part: LatePart): string => `src/entrypoints/${part}-part.iife.js`;

/** Runs a part in all frames of a tab that the browser lets us into. */
export async function bringPartEverywhere(part: LatePart, tabId: number): Promise<boolean> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      files: [fileOf(part)],
      injectImmediately: true,
    });
    return true;
  } catch {
    return false;
  }
}

/** Lets a part run in every frame from its first moment on, or no more; ends at the latest with the browser. Never rejects. */
export async function standPart(part: LatePart, on: boolean): Promise<void> {
  try {
    const there = (await browser.scripting.getRegisteredContentScripts({ ids: [part] })).length > 0;
    if (there === on) return;
    if (!on) return await browser.scripting.unregisterContentScripts({ ids: [part] });
    const script = {
      id: part,
      js: [fileOf(part)],
      matches: ['<all_urls>'],
      allFrames: true,
      matchOriginAsFallback: true,
      runAt: 'document_start' as const,
      persistAcrossSessions: false,
    };
    await browser.scripting.registerContentScripts([script]);
  } catch {
    // Somebody else did the same in this moment, or the browser is closing.
  }
}

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
