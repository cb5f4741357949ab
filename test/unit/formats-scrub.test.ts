// Reports of false alarms leave a device: what looks personal is taken out, and everything that is in the file can be seen.
import { describe, expect, test } from 'vitest';
import { falseAlarm, scrub, withWhy } from '../../src/formats/scrub.ts';
import { found, input, WORST } from '../support/exports.ts';

describe('what looks personal', () => {
  test.each([
    ['write to erika.mustermann@firma.example today', 'write to [mail] today'],
    ['see https://intranet.example/a/b?c=d#e and www.example.org/x.', 'see [address] and [address]'],
    ['call +49 (0)30 123456-78 or 0041 44 123 45 67', 'call [number] or [number]'],
    ['card 4111 1111 1111 1111, account DE89 3704 0044 0532 0130 00', 'card [number], account DE[number]'],
    ['key AKIAIOSFODNN7EXAMPLEX0 and d41d8cd98f00b204e9800998ecf8427e', 'key [code] and [code]'],
    ['mail to:björn@größe.example', 'mail to:[mail]'],
    [
      'a word of incomprehensibilities stays, as 12 and 2026 do',
      'a word of incomprehensibilities stays, as 12 and 2026 do',
    ],
  ])('%s', (text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  test('long texts of every kind end', () => {
    for (const sign of ['a', '1', '@', 'a@', 'http://', '1 ', '-', 'é', '.']) {
      expect(scrub(sign.repeat(40_000)).length).toBeLessThanOrEqual(80_000 * 9);
    }
  });
});

describe('the file', () => {
  test('is a case that expects nothing, without site, address, surroundings and time', () => {
    const incident = found({
      site: 'intranet.example',
      frameSite: 'intranet.example',
      url: 'https://intranet.example/a',
    });
    const file = falseAlarm(incident, 'A footer of ours, ask erika@firma.example', true);
    expect(JSON.parse(file)).toMatchObject({
      schema: 'demarc.regression/1',
      cases: [{ why: 'A footer of ours, ask [mail]', hidden: true, expect: { kind: 'clean', rules: [] } }],
      found: { verdict: 'malicious', findings: [{ rule: 'assistant-address.made-up' }] },
    });
    expect(file).not.toMatch(/intranet|erika|1790000000000|<p>/);
  });

  test('has no text where the organisation keeps texts in', () => {
    const file = falseAlarm(found({ text: 'zorble', verdict: { ...found().verdict } }), '', false);
    expect(file).not.toMatch(/zorble|made-up words|made-up layer/);
    expect(JSON.parse(file)).toMatchObject({ cases: [{ text: '' }], found: { textLength: 33 } });
  });

  test.each(Object.entries(WORST))('shows every character that it has: %s', (_what, text) => {
    const file = falseAlarm(found({ text }), text, true);
    expect(file).not.toMatch(/[\u200b\u202e\u2028]|\p{Cf}|\p{Co}/u);
    expect(file.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect((JSON.parse(file) as { cases: { text: string }[] }).cases[0]?.text).toBe(scrub(text.slice(0, 4_000)));
  });

  test('other words for why change nothing else; a file that a person rewrote stays', () => {
    const file = falseAlarm(found(), 'one', true);
    expect(withWhy(file, 'two')).toBe(
      falseAlarm({ ...found(), id: JSON.parse(file).cases[0].id.slice(12) } as never, 'two', true),
    );
    for (const own of ['', '{', '[]', '{"cases":[]}', 'my own words']) expect(withWhy(own, 'x')).toBe(own);
  });

  test('of a record without findings is one too', () => {
    expect(JSON.parse(falseAlarm(input(), '', true))).toMatchObject({ found: { findings: [], concealment: null } });
  });
});
