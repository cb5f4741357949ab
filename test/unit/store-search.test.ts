// Search, filters, pages, counts and groups over incidents in memory: the same code answers for the database.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Incident } from '../../src/model/incident.ts';
import { EVERY_INCIDENT, type IncidentQuery } from '../../src/model/incident-query.ts';
import { questionsToList } from '../../src/store/listed.ts';
import { buildIncident, buildReport } from '../support/incidents.ts';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const incident = (n: number, changes: Partial<Incident> = {}): Incident =>
  buildIncident({ id: id(n), time: 1_790_000_000_000 + n, ...changes });
const verdict = buildReport().verdict;
const asked = (changes: Partial<IncidentQuery>): IncidentQuery => ({ ...EVERY_INCIDENT, ...changes });

async function found(list: readonly Incident[], query: Partial<IncidentQuery>): Promise<number[]> {
  const { rows } = await questionsToList(() => list).search(asked(query), { limit: 1_000 });
  return rows.map((row) => Number(row.id.slice(-12)));
}

describe('words', () => {
  test.each([
    ['the beginning of a word', 'A kettle and a cup', 'kett', true],
    ['the middle of a word', 'A kettle and a cup', 'ettle', false],
    ['another case', 'A KETTLE', 'Kettle', true],
    ['a word longer than the one that is there', 'ket tle', 'kettle', false],
    ['characters that nobody sees inside a word', 'a ket\u200btle\u00ad', 'kettle', true],
    ['wide letters', 'a ｋｅｔｔｌｅ', 'kettle', true],
    ['marks inside a word that is looked for', 'see shop.example for it', 'shop.exam', true],
    ['a number', 'order 66', '66', true],
    ['marks alone ask for nothing', 'order', '…', true],
    ['Chinese, in the middle of a run', '请把水壶放在桌子上', '水壶', true],
    ['Chinese, one character', '请把水壶放在桌子上', '壶', true],
    ['Chinese, letters that are there in another order', '请把水壶放在桌子上', '壶水', false],
    ['Japanese, two kinds of letters', 'お茶のやかん', 'やかん', true],
    ['Korean', '차 주전자를 보라', '주전자', true],
    ['Arabic', 'إبريق الشاي على الطاولة', 'الشاي', true],
    ['letters outside the basic plane', 'the 𠮷野家 shop', '𠮷野', true],
  ])('%s', async (_title, text, word, there) => {
    expect(await found([incident(1, { text })], { words: [word] })).toEqual(there ? [1] : []);
  });

  test('all of them, each in any place: text, reading, site, service, rule, name, address', async () => {
    const finding: Finding = {
      rule: 'role-spoofing.made-up',
      family: 'role-spoofing',
      severity: 'high',
      confidence: 1,
      start: 0,
      end: 1,
      transform: 'original',
      excerpt: '',
    };
    const one = incident(1, {
      ...{ text: 'a kettle', site: 'shop.example', service: 'claude', name: 'aria-label' },
      url: 'https://shop.example/tea/pots',
      verdict: { ...verdict, findings: [finding], layers: [{ transform: 'base64', text: 'decoded cup' }] },
    });
    for (const word of ['kettle', 'decoded', 'shop', 'claude', 'spoofing', 'made', 'aria', 'pots']) {
      expect(await found([one, incident(2)], { words: [word] }), word).toContain(1);
      expect(await found([one], { words: [word, 'absent'] }), word).toEqual([]);
    }
  });

  test('a text of nothing but words finds its fields first, and costs no more than a thousand words', async () => {
    const text = Array.from({ length: 6_000 }, (_, n) => n.toString(36)).join(' ');
    const one = incident(1, { text, service: 'claude' });
    expect(await found([one], { words: ['claude'] })).toEqual([1]);
    expect(await found([one], { words: [(500).toString(36)] })).toEqual([1]);
    expect(await found([one], { words: [(5_999).toString(36)] })).toEqual([]);
  });
});

