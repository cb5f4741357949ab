// Other extensions in Firefox: what it tells of them, what changed, and that nothing is switched off, which is said.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExtensionEvent, ExtensionReport } from '../../src/model/extension.ts';
import { Demarc } from '../support/demarc.ts';
import { OtherExtensions } from '../support/other-extensions.ts';
import { until } from '../support/until.ts';

const others = new OtherExtensions();
let demarc: Demarc;
const list = (): Promise<ExtensionReport> => demarc.send('extensions.list', {}) as Promise<ExtensionReport>;
const events = async (): Promise<readonly ExtensionEvent[]> =>
  ((await demarc.send('extensions.events', {})) as { events: readonly ExtensionEvent[] }).events;
const ID = 'reader@others.example';

beforeAll(async () => {
  demarc = await Demarc.start('firefox', { extension: others.demarcThatSees('firefox') });
  await demarc.policyKnown('none');
});
afterAll(async () => {
  await demarc.stop();
  others.remove();
});

describe.sequential('other extensions in Firefox', () => {
  test('one that comes is told of, with the assistants that it gets at', async () => {
    const before = await list();
    expect(before).toMatchObject({ state: 'listed', canDisable: false });
    await demarc.browser.installExtension(
      others.write('reader', { name: 'Reader', matches: ['https://chatgpt.com/*'], hosts: ['https://chatgpt.com/*'] }),
    );
    const event = await until('it is told of', async () => (await events()).find(({ extension }) => extension === ID));
    expect(event).toMatchObject({ kind: 'installed', name: 'Reader' });
    expect(event.gained).toContain('chatgpt');
    const found = (await list()).extensions.find(({ facts }) => facts.id === ID);
    expect(found).toMatchObject({ reach: { chatgpt: 'always' }, risk: 'raised' });
    expect((await demarc.incidents()).map(({ carrier }) => carrier)).toContain('extension');
  });

  test('nothing is switched off, and the person is told where to do it', async () => {
    await demarc.changeSettings({ extensionRules: [`disable id=${ID}`] });
    const found = (await list()).extensions.find(({ facts }) => facts.id === ID);
    expect(found).toMatchObject({ facts: { enabled: true }, decision: { action: 'disable' } });
    expect(await demarc.send('extensions.decide', { id: ID, act: 'disable' })).toEqual({
      problem: 'extensionBrowserRefuses',
    });
    const { text } = (await demarc.send('extensions.proposal', {})) as { text: string };
    expect(JSON.parse(text)).toEqual({ ExtensionSettings: { [ID]: { installation_mode: 'blocked' } } });
  });
});
