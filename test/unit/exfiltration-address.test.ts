// Judgement of addresses in answers: what carries data, in every writing; what honest addresses look like; what is kept.
import { describe, expect, test } from 'vitest';
import { judgeAddress, maskedAddress, spells, spelt } from '../../src/engine/exfiltration/address-data.ts';

const VALUE = 'card ends 4242, code name heron';
const base64 = (text: string): string => Buffer.from(text).toString('base64url');
const hex = Buffer.from(VALUE).toString('hex');
const TALK = 'My key is sk-test-77121-heron and the address is 12 Pier Road, Northtown. Please sum up the meeting.';

test.each([
  ['base64 in the query', `https://drop.example/i.gif?d=${base64(VALUE)}`, 'encoded-text'],
  ['base64 in the path', `https://drop.example/${base64(VALUE)}/x.png`, 'encoded-text'],
  ['hex', `https://drop.example/i?d=${hex}`, 'encoded-text'],
  [
    'escaped twice',
    `https://drop.example/i?d=${encodeURIComponent(encodeURIComponent(Buffer.from(VALUE).toString('base64')))}`,
    'encoded-text',
  ],
  [
    'in a label of the host',
    `https://${base64('heron 4242 now')
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')}.drop.example/`,
    '',
  ],
  ['hex in a label of the host', `https://${Buffer.from('heron 4242').toString('hex')}.drop.example/`, 'host-label'],
  [
    'a sentence',
    `https://drop.example/?q=${encodeURIComponent('The person lives in Northtown and takes the ferry every Monday at seven')}`,
    'sentence',
  ],
  ['a mail address', 'https://drop.example/?u=jane.doe%40mail.example', 'personal-value'],
  ['a card number', 'https://drop.example/?n=4242-4242-4242-4242', 'personal-value'],
  ['a value of the conversation', 'https://drop.example/?k=sk-test-77121-heron', 'conversation'],
  [
    'behind a redirector',
    `https://go.example/r?to=${encodeURIComponent(`https://drop.example/?d=${base64(VALUE)}`)}`,
    'encoded-text',
  ],
])('data: %s', (_title, address, reason) => {
  const judged = judgeAddress(address, TALK);
  if (reason === '') return expect(judged.carrying).not.toBe('data');
  expect(judged.carrying).toBe('data');
  expect(judged.findings.map((f) => f.reason)).toContain(reason);
});

test('the last host of nested addresses is named', () => {
  const inner = encodeURIComponent('https://drop.example/x');
  expect(
    judgeAddress(`https://a.example/r?u=${encodeURIComponent(`https://b.example/go?to=${inner}`)}`).finalHost,
  ).toBe('drop.example');
  expect(judgeAddress('https://proxy.example/fetch/https://drop.example/a.png').finalHost).toBe('drop.example');
});

test.each([
  'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=42s',
  'https://en.wikipedia.org/wiki/Tidal_power#Generating_methods',
  'https://news.example/2026/11/28/a-long-headline-about-the-harbour-and-its-new-ferries?utm_source=chatgpt.com',
  'https://github.com/someone/project/blob/3b18e512dba79e4c8300dd08aeb37f8e728b8dad/src/main.ts#L10-L20',
  'https://arxiv.org/abs/2403.01234v2',
  'https://maps.example/@53.5511,9.9937,15z',
  'https://images.example/f81d4fae-7dec-11d0-a765-00a0c91e6bf6/cover.webp?w=640&h=480',
  'https://docs.example/a#:~:text=the%20tide%20turns%20twice%20a%20day%20and%20the%20boats%20turn%20with%20it%20every%20time',
  'not an address',
  'data:image/png;base64,iVBORw0KGgo=',
  '',
])('nothing is said of %s', (address) => {
  expect(judgeAddress(address, TALK).carrying).not.toBe('data');
});

test('a run that cannot be read is opaque and no more', () => {
  const signature = 'https://files.example/a.pdf?sig=mJ0q9Xz2vT7bK4rLw8sPnE3yUcHdA6gF1oQiVtRxZ5k';
  expect(judgeAddress(signature).carrying).toBe('opaque');
});

describe('spelling', () => {
  const at = (letters: string, of: (letter: string) => string): string[] => [...letters].map((l) => spelt(of(l)));
  test('one address a letter', () => {
    expect(spells(at('heronx', (l) => `https://z.example/${l}`))).toBe(true);
    expect(spells(at('heronx', (l) => `https://z.example/p/${l}.png`))).toBe(true);
    expect(spells(at('heronx', (l) => `https://z.example/i?c=${l}`))).toBe(true);
  });
  test('addresses of any length, padded or not', () => {
    for (const size of [100, 300, 3_000, 9_000, 200_000]) {
      const padding = 'pad/'.repeat(size / 4);
      expect(spells(at('heronx', (l) => `https://z.example/${padding}${l}`))).toBe(true);
      expect(spells(at('heronx', (l) => `https://z.example/i.png?p=${padding}&c=${l}`))).toBe(true);
    }
    expect(spelt(`https://z.example/${'pad/'.repeat(2_000)}h`).length).toBeLessThan(40);
  });
  test('letters that are written with escapes', () => {
    expect(spells(at('äöüéèñ', (l) => `https://z.example/${encodeURIComponent(l)}`))).toBe(true);
  });
  test('different pictures with one ending spell nothing', () => {
    expect(spells(at('heronx', (l) => `https://z.example/${l.repeat(3)}/a`))).toBe(false);
  });
  test('pages of a list, and a few pictures, spell nothing', () => {
    expect(spells(at('123456789', (n) => `https://shop.example/list/${n}`))).toBe(false);
    expect(spells(['https://z.example/a', 'https://z.example/b'].map(spelt))).toBe(false);
    expect(spells([])).toBe(false);
  });
});

test('what an address carries is not in its record', () => {
  const masked = maskedAddress(`https://drop.example/i.gif?d=${base64(VALUE)}&x=1#${base64(VALUE)}`);
  expect(masked).toMatch(/^https:\/\/drop\.example\/i\.gif\?d=/);
  expect(masked).not.toContain(base64(VALUE).slice(0, 8));
  expect(maskedAddress('nothing')).toBe('');
});

test('any text is judged, and a very long one in a bounded way', () => {
  for (const address of [
    'https://',
    'https://a',
    `https://a.example/${'%'.repeat(50_000)}`,
    `https://a.example/?${'a=b&'.repeat(50_000)}`,
    `https://a.example/?u=${'https%3A%2F%2Fa.example%2F%3Fu%3D'.repeat(500)}`,
  ]) {
    expect(() => judgeAddress(address, 'x'.repeat(100_000))).not.toThrow();
  }
});
