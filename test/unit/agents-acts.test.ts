// Which act a press would be: every flow's words by their own, honest controls, hostile names, bounds.
import { describe, expect, test } from 'vitest';
import catalog from '../../src/catalog/agent-acts.json' with { type: 'json' };
import catalogSchema from '../../src/catalog/agent-acts.schema.json' with { type: 'json' };
import hint from '../../src/catalog/agent-hint.json' with { type: 'json' };
import marks from '../../src/catalog/agent-marks.json' with { type: 'json' };
import marksSchema from '../../src/catalog/agent-marks.schema.json' with { type: 'json' };
import { compileActs, foldLabel, sensitiveKind } from '../../src/engine/agents/act-book.ts';
import { actOf, sameSite } from '../../src/engine/agents/acts.ts';
import type { ActFacts, AgentAct } from '../../src/model/agent.ts';
import { schemaErrors } from './catalog-schema.ts';

const book = compileActs(catalog);
const facts = (more: Partial<ActFacts>): ActFacts => ({
  labels: [],
  enter: '',
  submits: false,
  fields: [],
  secretFilled: false,
  method: '',
  target: '',
  file: '',
  types: '',
  page: 'https://shop.example/page',
  start: 'shop.example',
  ...more,
});
const ofLabel = (label: string, more: Partial<ActFacts> = {}): AgentAct | null =>
  actOf(book, facts({ labels: [label], ...more }));

test('the catalogues fit their schemas, and no word stands for two acts', () => {
  expect(schemaErrors(catalogSchema, catalog)).toEqual([]);
  expect(schemaErrors(marksSchema, marks)).toEqual([]);
  expect(new Set(marks.marks.map(({ id }) => id)).size).toBe(marks.marks.length);
  const all = Object.values(catalog.words).flatMap((list) => [...new Set(list.map(foldLabel))]);
  const twice = all.filter((word, i) => all.indexOf(word) !== i);
  expect(twice).toEqual([]);
});

test('every mark of an agent in the document is met by what the guard looks for', () => {
  const alternatives = hint.selector.split(',');
  const missed = marks.marks
    .filter(({ kind, selector }) => kind === 'acting' && selector !== undefined)
    .filter(({ selector }) => {
      const own = (selector ?? '').split(',');
      return !own.some((one) =>
        alternatives.some((a) => {
          const start = /^\[id\^=([\w-]+)\]$/.exec(a)?.[1];
          const id = /^#([\w-]+)$/.exec(one)?.[1] ?? /\[id\^="([\w-]+)"\]/.exec(one)?.[1];
          return one.endsWith(a) || (start !== undefined && id !== undefined && id.startsWith(start));
        }),
      );
    });
  expect(missed.map(({ id }) => id)).toEqual([]);
});

describe('words on a control', () => {
  test.each<[string, AgentAct]>([
    ['Pay €12.00', 'pay'],
    ['  PLACE ORDER  ', 'pay'],
    ['Jetzt kaufen', 'pay'],
    ['購入を確定', 'pay'],
    ['Beitrag veröffentlichen', 'publish'],
    ['Delete 3 files', 'delete'],
    ['Send ➤', 'send'],
    ['Autoriser', 'grant'],
    ['Save changes', 'account'],
    ['P\u00aday\u200b now', 'pay'],
  ])('%s: %s', (label, act) => expect(ofLabel(label)).toBe(act));

  test.each([
    'Search',
    'Next',
    'Read more about how we pay our writers and what they do all day long here',
    'Embankment',
    '5 comments',
    'Accept all cookies',
    'Allow all cookies',
    'Sender',
    '',
  ])('%s: nothing to ask about', (label) => expect(ofLabel(label)).toBeNull());

  test('a name for readers that says something else hides nothing', () => {
    expect(actOf(book, facts({ labels: ['Show the weather', 'Pay now'] }))).toBe('pay');
  });
});

describe('shapes', () => {
  test.each<[string, Partial<ActFacts>, AgentAct | null]>([
    ['a form with a card', { submits: true, fields: ['cc-number'], method: 'post' }, 'pay'],
    ['a new password', { submits: true, fields: ['new-password'], secretFilled: true }, 'account'],
    ['a password', { submits: true, fields: ['password'], secretFilled: true }, 'secret'],
    ['an empty password', { submits: true, fields: ['password'] }, null],
    ['a form of its own site', { submits: true, target: 'https://api.shop.example/x', method: 'post' }, null],
    ['a form elsewhere', { submits: true, target: 'https://other.example/x', method: 'post' }, 'elsewhere'],
    ['a search elsewhere', { submits: true, target: 'https://other.example/x', method: 'get' }, 'elsewhere'],
    ['a form far from the task', { submits: true, method: 'post', start: 'mail.example' }, 'elsewhere'],
    ['a search far from the task', { submits: true, method: 'get', start: 'mail.example' }, null],
    ['a program', { target: 'https://x.example/setup.EXE?x=1' }, 'download'],
    ['a program by its name', { target: 'blob:x', file: 'report.pdf.js' }, 'download'],
    ['a paper', { target: 'https://x.example/report.pdf', file: 'report.pdf' }, null],
    ['a structured order', { types: 'https://schema.org/OrderAction' }, 'pay'],
    ['consent', { labels: ['Continue'], page: 'https://id.example/oauth/authorize?scope=x' }, 'grant'],
    ['Enter in a message', { enter: 'alone', labels: ['Write a message'] }, 'send'],
    ['Enter in notes', { enter: 'alone', labels: ['Notes'] }, null],
    ['an address that is none', { submits: true, target: 'nonsense', page: '' }, null],
  ])('%s', (_, more, act) => expect(actOf(book, facts(more))).toBe(act));

  test('long and odd labels cost no more than short ones', () => {
    const long = 'a '.repeat(100_000);
    expect(ofLabel(long)).toBeNull();
    expect(ofLabel(`pay${'\u0301'.repeat(5_000)}`)).toBeNull();
  });
});

test('sites', () => {
  expect(sameSite('a.example.co.uk', 'b.example.co.uk')).toBe(true);
  expect(sameSite('a.co.uk', 'b.co.uk')).toBe(false);
  expect(sameSite('a.example', 'www.a.example')).toBe(true);
  expect(sameSite('127.0.0.1', '1.0.0.1')).toBe(false);
});

test('sensitive sites', () => {
  const kind = (host: string): string => sensitiveKind(catalog, host);
  expect(
    ['vault.bitwarden.com', 'www.chase.com', 'my-bank.example', 'citibank.example', 'console.aws.amazon.com'].map(kind),
  ).toEqual(['vault', 'bank', 'bank', 'bank', 'admin']);
  expect(['embankment.example', 'shop.example', 'bank', 'notpaypal.com', 'news.bankrupt.example'].map(kind)).toEqual([
    '',
    '',
    '',
    '',
    '',
  ]);
});