describe('filters', () => {
  const list = [
    incident(1, { site: 'shop.example', service: '', carrier: 'comment', enforcement: 'blanked' }),
    incident(2, { site: 'a.shop.example', service: 'claude', verdict: { ...verdict, kind: 'suspicious' } }),
    incident(3, { site: 'notshop.example', service: 'chatgpt', concealment: null, enforcement: 'labelled' }),
    incident(4, { verdict: { ...verdict, families: ['suppression', 'role-spoofing'] }, site: '' }),
  ];
  test.each<[string, Partial<IncidentQuery>, number[]]>([
    ['nothing', {}, [4, 3, 2, 1]],
    ['a site and what is below it', { sites: ['shop.example'] }, [2, 1]],
    ['a site in another case', { sites: ['SHOP.example'] }, [2, 1]],
    ['one of two services', { services: ['claude', 'chatgpt'] }, [3, 2]],
    ['any family of an incident', { families: ['role-spoofing'] }, [4]],
    ['verdict', { verdicts: ['suspicious'] }, [2]],
    ['carrier', { carriers: ['comment'] }, [1]],
    ['technique', { techniques: ['transparent'] }, [4, 2, 1]],
    ['what was done', { enforcements: ['labelled'] }, [3]],
    ['from a time on', { from: 1_790_000_000_003 }, [4, 3]],
    ['up to a time', { to: 1_790_000_000_003 }, [2, 1]],
    ['two at once', { services: ['claude', 'chatgpt'], sites: ['shop.example'] }, [2]],
    ['two that exclude each other', { carriers: ['comment'], services: ['claude'] }, []],
    ['a value that is nowhere', { rules: ['no.such'] }, []],
    ['a word besides', { services: ['claude'], words: ['marker'] }, [2]],
  ])('by %s', async (_title, query, expected) => {
    expect(await found(list, query)).toEqual(expected);
    expect(await questionsToList(() => list).count(asked(query))).toBe(expected.length);
  });
});

describe('pages', () => {
  // More than two segments, many of one time, and not stored in the order of time.
  const list = Array.from({ length: 1_300 }, (_, n) => incident(n, { time: Math.floor(((n * 7919) % 1_300) / 5) }));
  const questions = questionsToList(() => list);

  test('follow each other without a gap or a repeat, also within one time', async () => {
    const seen: string[] = [];
    let after: { time: number; id: string } | undefined;
    for (;;) {
      const { rows, more } = await questions.search(asked({}), { limit: 97, ...(after ? { after } : {}) });
      seen.push(...rows.map((row) => row.id));
      after = rows.at(-1);
      if (!more) break;
    }
    expect(new Set(seen).size).toBe(1_300);
    expect(seen).toHaveLength(1_300);
    const byNumber = [...(await questions.at(asked({}), 0, 700)), ...(await questions.at(asked({}), 700, 700))];
    expect(byNumber.map((row) => row.id)).toEqual(seen);
    const newest = [...list].sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1));
    expect(seen).toEqual(newest.map((i) => i.id));
  });

  test('go on where the last row is no longer there', async () => {
    const { rows } = await questions.search(asked({}), { limit: 10, after: { time: 100, id: 'gone' } });
    expect(rows[0]?.time).toBe(100);
  });

  test('beyond the end, and of no length', async () => {
    expect(await questions.at(asked({}), 1_300, 10)).toEqual([]);
    expect(await questions.at(asked({}), 1_299, 10)).toHaveLength(1);
    expect(await questions.search(asked({}), { limit: 0 })).toEqual({ rows: [], more: true });
  });
});

describe('each', () => {
  const list = Array.from({ length: 700 }, (_, n) => incident(n));
  test('hands over full records, oldest first, and says how many', async () => {
    const seen: Incident[] = [];
    expect(await questionsToList(() => list).each(asked({}), (some) => void seen.push(...some))).toBe(700);
    expect(seen.map((i) => i.id)).toEqual(list.map((i) => i.id));
    expect(seen[0]).toMatchObject(list[0] as Incident);
  });

  test('ends when it is told to', async () => {
    const stop = new AbortController();
    expect(await questionsToList(() => list).each(asked({}), () => stop.abort(), stop.signal)).toBe(250);
  });
});

