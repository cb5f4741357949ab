// What an organisation calls its own: words, patterns, records, documents. And redaction where examples say more than properties.
import { describe, expect, test } from 'vitest';
import { findSensitive } from '../../src/engine/sensitive/find.ts';
import { documentDetector, fingerprint } from '../../src/engine/sensitive/own/documents.ts';
import { compilePatterns } from '../../src/engine/sensitive/own/patterns.ts';
import { hashRecord, normaliseRecord, recordDetector } from '../../src/engine/sensitive/own/records.ts';
import { termDetector } from '../../src/engine/sensitive/own/terms.ts';
import { heldBack, redact, restore } from '../../src/engine/sensitive/redact.ts';
import { catalog, find } from '../support/sensitive.ts';

const values = (text: string, spans: readonly { start: number; end: number }[]): string[] =>
  spans.map((s) => text.slice(s.start, s.end));

describe('terms', () => {
  test('whole words in any case, several words, scripts without spaces', () => {
    const detect = termDetector('projects', ['Falke', 'Blue Harbor', '北極星', 'İzmir Planı']);
    const text = 'Projekt FALKE und blue harbor, 北極星計画, nicht Falkenstein, İZMIR PLANI';
    expect(values(text, detect(text))).toEqual(['FALKE', 'blue harbor', '北極星']);
  });
});

describe('patterns', () => {
  test('find values at UTF-16 offsets, and refuse what is not linear', () => {
    const { detect, refused } = compilePatterns([
      { id: 'case', pattern: 'NW-[0-9]{6}' },
      { id: 'behind', pattern: '(?<=x)y' },
      { id: 'empty', pattern: '' },
    ]);
    expect(refused.map((r) => r.id)).toEqual(['behind', 'empty']);
    const text = '😀 Akte NW-204811 und NW-204812.';
    expect(values(text, detect(text))).toEqual(['NW-204811', 'NW-204812']);
  });

  test('a pattern that would blow up elsewhere ends', () => {
    const { detect } = compilePatterns([{ id: 'slow', pattern: '(a+)+b' }]);
    expect(detect('a'.repeat(20_000))).toEqual([]);
  });
});

describe('records', () => {
  const salt = 'a salt of the organisation';
  const records = ['Maria Lopez-Garcia', 'KD-88213-7', 'müller@nordwind.de'];
  const set = {
    id: 'customers',
    salt,
    hashes: records.map((r) => hashRecord(salt, r)),
    lengths: records.map((r) => normaliseRecord(r).length),
  };

  test('are found in any case and separation, and say nothing without the salt', () => {
    const text = 'Ask MARIA LOPEZ GARCIA about kd 88213 7, or write to muller@nordwind.de!';
    expect(values(text, recordDetector(set)(text))).toEqual(['MARIA LOPEZ GARCIA', 'kd 88213 7', 'muller@nordwind.de']);
    expect(recordDetector({ ...set, salt: 'other' })(text)).toEqual([]);
    expect(recordDetector(set)('Maria Lopez, KD-88213-8')).toEqual([]);
  });
});

describe('documents', () => {
  const words = Array.from({ length: 300 }, (_, i) => `word${String((i * 7919) % 997)}`);
  const salt = 's';
  const detect = documentDetector([fingerprint('plan', words.join(' '), salt)], salt);

  test('a copied part is found, changed at its edges or not', () => {
    const part = words.slice(100, 160).join(' ');
    const text = `We start like this. ${part} And here it ends.`;
    const [found, ...rest] = detect(text);
    expect(rest).toEqual([]);
    expect(found?.type).toBe('organisation.document');
    expect(text.slice(found?.start, found?.end).split(' ').length).toBeGreaterThan(45);
    expect(detect(text.toUpperCase()).length).toBe(1);
  });

  test('other texts and a few words of it are not', () => {
    expect(detect(words.slice(100, 107).join(' '))).toEqual([]);
    expect(detect([...words].reverse().join(' '))).toEqual([]);
    expect(detect('')).toEqual([]);
  });
});

describe('redaction', () => {
  test('gives the same value the same stand-in, over turns, and every kind its own name', () => {
    const first = 'Mail jane@firm.de, then jane@firm.de and tom@firm.de';
    const one = redact(first, find(first));
    expect(one.text).toBe('Mail [EMAIL_1], then [EMAIL_1] and [EMAIL_2]');
    const second = 'tom@firm.de has password: hV7$kPz91w';
    const two = redact(second, find(second), one.state);
    expect(two.text).toBe('[EMAIL_2] has password: [PASSWORD_1]');
    expect(restore(two.text, two.state)).toBe(second);
    expect(JSON.parse(JSON.stringify(two.state))).toEqual(two.state);
  });

  test.each([
    '[EMAIL_1]',
    '[email_1]',
    '\\[EMAIL\\_1\\]',
    '`EMAIL_1`',
    '[EMAIL 1]',
    '【EMAIL_1】',
    '%5BEMAIL_1%5D',
    '[Email-1]',
    '&#91;EMAIL_1&#93;',
  ])('an answer may bend it: %s', (bent) => {
    const { state } = redact('jane@firm.de', find('jane@firm.de'));
    expect(restore(`to **${bent}**.`, state)).toMatch(/^to \*\*`?jane@firm\.de`?\*\*\.$/);
  });

  test('unknown stand-ins stay, and longer names are others', () => {
    const { state } = redact('jane@firm.de', find('jane@firm.de'));
    for (const text of ['[EMAIL_2]', 'EMAIL_11', 'MY_EMAIL_1', '[PHONE_1]', 'email 1'])
      expect(restore(text, state)).toBe(text);
  });

  test('cells of a table are replaced one by one', () => {
    const text = 'name,email,phone\nEva Lang,eva.lang@gmx.de,0171 5551234\nTom Bauer,tom.bauer@web.de,0160 8887766';
    const { text: out, state } = redact(text, find(text));
    expect(out).toBe('name,email,phone\n[NAME_1],[EMAIL_1],[PHONE_1]\n[NAME_2],[EMAIL_2],[PHONE_2]');
    expect(restore(out, state)).toBe(text);
  });

  test('the beginning of a stand-in at the end of a growing answer is held back', () => {
    expect(heldBack('write to [EMA')).toBe(4);
    expect(heldBack('write to [EMAIL_1')).toBe(8);
    expect(heldBack('write to [EMAIL_1]')).toBe(0);
    expect(heldBack('see [1')).toBe(0);
    expect(heldBack('nothing here')).toBe(0);
  });

  test('own findings are redacted too', () => {
    const text = 'about Falke';
    const spans = findSensitive(text, { catalog, own: [termDetector('projects', ['Falke'])] });
    expect(redact(text, spans).text).toBe('about [TERM_1]');
  });
});
