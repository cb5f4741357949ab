// The case book under every action, for hidden and for visible text, with the worker's answers as the only thing made up:
// what is held, kept blank, masked, labelled, recorded, released; and what becomes of a text that the page writes anew.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { scan } from '../../src/engine/scan.ts';
import { blankAttribute, blankText } from '../../src/guard/blanking.ts';
import { CaseBook } from '../../src/guard/case-book.ts';
import type { GuardDecision } from '../../src/messaging/contract.ts';
import type { IncidentReport } from '../../src/model/incident.ts';
import type { Concealment } from '../../src/model/observation.ts';
import { ACTIONS, type Action } from '../../src/model/policy.ts';
import { labelTexts, revealed } from '../support/framework-texts.ts';
import { madeUpRules, PAYLOAD } from '../support/made-up-rules.ts';
import { firstText, show } from './page-fixture.ts';

const rules = madeUpRules();
const HIDDEN: Concealment = { reason: 'not-rendered', evidence: {} };
const lives: AbortController[] = [];
afterEach(() => {
  for (const life of lives.splice(0)) life.abort();
});

interface Made {
  readonly book: CaseBook;
  readonly reports: IncidentReport[];
  /** Lets the worker answer what it was asked so far. */
  readonly answer: () => void;
  readonly life: AbortController;
}

function bookWith(action: Action, reveal = revealed): Made {
  const reports: IncidentReport[] = [];
  const waiting: (() => void)[] = [];
  const life = new AbortController();
  lives.push(life);
  const decision = { action, reason: 'r', layer: 'default', key: 'hiddenTextAction', trace: [] } as const;
  const send = (batch: readonly IncidentReport[]): Promise<GuardDecision[]> => {
    reports.push(...batch);
    return new Promise((resolve) => waiting.push(() => resolve(batch.map(({ id }) => ({ id, decision })))));
  };
  const book = new CaseBook({ send, reveal, labelTexts }, life.signal);
  return { book, reports, life, answer: () => waiting.splice(0).forEach((resolve) => resolve()) };
}

function find(book: CaseBook, node: Text, concealment: Concealment | null, unsure = false): void {
  const text = node.data;
  const result = scan(rules, text, concealment !== null);
  book.open({
    carrier: 'text',
    name: '',
    anchor: node,
    text,
    concealment,
    result: unsure ? { ...result, verdict: { ...result.verdict, kind: 'suspicious' } } : result,
    nodes: [node],
    blank: (id) => blankText(book.ledger, id, [node], concealment),
  });
}
const stateOf = (book: CaseBook): string =>
  book
    .items()
    .map((i) => i.enforcement)
    .join();
const page = (): Text => firstText(show(`<p id="p">${PAYLOAD}</p>`).querySelector('#p') as Node);
const noted = (): boolean => document.querySelector('demarc-note') !== null;

/** Action → what becomes of a hidden and of a visible text: state, is the text there, is there a note of ours. */
const OUTCOMES: Readonly<
  Record<Action, readonly [hidden: [string, boolean, boolean], visible: [string, boolean, boolean]]>
> = {
  allow: [
    ['', true, false],
    ['', true, false],
  ],
  audit: [
    ['recorded', true, false],
    ['recorded', true, false],
  ],
  warn: [
    ['recorded', true, false],
    ['labelled', true, true],
  ],
  redact: [
    ['blanked', false, false],
    ['blanked', false, true],
  ],
  block: [
    ['blanked', false, false],
    ['blanked', false, false],
  ],
};

describe.each(ACTIONS)('under %s', (action) => {
  test.each([
    ['hidden', HIDDEN, 0],
    ['visible', null, 1],
  ] as const)('a %s text', async (_what, concealment, column) => {
    const node = page();
    const { book, answer } = bookWith(action);
    find(book, node, concealment);
    // Until the worker answers, hidden text is held and visible text is left alone.
    expect([stateOf(book), node.data === '']).toEqual(concealment ? ['held', true] : ['recorded', false]);
    const [state, there, note] = OUTCOMES[action][column];
    await vi.waitFor(() => {
      answer();
      expect([stateOf(book), node.data === PAYLOAD, noted()]).toEqual([state, there, note]);
    });
    expect(node.data).toBe(there ? PAYLOAD : '');
  });
});

test.each([
  ['block', 'blanked', ''],
  ['audit', 'recorded', PAYLOAD],
] as const)(
  'a hidden text of which only the worker is sure is taken away then, or not: %s',
  async (action, state, left) => {
    const node = page();
    const { book, answer } = bookWith(action);
    find(book, node, HIDDEN, true);
    expect([stateOf(book), node.data]).toEqual(['recorded', PAYLOAD]);
    await vi.waitFor(() => {
      answer();
      expect([stateOf(book), node.data]).toEqual([state, left]);
    });
  },
);

