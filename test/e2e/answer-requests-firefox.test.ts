// The same in Firefox: what answers of AI services ask of other hosts is sent without Demarc and held with it, what the
// services load arrives, and the rules outlive the event page.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'puppeteer';
import { launch } from '../../tools/browsers/launch.ts';
import { answerWeb, FORMS, reachedAt, SERVICES, SINK, sinkOf } from '../support/answer-pages.ts';
import { Demarc, inPage } from '../support/demarc.ts';
import { until } from '../support/until.ts';
import { startWeb, type Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;
let plain: Browser;

beforeAll(async () => {
  web = await startWeb((url) => answerWeb(url));
  [demarc, plain] = await Promise.all([
    Demarc.start('firefox', { proxy: web.proxy, eventPageIdle: 1_000 }),
    launch('firefox', { extension: null, proxy: web.proxy }),
  ]);
  await demarc.policyKnown('none');
});

afterAll(async () => {
  await Promise.all([demarc?.stop(), plain?.close()]);
  await web?.close();
});

/** Firefox prefetches when nothing else is going on, which these pages never reach. */
const SENT = FORMS.filter((form) => form !== 'prefetch');
/** One of each kind: whole hosts, several hosts, a host that has other things too. */
const HERE = SERVICES.filter(({ id }) =>
  ['chatgpt', 'claude', 'perplexity', 'm365-copilot', 'github-copilot'].includes(id),
);

const reached = (host: string): string[] => reachedAt(web, host);

test('without Demarc all forms are sent', async () => {
  const page = await plain.newPage();
  const { id, url } = SERVICES[0]!;
  await page.goto(`${url}?sink=${sinkOf(id, 'plain')}`, { waitUntil: 'load' });
  const missing = (): string[] => SENT.filter((f) => !reached(sinkOf(id, 'plain')).includes(f));
  await until(
    'all arrive',
    () => Promise.resolve(missing().length === 0),
    8_000,
    () => missing().join(),
  );
});

test.each(HERE)('$id: none is sent with Demarc, and what the service loads arrives', async ({ id, url }) => {
  const sink = sinkOf(id, 'held');
  const page = await demarc.open(`${url}?sink=${sink}`);
  let held = 0;
  await until(
    'they are held',
    async () => (held = (await demarc.statusOf(page))?.held.total ?? 0) >= FORMS.length - 4,
    8_000,
    () => `${held} of ${FORMS.length}; sent: ${reached(sink).join()}`,
  );
  expect(reached(sink)).toEqual([]);
  const whole = `[...document.querySelectorAll('.own')].every((i) => i.naturalWidth > 0)`;
  await until('own pictures are there', async () => (await inPage(page, whole)) === true);
  await page.close();
});

test('a stopped event page changes nothing', async () => {
  const { url } = SERVICES[1]!;
  const page = await demarc.open(`${url}?sink=first.${SINK}`);
  await until('they are held', async () => ((await demarc.statusOf(page))?.held.total ?? 0) > 10);
  await demarc.eventPageStopped();
  const other = await demarc.open(`${url}?sink=second.${SINK}`);
  await until('they are held', async () => ((await demarc.statusOf(other))?.held.total ?? 0) > 10);
  expect(reached(`second.${SINK}`)).toEqual([]);
});

test('a tab that leaves a service is not watched any more', async () => {
  const page = await demarc.open(`${SERVICES[0]!.url}?sink=third.${SINK}`);
  await until('they are held', async () => ((await demarc.statusOf(page))?.held.total ?? 0) > 10);
  await page.goto('https://news.example/a.html');
  await inPage(page, `new Image().src = 'https://pictures.example/one'`);
  await until('the picture arrives', () => Promise.resolve(reached('pictures.example').includes('one')));
});
