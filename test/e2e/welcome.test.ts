// The first page opens by itself, once, behind what a person looks at. A browser of its own, in which no page of Demarc is
// open: there the worker waits until it is known that no organisation has a policy.
import { expect, test } from 'vitest';
import { launch } from '../../tools/browsers/launch.ts';
import { builtExtension } from '../support/demarc.ts';
import { until } from '../support/until.ts';

test('the first page opens behind the page that is read', async () => {
  const browser = await launch('chromium', { extension: builtExtension('chromium') });
  try {
    const page = await browser.newPage();
    const welcomes = async (): Promise<number> =>
      (await browser.pages()).filter((open) => open.url().endsWith('#/welcome')).length;
    await until('it is there', async () => (await welcomes()) === 1, 20_000);
    expect(await page.evaluate('document.visibilityState')).toBe('visible');
    const [first] = (await browser.pages()).filter((open) => open.url().endsWith('#/welcome'));
    await until('it says what is recorded', async () => ((await first?.$$('h2')) ?? []).length > 1);
  } finally {
    await browser.close();
  }
});