describe('a text that the page writes anew', () => {
  const decided = async ({ book, answer }: Made, state: string): Promise<void> =>
    vi.waitFor(() => {
      answer();
      expect(stateOf(book)).toBe(state);
    });

  test('in its place, moved, or with another number in it, is one case', async () => {
    const node = page();
    const made = bookWith('block');
    find(made.book, node, HIDDEN);
    await decided(made, 'blanked');
    node.data = PAYLOAD;
    find(made.book, node, HIDDEN);
    expect([node.data, made.reports.length]).toEqual(['', 1]);
    for (const text of [`${PAYLOAD} 7`, `${PAYLOAD} 8`]) {
      node.data = text;
      find(made.book, node, HIDDEN);
    }
    expect([node.data, made.book.items().length]).toEqual(['', 2]);
    // Mounted anew elsewhere: the first place is gone.
    const moved = firstText(show(`<div><ul><li>${PAYLOAD}</li></ul></div>`));
    find(made.book, moved, HIDDEN);
    expect([moved.data, made.book.items().length]).toEqual(['', 2]);
  });

  test('in a second place is a second case, in a hundred places twenty', async () => {
    const body = show(`<p>${PAYLOAD}</p>`.repeat(100));
    const { book } = bookWith('block');
    for (const p of body.children) find(book, firstText(p), HIDDEN);
    expect([book.items().length, body.textContent]).toEqual([20, '']);
  });

  test('that changed while the worker thought is left as the page has it', async () => {
    const node = page();
    const made = bookWith('block');
    find(made.book, node, null);
    node.data = 'Honest words now';
    await decided(made, 'blanked');
    expect(node.data).toBe('Honest words now');
  });

  test('stays labelled in its new place', async () => {
    const node = page();
    const made = bookWith('warn');
    find(made.book, node, null);
    await decided(made, 'labelled');
    const anew = page();
    made.book.hiddenSince();
    expect(noted()).toBe(false);
    find(made.book, anew, null);
    expect([noted(), made.book.items().length]).toEqual([true, 1]);
  });

  test('is left alone when a person has put it back, wherever it comes again', async () => {
    const node = page();
    const made = bookWith('block');
    find(made.book, node, HIDDEN);
    await decided(made, 'blanked');
    expect(made.book.undo(made.reports[0]?.id ?? '')).toBe(true);
    expect([node.data, stateOf(made.book)]).toEqual([PAYLOAD, 'undone']);
    const anew = page();
    find(made.book, anew, HIDDEN);
    expect([anew.data, made.reports.length]).toEqual([PAYLOAD, 1]);
  });

  test('in an attribute, too', async () => {
    const img = show(`<img id="p" alt="${PAYLOAD}">`).firstElementChild as Element;
    const made = bookWith('block');
    const attribute = { element: img, name: 'alt', value: PAYLOAD };
    const opened = {
      carrier: 'attribute',
      name: 'alt',
      anchor: img,
      text: PAYLOAD,
      concealment: HIDDEN,
      result: scan(rules, PAYLOAD, true),
      nodes: [],
      blank: (id: string) => blankAttribute(made.book.ledger, id, attribute),
    } as const;
    made.book.open(opened);
    await decided(made, 'blanked');
    for (let i = 0; i < 3; i++) {
      img.setAttribute('alt', PAYLOAD);
      made.book.open(opened);
      expect(img.getAttribute('alt')).toBe('');
    }
    expect(made.book.items()).toHaveLength(1);
  });
});

describe('the end of a guard', () => {
  test('gives everything back, masks and waiting turns included', async () => {
    const body = show(`<p>${PAYLOAD}</p>`.repeat(3));
    const before = body.innerHTML;
    const { book, life, answer } = bookWith('redact');
    for (const p of body.children) find(book, firstText(p), null);
    await vi.waitFor(() => {
      answer();
      expect(body.textContent).toBe('');
    });
    expect(noted()).toBe(true);
    life.abort();
    expect([body.innerHTML, noted()]).toEqual([before, false]);
  });
});

describe('the markup in the record', () => {
  const snippetFor = async (html: string): Promise<string> => {
    const { book, reports } = bookWith('block');
    find(book, firstText(show(html).querySelector('#p') as Node), HIDDEN);
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    return reports[0]?.snippet ?? '';
  };

  test('is as it came, although the page’s is blank by then', async () => {
    const markup = `<p id="p">${PAYLOAD}</p>`;
    expect(await snippetFor(markup)).toBe(markup);
    expect(document.querySelector('#p')?.textContent).toBe('');
  });

  test('has what is around it, two steps up at most', async () => {
    const around = `<div class="b"><h2>Head</h2><div class="a"><p id="p">${PAYLOAD}</p><p>next</p></div></div>`;
    expect(await snippetFor(`<section>${around}</section>`)).toBe(around);
  });

  test.each([
    ['that is long', '<p>x</p>'.repeat(300)],
    ['of many elements', '<i></i>'.repeat(101)],
  ])('has nothing around it %s', async (_title, beside) => {
    expect(await snippetFor(`<div><p id="p">${PAYLOAD}</p>${beside}</div>`)).toBe(`<p id="p">${PAYLOAD}</p>`);
  });

  test('of a long element is cut', async () => {
    const snippet = await snippetFor(`<div><p id="p" title="${'x'.repeat(3_000)}">${PAYLOAD}</p></div>`);
    expect(snippet).toHaveLength(2_000);
    expect(snippet.endsWith('…')).toBe(true);
    const large = await snippetFor(`<div><p id="p">${PAYLOAD} ${'x '.repeat(10_000)}</p></div>`);
    expect(large).toBe('<p id="p"></p>');
  });
});
