// The query language of the list: what is understood, what is named as a mistake, what is offered while typing, and the
// address that keeps it.
import { describe, expect, it } from 'vitest';
import { EVERY_INCIDENT } from '../../src/model/incident-query.ts';
import { addressOf, readAddress } from '../../src/ui/console/incidents/address.ts';
import { isoDay } from '../../src/ui/console/incidents/query/dates.ts';
import { readQuery, toggled, writeQuery, type Vocabulary } from '../../src/ui/console/incidents/query/read-query.ts';
import { suggest, type Known } from '../../src/ui/console/incidents/query/suggest.ts';

const NOW = new Date(2026, 10, 24, 12).getTime();
const day = (month: number, date: number, year = 2026): number => new Date(year, month - 1, date).getTime();

export const vocabulary: Vocabulary = {
  family: new Map([
    ['data-exfiltration', 'Data leak'],
    ['memory-planting', 'Memory planting'],
  ]),
  service: new Map([
    ['chatgpt', 'ChatGPT'],
    ['m365-copilot', 'Microsoft 365 Copilot'],
  ]),
  verdict: new Map([['malicious', 'Malicious']]),
  technique: new Map([['not-rendered', 'Não visível']]),
  carrier: new Map([['input', 'Message']]),
  done: new Map([
    ['blanked', 'Blanked'],
    ['undone', 'Put back'],
  ]),
};
const read = (text: string) => readQuery(text, vocabulary, NOW);
const problems = (text: string) => read(text).problems.map(({ kind, about }) => [kind, ...about]);

