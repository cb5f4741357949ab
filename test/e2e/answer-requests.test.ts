// What answers of 14 AI services ask of other hosts, in 23 forms: all of it is sent without Demarc (one page of one code, so one
// service is enough to know that), nothing with it, and what the services load themselves arrives. Counted by host, recorded where data is in the address, allowed with one click;
// the rules outlive the worker.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'puppeteer';
import { launch } from '../../tools/browsers/launch.ts';
import { answerWeb, CARRIED, FORMS, ownHosts, reachedAt, SERVICES, SINK, sinkOf } from '../support/answer-pages.ts';
import { Demarc } from '../support/demarc.ts';
import { until } from '../support/until.ts';
import { startWeb, type Web } from '../support/web.ts';

let web: Web;
let demarc: Demarc;
let plain: Browser;

beforeAll(async () => {
  web = await startWeb((url) => answerWeb(url));
  [demarc, plain] = await Promise.all([
    Demarc.start('chromium', { proxy: web.proxy }),
    launch('chromium', { extension: null, proxy: web.proxy }),
  ]);
  await demarc.policyKnown('none');
});

afterAll(async () => {
  await Promise.all([demarc?.stop(), plain?.close()]);
  await web?.close();
});

const reached = (host: string): string[] => reachedAt(web, host);
async function openGuarded(url: string): Promise<Page> {
  web.forget();
  return demarc.open(url);
}

/** Forms that a frame or a worker of the page is refused by its content policy, of which nobody tells (shared hosts). */
const UNTOLD = 2;

const at = (url: string, sink: string): string => `${url}?sink=${sink}`;

describe('the pages of all services', () => {
  const guarded = new Map<string, Page>();

  beforeAll(async () => {
    await Promise.all(
      SERVICES.map(async ({ id, url }) => {
        guarded.set(id, await demarc.open(at(url, sinkOf(id, 'held'))));
      }),
    );
  });

  afterAll(() => Promise.all([...guarded.values()].map((page) => page.close())));

  test('all forms are sent without Demarc', async () => {
    const { id, url } = SERVICES[0]!;
    const page = await plain.newPage();
    await page.goto(at(url, sinkOf(id, 'plain')), { waitUntil: 'load' });
    // Browsers put off sound and pictures that move while nobody looks at the page.
    await page.bringToFront();
    const missing = (): string[] => FORMS.filter((f) => !reached(sinkOf(id, 'plain')).includes(f));
    await until(
      'all forms arrive',
      () => Promise.resolve(missing().length === 0),
      8_000,
      () => missing().join(),
    );
    await page.close();
  });

  test.each(SERVICES)('$id: none is sent with Demarc, and what the service loads arrives', async ({ id }) => {
    const page = guarded.get(id)!;
    let held = 0;
    await until(
      'all of them are held',
      async () => (held = (await demarc.statusOf(page))?.held.total ?? 0) >= FORMS.length - UNTOLD,
      6_000,
      () => `${held} of ${FORMS.length}`,
    );
    expect(reached(sinkOf(id, 'held'))).toEqual([]);
    const whole = `[...document.querySelectorAll('.own')].every((i) => i.naturalWidth > 0)`;
    await until('own pictures are there', async () => (await page.evaluate(whole)) === true);
    expect(ownHosts(id).length).toBeGreaterThan(0);
  });
});

describe.sequential('on one page', () => {
  const { url } = SERVICES[0]!;
  let page: Page;

  test('the popup names the host, and the record holds the form of the address without what it carries', async () => {
    page = await openGuarded(url);
    await until('held', async () => ((await demarc.statusOf(page))?.held.total ?? 0) >= FORMS.length);
    const popup = await demarc.openPopup(page);
    expect(await popup.heldHosts()).toEqual([SINK]);
    await popup.close();
    const [incident] = (await demarc.incidents()).filter((i) => i.text.startsWith(`https://${SINK}/`));
    expect(incident).toMatchObject({ enforcement: 'stopped', decision: { action: 'block', key: 'answerResources' } });
    expect(incident?.verdict.families).toEqual(['data-exfiltration']);
    expect(incident?.text).toContain(`https://${SINK}/`);
    expect(JSON.stringify(incident)).not.toContain('heron');
    expect(JSON.stringify(incident)).not.toContain(CARRIED.slice(0, 12));
  });

  test('the rules hold while the worker is dead, and it counts on from what it knew', async () => {
    await demarc.killWorker();
    web.forget();
    await page.reload({ waitUntil: 'load' });
    await until('held', async () => ((await demarc.statusOf(page))?.held.total ?? 0) >= FORMS.length);
    let before = 0;
    let same = 0;
    await until('it counts no more', async () => {
      const total = (await demarc.statusOf(page))?.held.total ?? 0;
      same = total === before ? same + 1 : 0;
      before = total;
      return same >= 10;
    });
    await demarc.killWorker();
    expect((await demarc.statusOf(page))?.held.total).toBe(before);
    expect(reached(SINK)).toEqual([]);
  });

  test('one click lets the host through, and no other', async () => {
    const popup = await demarc.openPopup(page);
    await popup.heldHosts();
    await popup.press(await demarc.text('allowHost'));
    const said = await demarc.text('hostAllowed');
    await until('it is said', async () => (await popup.notices()).includes(said));
    expect((await demarc.policy()).settings.allowedAnswerHosts).toEqual([SINK]);
    await popup.close();
    web.forget();
    await page.reload({ waitUntil: 'load' });
    await until('the pictures arrive', async () => reached(SINK).includes('img') && reached(SINK).includes('css-url'));
    const other = await demarc.open(`${url}?sink=other.${SINK}`);
    await until('held', async () => ((await demarc.statusOf(other))?.held.total ?? 0) >= FORMS.length);
    expect(reached(`other.${SINK}`)).toEqual([]);
    await Promise.all([other.close(), page.close()]);
    await demarc.changeSettings({ allowedAnswerHosts: [] });
  });

  test('audit lets through, counts and records', async () => {
    await demarc.changeSettings({ answerResources: 'audit' });
    page = await openGuarded(`${url}?sink=audit.example`);
    await until('it arrives', async () => reached('audit.example').length >= FORMS.length - 1);
    await until('it is counted', async () => {
      const held = (await demarc.statusOf(page))?.held.hosts[0];
      return held?.host === 'audit.example' && held.sent && held.count >= 10;
    });
    await until('it is recorded', async () =>
      (await demarc.incidents()).some((i) => i.carrier === 'request' && i.enforcement === 'recorded'),
    );
    await demarc.changeSettings({ answerResources: 'block' });
    await page.close();
  });

  test('other sites, and other pages of a host that the assistant shares, are left alone', async () => {
    web.forget();
    for (const address of ['https://news.example/a.html', 'https://github.com/someone/project']) {
      const other = await demarc.open(address);
      await other.evaluate(`new Image().src = 'https://pictures.example/' + location.hostname`);
      await until('the picture arrives', async () => reached('pictures.example').includes(new URL(address).hostname));
      await other.close();
    }
  });
});
