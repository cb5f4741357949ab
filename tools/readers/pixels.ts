// Reading a picture of the page: a screenshot, contrast stretched, letters recognised offline. Slow; only for what is
// painted too faintly for a person. The recogniser and its data are installed packages; nothing is fetched.
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { createWorker } from 'tesseract.js';
import type { Worker } from 'tesseract.js';
import { BOTH, expressionOf } from './reader.ts';
import type { Reader } from './reader.ts';

const DATA = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json')),
  '4.0.0_best_int',
);

let worker: Promise<Worker> | null = null;

/** Ends the recogniser; it is started again when it is needed. */
export async function stopPixels(): Promise<void> {
  const running = worker;
  worker = null;
  await (await running)?.terminate();
}

async function stretched(page: Page, picture: string): Promise<string> {
  const helper = await page.browser().newPage();
  try {
    const address = JSON.stringify(`data:image/png;base64,${picture}`);
    return String(await helper.evaluate(`(${expressionOf('stretch')})(${address})`));
  } finally {
    await helper.close();
    await page.bringToFront();
  }
}

/** Reads the pixels of what is in the window. */
export const PIXEL_READER: Reader = {
  id: 'pixels',
  name: 'picture of the page',
  engines: BOTH,
  tree: false,
  read: async (page) => {
    const picture = await page.screenshot({ encoding: 'base64' });
    const address = await stretched(page, picture);
    worker ??= createWorker('eng', 1, { langPath: DATA, cacheMethod: 'none', gzip: true });
    const { data } = await (await worker).recognize(Buffer.from(address.split(',')[1] ?? '', 'base64'));
    return data.text;
  },
};
