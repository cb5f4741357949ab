// What an organisation calls its own, through a real policy file: words, a pattern, records and a document are found in what is
// pasted and typed; a pattern that is none is named; the console shows names and numbers and no hash.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { chromiumExtensionId } from '../../tools/browsers/launch.ts';
import { documentEntry, recordsEntry } from '../../src/engine/policy/own-data.ts';
import { fingerprint } from '../../src/engine/sensitive/own/documents.ts';
import { hashRecord, normaliseRecord } from '../../src/engine/sensitive/own/records.ts';
import { AssistantPage } from '../support/assistant-page.ts';
import { choose, noticeOn, untilNotice } from '../support/door-notice.ts';
import { ManagedFolder, noManagedBrowser } from '../support/managed-browser.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

const SALT = 'a salt of ours';
const CUSTOMER = 'KD-88213-7';
const PAPER =
  'The harbour board decided in its closed session that the north pier will be leased to the ferry company for nine years at a rent that stays between the parties until the lease is signed by both of them in spring.';

const world = useWorld({ with: 'range' });
const skipped = noManagedBrowser('chromium');
if (skipped !== '') console.log(`Policy file tests are left out: ${skipped}.`);

describe.skipIf(skipped !== '').sequential('an organisation’s own data', () => {
  let folder: ManagedFolder;
  let at: AssistantPage;

  beforeAll(async () => {
    folder = new ManagedFolder('chromium');
    folder.write({
      '3rdparty': {
        extensions: {
          [chromiumExtensionId(manifest.key)]: {
            organisationTerms: ['Blue Heron'],
            organisationPatterns: ['case=NW-[0-9]{6}', 'look-behind=(?<=x)y'],
            organisationRecords: [
              recordsEntry({
                id: 'customers',
                salt: SALT,
                lengths: [normaliseRecord(CUSTOMER).length],
                hashes: [hashRecord(SALT, CUSTOMER)],
              }),
            ],
            organisationDocuments: [documentEntry({ salt: SALT, ...fingerprint('lease', PAPER, SALT) })],
            sensitiveActions: ['organisation=redact', 'organisation.document=block'],
          },
        },
      },
    });
    await world.startDemarc();
    await world.demarc.policyKnown('present');
    at = await AssistantPage.open(world.demarc.browser, world.range, 'chatgpt');
    await at.focus();
  });
  afterAll(async () => {
    await world.stopDemarc();
    folder?.remove();
  });

  test('pasted, each goes in as a placeholder; what is near it stays', async () => {
    await at.paste({ text: `Is blue heron (NW-204811) late for kd 88213 7? NW-2048 and herons are not ours.` });
    const draft = await until('it is in', async () => {
      const text = await at.editorText();
      return text.includes('not ours') && text;
    });
    expect(draft).toMatch(
      /^Is \[[A-Z_]+_\d+\] \(\[[A-Z_]+_\d+\]\) late for \[[A-Z_]+_\d+\]\? NW-2048 and herons are not ours\.$/,
    );
  });

  test('a part of a document is held, whoever typed the words around it', async () => {
    await at.paste({ text: `Please sum up: ${PAPER.slice(20, 170)}` });
    const seen = await untilNotice(at.page);
    expect(seen.text).toContain(await world.demarc.text('sensitive_organisation_document'));
    await choose(at.page, await world.demarc.text('doorLeaveOut'));
    await until('the notice is gone', async () => (await noticeOn(at.page)) === null);
    expect(await at.editorText()).not.toContain('harbour board');
  });

  test('a pattern that RE2 does not take is named; the console shows no hash', async () => {
    const { problems } = await world.demarc.policy();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ layer: 'managed', key: 'organisationPatterns' });
    expect(JSON.stringify(problems[0]?.problem)).toContain('look-behind');
    const view = await world.demarc.openConsole('/policy');
    await view.shown('.problems');
    const shown = String(await view.page.evaluate('document.body.innerText'));
    expect(shown).toContain('customers (1)');
    expect(shown).not.toContain(hashRecord(SALT, CUSTOMER));
    await view.close();
  });
});
