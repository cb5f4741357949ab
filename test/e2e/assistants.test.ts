// Every replica as a person uses it, in Chromium without Demarc and with it, and in Firefox as far as its driver goes: what is typed, pasted, dropped, attached and
// sent arrives, and answers are seen as they come. The control for all tests of the two doors, and the health of the
// catalogue's selectors.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'puppeteer';
import type { BrowserKind } from '../../tools/browsers/launch.ts';
import { loadReplicas, replicaScripts } from '../../tools/range/replicas.ts';
import { AssistantPage, assistantOf, type Part } from '../support/assistant-page.ts';
import { until } from '../support/until.ts';
import { useWorld } from '../support/world.ts';

interface Setting {
  readonly name: string;
  readonly kind: BrowserKind;
  readonly guarded: boolean;
}
const SETTINGS: readonly Setting[] = [
  { name: 'Chromium without Demarc', kind: 'chromium', guarded: false },
  { name: 'Chromium with Demarc', kind: 'chromium', guarded: true },
  { name: 'Firefox with Demarc', kind: 'firefox', guarded: true },
];

/** Editors that keep the formatting of what is pasted. */
const RICH = new Set(['prosemirror', 'tiptap', 'quill']);
const replicas = loadReplicas();
let folder = '';
let notes = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-'));
  notes = path.join(folder, 'notes.txt');
  writeFileSync(notes, 'Ferries leave at nine.\n');
  await replicaScripts();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Parts of the page that the catalogue knows and none of whose selectors matches now. */
async function unhealthy(at: AssistantPage, parts: readonly Part[]): Promise<Part[]> {
  const lost: Part[] = [];
  for (const part of parts) {
    if (at.facts.page[part].length > 0 && (await at.matching(part)).length === 0) lost.push(part);
  }
  return lost;
}