describe('a query', () => {
  it('of nothing asks for everything', () => {
    expect(read(' \n\t')).toEqual({ query: EVERY_INCIDENT, understood: [], problems: [] });
  });

  it('has words, and fields with several values', () => {
    const { query } = read(
      'Harbour "north pier" service:chatgpt,m365-copilot service:chatgpt site:*.Shop.example done:undone',
    );
    expect(query).toEqual({
      ...EVERY_INCIDENT,
      words: ['harbour', 'north', 'pier'],
      services: ['chatgpt', 'm365-copilot'],
      sites: ['shop.example'],
      enforcements: ['undone'],
    });
  });

  it('takes names for ids, whatever their case and accents, and names from the record for fields', () => {
    expect(read('service:"microsoft  365 copilot"').query.services).toEqual(['m365-copilot']);
    expect(read('Concealment:"NAO VISIVEL" enforcement:"put back"').query).toMatchObject({
      techniques: ['not-rendered'],
      enforcements: ['undone'],
    });
  });

  it('takes a site as an address and in its own script', () => {
    expect(read('site:https://shop.example/item?x=1').query.sites).toEqual(['shop.example']);
    expect(read('site:bücher.example').query.sites).toEqual(['xn--bcher-kva.example']);
    expect(read('site:localhost:8080').query.sites).toEqual(['localhost:8080']);
  });

  it.each([
    ['date:2026', day(1, 1), day(1, 1, 2027)],
    ['date:2026-11', day(11, 1), day(12, 1)],
    ['date:2026-02', day(2, 1), day(3, 1)],
    ['date:2026-11-01', day(11, 1), day(11, 2)],
    ['date:>2026-11-01', day(11, 2), Infinity],
    ['date:>=2026-11-01', day(11, 1), Infinity],
    ['date:<2026-11', 0, day(11, 1)],
    ['date:<=2026-11', 0, day(12, 1)],
    ['date:2026-10-30..2026-11-02', day(10, 30), day(11, 3)],
    ['date:today', day(11, 24), day(11, 25)],
    ['date:yesterday', day(11, 23), day(11, 24)],
    ['date:7d', day(11, 18), day(11, 25)],
    ['date:>2026-11-01 date:<2026-11-05', day(11, 2), day(11, 5)],
  ])('%s', (text, from, to) => {
    expect(read(text)).toMatchObject({ query: { from, to }, problems: [] });
  });

  it.each([
    ['date:2026-13', ['no-date', '2026-13']],
    ['date:2026-02-30', ['no-date', '2026-02-30']],
    ['date:0d', ['no-date', '0d']],
    ['date:2026-11..2026-10', ['no-date', '2026-11..2026-10']],
    ['date:<2026 date:2026-11', ['dates-apart', '2026-11']],
    ['family:data', ['close', 'data', 'family', 'data-exfiltration']],
    ['family:xyz', ['no-such', 'xyz', 'family']],
    ['family:', ['no-value', 'family']],
    ['famly:memory-planting', ['no-field', 'famly']],
    ['-done:undone', ['no-minus', 'done']],
    ['site:"shop.example', ['open-quote', 'shop.example']],
    ['like:a like:b', ['one-group']],
    ['like:<b>', ['no-group', '<b>']],
  ])('%s names its mistake', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('loses no words to a mistake: what is no field is searched', () => {
    expect(read('see https://a.example/ at 12:30').query.words).toEqual(['see', 'https://a.example/', 'at', '12:30']);
    expect(read('family:xyz,memory-planting').query.families).toEqual(['memory-planting']);
  });

  it('is cut where it is very long, and says so', () => {
    expect(problems('x'.repeat(1_200))).toEqual([['long', '1000']]);
    expect(problems(Array.from({ length: 60 }, (_, i) => `w${i}`).join(' ')).at(-1)).toEqual(['many', '40']);
  });

  it('is written anew, and changed by one value', () => {
    const { understood } = read('done:blanked  pier site:"a b.example" done:undone family:xyz');
    expect(writeQuery(understood)).toBe('done:blanked,undone pier site:"a b.example"');
    expect(toggled(understood, 'done', 'blanked')).toBe('pier site:"a b.example" done:undone');
    expect(toggled(read('pier').understood, 'site', 'x.example')).toBe('pier site:x.example');
    expect(toggled(read('date:2026 pier').understood, 'date', '2026-11')).toBe('pier date:2026-11');
    expect(toggled(read('date:2026-11 pier').understood, 'date', '2026-11')).toBe('pier');
  });
});

describe('suggestions', () => {
  const known: Known = {
    vocabulary,
    rules: ['data-exfiltration.image'],
    tally: {
      days: [],
      services: [{ key: 'chatgpt', count: 3 }],
      families: [
        { key: 'memory-planting', count: 9 },
        { key: 'data-exfiltration', count: 4 },
      ],
      sites: [
        { key: 'shop.example', count: 2 },
        { key: 'my.shop.example', count: 7 },
        { key: 'a "b",c', count: 1 },
      ],
      techniques: [],
      verdicts: [],
      total: 13,
    },
  };
  const texts = (query: string, caret = query.length) => suggest(query, caret, known).map(({ text }) => text);

  it('begin with the fields', () => {
    expect(texts('').slice(0, 3)).toEqual(['family:', 'site:', 'service:']);
    expect(texts('pier ')).toContain('date:');
    expect(texts('d')).toEqual(['done:', 'date:']);
  });

  it('are values that exist, those that begin so before others, then the most frequent', () => {
    expect(texts('family:')).toEqual(['memory-planting ', 'data-exfiltration ']);
    expect(texts('site:shop')).toEqual(['shop.example ', 'my.shop.example ']);
    expect(texts('technique:')).toEqual([]);
    expect(suggest('family:', 7, { ...known, tally: null })).toHaveLength(2);
    expect(suggest('service:gpt', 11, known)).toMatchObject([
      { value: 'chatgpt', name: 'ChatGPT', count: 3, start: 8 },
    ]);
  });

  it('leave out what is chosen already, and go on after a comma', () => {
    expect(texts('family:memory-planting,')).toEqual(['data-exfiltration ']);
    expect(texts('rule:image')).toEqual(['data-exfiltration.image ']);
  });

  it('take a plain word for a value too', () => {
    expect(texts('chat')).toEqual(['service:chatgpt ']);
    expect(suggest('pier memory', 11, known)).toMatchObject([{ text: 'family:memory-planting ', start: 5, end: 11 }]);
  });

  it('write a hostile value so that it is read as itself', () => {
    const [found] = suggest('site:a', 6, known);
    expect(found?.text).toBe('"a \\"b\\",c" ');
    expect(read(`site:${found?.text}`).query.sites).toEqual(['a "b",c']);
  });

  it('are none within quotes, and for what is no field', () => {
    expect([texts('"sho'), texts('famly:m'), texts('-family:m')]).toEqual([[], [], []]);
  });
});

describe('the address', () => {
  it('keeps query, order and grouping', () => {
    const state = { text: 'site:a.example "x & y=?#/"', oldestFirst: true, grouped: true };
    const hash = addressOf(state);
    expect(hash.startsWith('#/incidents?q=')).toBe(true);
    expect(readAddress(hash.split('?')[1] ?? '')).toEqual(state);
    expect(addressOf({ text: '  ' })).toBe('#/incidents');
  });

  it('from elsewhere is bounded', () => {
    expect(readAddress(`q=${'a'.repeat(50_000)}&sort=%00&group=1`)).toMatchObject({
      oldestFirst: false,
      grouped: false,
    });
    expect(readAddress(`q=${'a'.repeat(50_000)}`).text).toHaveLength(1_000);
    expect(readAddress('%E0%A4%A&&=').text).toBe('');
  });
});

it('days are written by the local clock', () => {
  expect(isoDay(day(3, 7))).toBe('2026-03-07');
});
