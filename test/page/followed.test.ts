// The whole guard on texts that come bit by bit, and on texts that only a decoder reads. Words and rules are made up.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createPrefilter } from '../../src/engine/detect/prefilter.ts';
import { Guard } from '../../src/guard/guard.ts';
import type { GuardDecision } from '../../src/messaging/contract.ts';
import type { IncidentReport } from '../../src/model/incident.ts';
import { labelTexts, revealed as reveal } from '../support/framework-texts.ts';
import { HONEST, madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';
import { show } from './page-fixture.ts';

/** The worker has no opinion of its own here: rules decide. */
const ask = (): Promise<readonly []> => Promise.resolve([]);

const rules = madeUpRules();
const prefilter = createPrefilter(rules.table, () => rules);
const lives: AbortController[] = [];
afterEach(() => {
  for (const life of lives.splice(0)) life.abort();
});

/** A guard on the current page whose worker blocks everything. */
async function guarded(): Promise<{ guard: Guard; reports: IncidentReport[] }> {
  const reports: IncidentReport[] = [];
  const life = new AbortController();
  lives.push(life);
  const send = (batch: readonly IncidentReport[]): Promise<GuardDecision[]> => {
    reports.push(...batch);
    const decision = { action: 'block', reason: 'r', layer: 'default', key: 'hiddenTextAction', trace: [] } as const;
    return Promise.resolve(batch.map(({ id }) => ({ id, decision })));
  };
  const guard = new Guard({ prefilter, rules: () => rules, labelTexts, reveal, ask, send }, life.signal);
  guard.start();
  await vi.waitFor(() => expect(guard.status().state).toBe('scanned'));
  return { guard, reports };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 25));
const blank = (element: Element): Promise<void> =>
  vi.waitFor(() => expect(element.textContent?.trim()).toBe(''), { timeout: 3_000 });
const TAIL = ' and the tail of it goes on, and on, and on until the last of it.';

describe('a text that is written bit by bit where nobody sees it', () => {
  test.each([
    ['as a node each', (p: Element, token: string): void => p.append(token)],
    ['as an element each', (p: Element, token: string): void => p.append(Object.assign(new Image(0), {}), span(token))],
    ['into one node', (p: Element, token: string): void => void ((p.firstChild as Text).data += token)],
  ])('%s: the tail goes too, as one case', async (_what, write) => {
    const p = show('<p id="p" style="display:none">.</p>').querySelector('#p') as Element;
    const { reports } = await guarded();
    for (const token of `${PAYLOAD}${TAIL}`.split(/(?= )/)) {
      write(p, token);
      await turn();
    }
    await blank(p);
    expect(new Set(reports.map((r) => r.path)).size).toBe(1);
    expect(reports.length).toBeLessThan(4);
  });

  test('honest text that is written instead of it stays', async () => {
    const p = show(`<p id="p" style="display:none">${PAYLOAD}</p>`).querySelector('#p') as Element;
    await guarded();
    await blank(p);
    p.textContent = HONEST;
    await turn();
    await turn();
    expect(p.textContent).toBe(HONEST);
    (p.firstChild as Text).data = HONEST.toUpperCase();
    await turn();
    await turn();
    expect(p.textContent).toBe(HONEST.toUpperCase());
  });

  test('what is added in plain sight stays', async () => {
    const p = show(`<p id="p"><i style="display:none">${PAYLOAD}</i></p>`).querySelector('#p') as Element;
    await guarded();
    await blank(p);
    p.append(HONEST);
    await turn();
    await turn();
    expect(p.textContent).toBe(HONEST);
  });
});

const span = (text: string): HTMLElement => Object.assign(document.createElement('span'), { textContent: text });

describe('a visible text that only a decoder reads', () => {
  const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
  test.each([
    ['base64', btoa(PAYLOAD), 'before ', ' behind'],
    [
      'hex',
      utf8(PAYLOAD)
        .map((b) => b.toString(16))
        .join(''),
      'word: ',
      '. Words',
    ],
    [
      'percent',
      utf8(PAYLOAD)
        .map((b) => `%${b.toString(16)}`)
        .join(''),
      'before ',
      ' behind',
    ],
    [
      'private use',
      [...PAYLOAD].map((c) => String.fromCharCode(0xe000 + c.charCodeAt(0))).join(''),
      'before ',
      ' behind',
    ],
    [
      'Braille cells that stand for ASCII',
      [...PAYLOAD].map((c) => String.fromCharCode(0x2800 + c.charCodeAt(0))).join(''),
      'before ',
      ' behind',
    ],
    [
      'Braille',
      [...PAYLOAD.toLowerCase()].map((c) => '⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵'[c.charCodeAt(0) - 97] ?? '⠀').join(''),
      'before ',
      ' behind',
    ],
  ])('%s: the run goes, the words around it stay', async (_what, encoded, before, behind) => {
    const p = show(`<p id="p"></p>`).querySelector('#p') as Element;
    p.append(before, span(encoded), behind);
    const text = p.textContent;
    const { guard, reports } = await guarded();
    await vi.waitFor(() => expect(p.textContent).not.toContain(encoded.slice(0, 8)));
    expect(p.textContent?.startsWith(before.trim())).toBe(true);
    expect(p.textContent?.endsWith(behind.trim())).toBe(true);
    expect(reports[0]?.concealment?.reason).toBe('encoded');
    await vi.waitFor(() => expect(guard.status().items[0]?.enforcement).toBe('blanked'));
    guard.undo(guard.status().items[0]?.id ?? '');
    expect(p.textContent).toBe(text);
  });
});
