// Other extensions, really installed beside Demarc in Chromium: seen with what they get at, told of when they come and when an
// update asks for more, switched off by policy and on again by the person, over the death of the worker.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposalProblems } from '../../src/engine/governance/proposal.ts';
import type { ExtensionEvent, ExtensionReport } from '../../src/model/extension.ts';
import { OtherExtensions } from '../support/other-extensions.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const others = new OtherExtensions();
const world = useWorld({ with: 'range' });
afterAll(() => others.remove());

/** Markup, a direction mark and a length that no list has room for. */
const HOSTILE = `<img src=x onerror=alert(1)>\u202e${'long '.repeat(20)}`;
const reader = {
  name: 'Reader',
  matches: ['https://chatgpt.com/*'],
  script: `document.documentElement.dataset.read = document.body?.innerText.length ?? 0;`,
};

const list = (): Promise<ExtensionReport> => world.demarc.send('extensions.list', {}) as Promise<ExtensionReport>;
const events = async (): Promise<readonly ExtensionEvent[]> =>
  ((await world.demarc.send('extensions.events', {})) as { events: readonly ExtensionEvent[] }).events;
const named = async (name: string) => (await list()).extensions.find(({ facts }) => facts.name === name);

let id = '';

beforeAll(async () => {
  await world.startDemarc({ extension: others.demarcThatSees('chromium') });
  await world.demarc.policyKnown('none');
});

describe.sequential('other extensions', () => {
  test('at first there is none, and nothing has happened', async () => {
    expect(await list()).toMatchObject({ state: 'listed', canDisable: true, extensions: [] });
    expect(await events()).toEqual([]);
  });

  test('one that only has a content script on an assistant is told of within two seconds, with an incident', async () => {
    await world.demarc.browser.installExtension(others.write('quiet', { name: 'Quiet' }));
    await until('the quiet one is told of, and raises nothing', async () => (await events())[0]?.name === 'Quiet');
    expect((await events())[0]).toMatchObject({ kind: 'installed', gained: [], incident: '' });
    const start = Date.now();
    id = await world.demarc.browser.installExtension(others.write('reader', reader));
    const [event] = await until('it is told of', async () => {
      const all = (await events()).filter(({ extension }) => extension === id);
      return all.length > 0 && all;
    });
    expect(Date.now() - start).toBeLessThan(2_000);
    expect(event).toMatchObject({ kind: 'installed', name: 'Reader', by: '' });
    expect(event?.gained).toContain('chatgpt');
    expect(event?.gained).not.toContain('claude');
    const incidents = await world.demarc.incidents();
    const incident = incidents.find((one) => one.id === event?.incident);
    expect(incident).toMatchObject({ carrier: 'extension', site: id, decision: { key: 'extensionRules' } });
    expect(await named('Reader')).toMatchObject({ risk: 'raised', reach: { chatgpt: 'always' } });
  });

  test('an update that asks for more is told of with before and after', async () => {
    const more = { ...reader, version: '2.0', permissions: ['cookies'], hosts: ['https://claude.ai/*'] };
    expect(await world.demarc.browser.installExtension(others.write('reader', more))).toBe(id);
    const event = await until('the update is told of', async () =>
      (await events()).find(
        ({ extension, changes }) => extension === id && changes.some((c) => c.after.includes('2.0')),
      ),
    );
    const change = (field: string) => event.changes.find((c) => c.field === field);
    expect(change('version')).toMatchObject({ before: ['1.0'], after: ['2.0'] });
    expect(change('permissions')?.after).toContain('cookies');
    expect(change('hosts')?.after).toContain('https://claude.ai/*');
    expect(event.gained).toContain('claude');
    expect(await named('Reader')).toMatchObject({ risk: 'high' });
  });

  test('a worker that dies misses nothing and tells nothing twice', async () => {
    const before = (await events()).length;
    await world.demarc.killWorker();
    await world.demarc.browser.uninstallExtension((await named('Quiet'))?.facts.id ?? '');
    await until('its end is told of', async () =>
      (await events()).some(({ kind, name }) => kind === 'removed' && name === 'Quiet'),
    );
    await world.demarc.killWorker();
    await list();
    expect(await events()).toHaveLength(before + 1);
  });

  test('the popup names who gets at the assistant in the tab', async () => {
    const page = await world.demarc.open('https://chatgpt.com/');
    const status = await until('Demarc knows the tab', () => world.demarc.statusOf(page));
    expect(status.touching).toMatchObject({ state: 'listed', names: ['Reader'], count: 1, risky: true });
    const popup = await world.demarc.openPopup(page);
    expect(await popup.page.$eval('.touching', (line) => line.textContent)).toContain('Reader');
    await popup.close();
    const { controls } = status;
    expect(controls.find(({ control }) => control === 'PAAS-04')).toMatchObject({
      status: 'partly',
      why: 'whyPaas04Unvetted',
    });
    await page.close();
  });

  test('what policy disables is switched off, and the person may switch it on again', async () => {
    await world.demarc.changeSettings({ extensionRules: ['disable reach=claude'] });
    await until('it is off', async () => (await named('Reader'))?.facts.enabled === false);
    expect((await events())[0]).toMatchObject({
      extension: id,
      by: 'policy',
      changes: [{ field: 'enabled', after: ['false'] }],
    });
    expect(await world.demarc.send('extensions.decide', { id, act: 'enable' })).toEqual({ problem: '' });
    await list();
    expect(await named('Reader')).toMatchObject({
      facts: { enabled: true },
      kept: true,
      decision: { action: 'disable' },
    });
    // More than the person saw is not what the person kept.
    await world.demarc.browser.installExtension(
      others.write('reader', {
        ...reader,
        version: '3.0',
        permissions: ['cookies', 'history'],
        hosts: ['https://claude.ai/*'],
      }),
    );
    await until('it is off again', async () => (await named('Reader'))?.facts.enabled === false);
  });

  test('where nobody may undo, nobody switches on what policy switched off', async () => {
    await world.demarc.changeSettings({ allowUndo: false });
    expect(await world.demarc.send('extensions.decide', { id, act: 'enable' })).toEqual({ problem: 'undoNotAllowed' });
    await world.demarc.changeSettings({ allowUndo: true });
  });

  test('the proposal for IT is in the form that browsers take', async () => {
    const { text } = (await world.demarc.send('extensions.proposal', {})) as { text: string };
    const { ExtensionSettings } = JSON.parse(text) as { ExtensionSettings: Record<string, unknown> };
    expect(proposalProblems(ExtensionSettings)).toEqual([]);
    expect(ExtensionSettings[id]).toEqual({ installation_mode: 'blocked' });
  });

  test('hostile names stay text on the page, which is accessible in both colour schemes', async () => {
    await world.demarc.browser.installExtension(
      others.write('hostile', { name: HOSTILE, hosts: ['https://gemini.google.com/*'], permissions: ['activeTab'] }),
    );
    await until('it is listed', async () => (await list()).extensions.length === 2);
    const view = await world.demarc.openConsole('/extensions');
    await view.shown('.ext-list tbody tr');
    expect(await view.page.$('.ext-list img, .ext-map img')).toBeNull();
    expect(await view.words()).toContain('<img src=x');
    for (const scheme of ['light', 'dark']) {
      await view.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await view.page.evaluate(AXE);
      const found = `axe.run(document).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].target.join(' ')))`;
      expect(await view.page.evaluate(found)).toEqual([]);
    }
    await view.close();
  });
});