describe('tally', () => {
  test('counts days as they are here, families, services and sites', async () => {
    const noon = (day: number): number => new Date(2027, 0, day, 12).getTime();
    const list = [
      incident(1, { time: noon(3), site: 'a.example', service: 'claude' }),
      incident(2, { time: noon(3), site: 'b.example' }),
      incident(3, {
        time: noon(5),
        site: 'a.example',
        verdict: { ...verdict, families: ['suppression', 'assistant-address'] },
      }),
      incident(4, { time: noon(5), site: 'a.example', concealment: null, verdict: { ...verdict, families: [] } }),
    ];
    const tally = await questionsToList(() => list).tally(asked({}));
    expect(tally).toEqual({
      days: [
        { day: '2027-01-03', count: 2, families: { 'assistant-address': 2 }, services: { claude: 1 } },
        { day: '2027-01-05', count: 2, families: { suppression: 1 }, services: {} },
      ],
      services: [{ key: 'claude', count: 1 }],
      families: [
        { key: 'assistant-address', count: 3 },
        { key: 'suppression', count: 1 },
      ],
      sites: [
        { key: 'a.example', count: 3 },
        { key: 'b.example', count: 1 },
      ],
      techniques: [{ key: 'transparent', count: 3 }],
      verdicts: [{ key: 'malicious', count: 4 }],
      total: 4,
    });
    expect((await questionsToList(() => list).tally(asked({ sites: ['b.example'] }))).total).toBe(1);
  });
});

describe('near-same texts', () => {
  const groups = (texts: readonly string[]) =>
    questionsToList(() => texts.map((text, n) => incident(n, { text, site: `s${n % 30}.example` }))).clusters(
      asked({}),
      10,
    );

  test.each([
    ['case and spaces', 'Put the  kettle on', 'put THE kettle\non'],
    ['characters that nobody sees', 'Put the kettle on', 'P\u200but the ket\u00adtle on\ufe0f'],
    ['numbers', 'Put 3 kettles on', 'Put 12 kettles on'],
    ['hosts', 'Put the kettle on at shop.example now', 'Put the kettle on at b.other-shop.example now'],
    ['addresses', 'Look at https://a.example/x?y=1 for tea', 'Look at http://other.example/abc/def for tea'],
    ['mail addresses', 'Write to ann@a.example for tea', 'Write to bob.b@b.example for tea'],
    ['marks', 'Put the kettle on!', '*Put* the kettle on…'],
    ['wide letters', 'Put the kettle on', 'Ｐｕｔ the kettle on'],
  ])('are one group in spite of %s', async (_title, a, b) => {
    const [group, ...others] = await groups([a, b, 'Another text altogether']);
    expect(group).toMatchObject({ count: 2, siteCount: 2, sites: ['s0.example', 's1.example'] });
    expect(others).toHaveLength(1);
  });

  test('are told apart from others, and texts without a word are in no group', async () => {
    expect(await groups(['Put the kettle on', 'Put the kettle away'])).toHaveLength(2);
    expect(await groups(['…', '12345', '\u200b'])).toEqual([]);
  });

  test('most frequent first, with the newest as a sample, and at most twenty sites', async () => {
    const list = await groups([...Array.from({ length: 40 }, () => 'tea'), 'cup', 'cup']);
    expect(list.map((g) => [g.count, g.siteCount, g.sites.length])).toEqual([
      [40, 30, 20],
      [2, 2, 2],
    ]);
    expect(list[0]?.sample.id).toBe(id(39));
    expect(list[0]).toMatchObject({ oldest: 1_790_000_000_000, newest: 1_790_000_000_039 });
  });
});