describe.each(SETTINGS)('$name', ({ kind, guarded }) => {
  const world = useWorld({ kind, with: guarded ? 'demarc' : 'demarc and plain' });
  const browser = (): Browser => (guarded ? world.demarc.browser : world.plain);

  // What an editor does by itself is the editor's own: one page of each kind is the control for all.
  const written = guarded
    ? replicas
    : replicas.filter((r, i) => replicas.findIndex((o) => o.editor === r.editor) === i);
  test.each(written.map(({ id }) => id))('%s: writes, attaches, sends, reads', async (id) => {
    const at = await AssistantPage.open(browser(), world.range, id);
    const { editorKind } = at.facts.page;
    const errors: string[] = [];
    at.page.on('pageerror', (error) => errors.push(String(error)));

    await at.focus();
    await at.type('When do ferries\nleave');
    expect(await at.editorText()).toBe('When do ferries\nleave');
    expect(await at.caret()).toBe(20 + (editorKind === 'textarea' ? 1 : 0));

    const before = await at.caret();
    await at.paste({ text: 'the north pier?', html: 'the <b>north</b> pier?' });
    expect(await at.editorText()).toBe('When do ferries\nleavethe north pier?');
    expect(await at.caret()).toBe(before + 15);
    const bold = await at.evaluate(`${BOLD}(document)`);
    expect(bold).toBe(RICH.has(editorKind) || id === 'm365-copilot' ? 'north' : '');
    await at.undo();
    expect(await at.editorText()).not.toContain('pier');

    await at.attach([notes]);
    if (kind === 'chromium') {
      await at.focus();
      await at.compose(['k', 'か', '蟹']);
      expect(await at.editorText()).toContain('蟹');
      await at.drop({ text: 'dropped' });
      // Quill takes every drop for files and leaves text out; the service has that from it.
      expect((await at.editorText()).includes('dropped')).toBe(editorKind !== 'quill');
      await at.drop({ files: [notes] });
    }
    const editing: Part[] = ['editor', 'send', 'fileInput', 'uploadButton', 'model'];
    expect(await unhealthy(at, editing)).toEqual([]);
    if (at.facts.page.attachment.length > 0) expect((await at.matching('attachment')).length).toBeGreaterThan(0);

    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const half = 'The first ferry leaves **at nine** in the morning. ';
    at.answer({ text: `${half}The last one leaves when the lamps are lit.`, gate });
    await at.focus();
    if (kind === 'firefox') await at.type('kani');
    const draft = (await at.editorText()).trim();
    await at.sendByEnter();
    expect(await at.untilSent()).toBe(draft);
    expect(await at.editorText()).toBe('');
    await until('the first half is shown', async () => (await at.answers())[0]?.includes('leaves at nine'));
    expect((await at.answers())[0]).not.toContain('lamps are lit');
    expect(await unhealthy(at, ['stop'])).toEqual([]);
    open();
    await until('the whole answer is shown', async () => (await at.answers())[0]?.endsWith('the lamps are lit.'));
    const [first] = at.received().filter(({ kind }) => kind === 'prompt');
    const file = ['notes.txt', 'Ferries leave at nine.\n'];
    expect(first?.files.map(({ name, text }) => [name, text])).toEqual(kind === 'chromium' ? [file, file] : [file]);

    await at.type('And on Sundays?');
    await at.sendByClick();
    expect(await at.untilSent(2)).toBe('And on Sundays?');
    await until('both answers are shown', async () => (await at.answers()).length >= 2);
    expect(await unhealthy(at, ['answer', 'userTurn'])).toEqual([]);
    // What no selector is known for can be found by general signs at best, and is said to be.
    const found = (part: Part): RegExp =>
      at.facts.page[part].length > 0 ? /^matched$/ : /^(?:fallback|none|not-seen)$/;
    if (guarded)
      expect(
        await until(
          'the health of the adapter is known',
          async () => {
            const seen = await world.demarc.adapter(id);
            const answered = seen?.answer === 'matched' || at.facts.page.answer.length === 0;
            return seen?.send !== 'not-seen' && answered ? seen : null;
          },
          8_000,
        ),
      ).toMatchObject({
        editor: expect.stringMatching(found('editor')) as string,
        send: expect.stringMatching(found('send')) as string,
        answer: expect.stringMatching(found('answer')) as string,
      });

    const again = await at.reload();
    expect(again.conversation).toBe(at.conversation);
    expect((await again.answers())[0]).toContain('leaves at nine');
    expect(errors).toEqual([]);
    await at.close();
  });

  test('a replica in a frame of another site', async () => {
    const at = await AssistantPage.openFramed(browser(), world.range, 'm365-copilot');
    expect(at.frame).not.toBe(at.page.mainFrame());
    await at.focus();
    await at.type('From the inbox');
    await at.paste({ text: ' and pasted' });
    await at.sendByEnter();
    expect(await at.untilSent()).toMatch(/^From the inbox ?and pasted$/);
    await until('the answer is shown', async () => (await at.answers())[0]?.includes('This is a replica'));
    await at.close();
  });

  const prefilled = replicas.flatMap(({ id }) => {
    const way = assistantOf(id).prefill[0];
    return way && !['gemini', 'deepseek'].includes(id) ? [[id, way.autosubmit === 'yes'] as const] : [];
  });
  // What a page does with its address by itself is the page's own and the same everywhere: three are enough to know that.
  const asked = kind === 'chromium' && guarded ? prefilled : prefilled.slice(0, 3);
  test.each(asked)('%s: a prompt in the address fills the draft; sent by itself: %s', async (id, sent) => {
    const prompt = 'Which ferry is the last & is it "late"?';
    const at = await AssistantPage.openPrefilled(browser(), world.range, id, prompt);
    if (sent) expect(await at.untilSent()).toBe(prompt);
    else {
      expect(await at.editorText()).toBe(prompt);
      expect(at.received()).toEqual([]);
    }
    await at.close();
  });

  test.each(['chatgpt', 'copilot'])('%s: says what it saved', async (id) => {
    const at = await AssistantPage.open(browser(), world.range, id);
    at.answer({ text: 'Noted.', memory: 'The person takes the nine o’clock ferry.' });
    await at.focus();
    await at.type('Remember my ferry');
    await at.sendByEnter();
    const notices = at.facts.memoryNotices.map(({ text }) => text);
    await until('the notice is shown', async () => {
      const text = String(await at.evaluate('document.body.innerText'));
      return notices.some((notice) => text.includes(notice));
    });
    await at.close();
  });

  test('what an answer loads is asked of its host, and the service’s own pictures too', async () => {
    const at = await AssistantPage.open(browser(), world.range, 'claude');
    world.range.visits.clear();
    at.answer('![chart](https://a-cdn.claude.ai/chart.svg)');
    await at.focus();
    await at.type('Show me');
    await at.sendByEnter();
    await until('the picture was asked for', async () => world.range.visits.all('a-cdn.claude.ai').length > 0);
    await at.close();
  });

  test('a conversation is shared by its button', async () => {
    const at = await AssistantPage.open(browser(), world.range, 'chatgpt');
    // With Demarc the person is asked first, which is for shares.test.ts.
    if (guarded) {
      await world.demarc.policyKnown('none');
      await world.demarc.changeSettings({ sharedChatAction: 'audit' });
    }
    await (await at.page.$('[data-testid="share-chat-button"]'))?.click();
    await until('it is shared', async () => at.received().some(({ kind }) => kind === 'share'));
    await at.close();
  });
});

/** The first bold text of a page's editors. */
const BOLD = `((root) => {
  const walk = (at) => {
    const bold = at.querySelector('[contenteditable="true"] :is(b, strong)');
    if (bold) return bold.textContent;
    for (const element of at.querySelectorAll('*')) {
      const found = element.shadowRoot ? walk(element.shadowRoot) : '';
      if (found !== '') return found;
    }
    return '';
  };
  return walk(root);
})`;
