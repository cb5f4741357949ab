// The command line of `npm start`. Input: what a person typed; every mistake gets one clear line.
import { parseArgs } from 'node:util';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { problemOf } from '../browsers/bounded.ts';
import { BROWSER_KINDS } from '../browsers/launch.ts';
import type { BrowserKind } from '../browsers/launch.ts';

export interface Arguments {
  readonly inputs: readonly string[];
  readonly json: string;
  readonly screenshots: string;
  readonly browser: BrowserKind;
  readonly timeout: number;
  readonly headless: boolean;
  readonly help: boolean;
}

export const HELP = `npm start [-- [options] [FILE | URL …]]

Without FILE or URL: opens the range, a gallery of attack pages and honest twins, in a browser with Demarc.
Without a display, or with --headless: walks the range and prints what Demarc did on each page.
With FILE or URL: does the same for these pages.

  --headless           show no browser window
  --browser NAME       chromium (default) or firefox
  --json OUT           write the report to the file OUT (docs/report-format.md)
  --screenshots DIR    write a picture of each page before and after to DIR
  --timeout SECONDS    longest wait for one page (default 30)
  --help               this text

Exit code: 0 every input was read; 2 some input could not be read (one line says why); 1 the run failed;
130 stopped by Ctrl-C (the report of what was done is still written).`;

/** Reads the arguments. An error is one line for the person. */
export function parseArguments(args: readonly string[]): Result<Arguments> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        headless: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        browser: { type: 'string' },
        json: { type: 'string' },
        screenshots: { type: 'string' },
        timeout: { type: 'string' },
      },
    });
  } catch (error) {
    return err(problemOf(error).replace(/\. To specify.*$/, '.'));
  }
  const { values, positionals } = parsed;
  const browser = BROWSER_KINDS.find((kind) => kind === (values.browser ?? 'chromium'));
  if (browser === undefined) return err(`--browser is ${values.browser}; it can be ${BROWSER_KINDS.join(' or ')}.`);
  const timeout = Number(values.timeout ?? '30');
  if (!(timeout >= 1 && timeout <= 600)) return err(`--timeout is ${values.timeout}; it can be 1 to 600 seconds.`);
  if (values.json === '' || values.screenshots === '') return err('--json and --screenshots need a place to write to.');
  return ok({
    inputs: positionals,
    json: values.json ?? '',
    screenshots: values.screenshots ?? '',
    browser,
    timeout,
    headless: values.headless ?? false,
    help: values.help ?? false,
  });
}
