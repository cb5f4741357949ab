// Exports for other tools whose schemas are in no package: held to what the standards say, section by section.
import { describe, expect, test } from 'vitest';
import { ENFORCEMENTS } from '../../src/model/incident.ts';
import { SEVERITIES } from '../../src/model/finding.ts';
import { uuid5 } from '../../src/formats/uuid5.ts';
import { coded, exported, found, hostile, input, redacted, WORST } from '../support/exports.ts';
import { ocsfProblems } from '../support/ocsf-rules.ts';
import { stixProblems, type StixObject } from '../support/stix-rules.ts';

const worst = Object.entries(WORST);
const some = [
  found(),
  input(),
  found({ site: '', frameSite: '', url: '' }),
  found({ site: '192.0.2.7', url: 'http://192.0.2.7:8080/a' }),
  found({ site: '[2001:db8::1]', url: 'http://[2001:db8::1]/a' }),
  found({ site: 'localhost:8080', concealment: null }),
];

describe('STIX 2.1', () => {
  interface Bundle {
    id: string;
    objects: StixObject[];
  }
  const bundleOf = (text: string): Bundle => JSON.parse(text) as Bundle;

  test.each([
    ['none', []],
    ['some', some],
    ['redacted', some.map(redacted)],
    ['hosts as codes', some.map(coded)],
  ])('a bundle is as the standard has it: %s', (_what, incidents) => {
    expect(stixProblems(JSON.parse(exported('stix', incidents)))).toEqual([]);
  });

  test.each(worst)('with the worst texts too: %s', (_what, text) => {
    const incident = { ...hostile(text), site: 'shop.example' };
    const bundle = bundleOf(exported('stix', [incident, found()]));
    expect(stixProblems(bundle)).toEqual([]);
    // The text is there to the byte, as binary that no reader of the bundle takes for words.
    const artifact = bundle.objects.find((o) => o.type === 'artifact');
    expect(Buffer.from(String(artifact?.['payload_bin']), 'base64').toString()).toBe(Buffer.from(text).toString());
  });

  const BAD: Readonly<Record<string, (b: Bundle) => unknown>> = {
    'an object without a time': (b) => ({ ...b, objects: b.objects.map(({ created: _gone, ...o }) => o) }),
    'an id of another type': (b) => ({ ...b, objects: b.objects.map((o) => ({ ...o, type: 'identity' })) }),
    'a reference to nothing': (b) => ({ ...b, objects: b.objects.filter((o) => o.type !== 'attack-pattern') }),
    'a property of its own': (b) => ({ ...b, objects: b.objects.map((o) => ({ ...o, extra: 1 })) }),
    'an object twice': (b) => ({ ...b, objects: [...b.objects, ...b.objects] }),
    'no objects': (b) => ({ ...b, objects: [] }),
  };
  test.each(Object.entries(BAD))('the rules would refuse %s', (_what, change) => {
    expect(stixProblems(change(bundleOf(exported('stix', some))))).not.toEqual([]);
  });

  test('ids are the same in every export, but for the bundle; of a site as the standard makes them', () => {
    const ids = (uuid: string): string[] => bundleOf(exported('stix', some, { uuid })).objects.map((o) => o.id);
    expect(ids('b0b0b0b0-0000-4000-8000-000000000001')).toEqual(ids('b0b0b0b0-0000-4000-8000-000000000002'));
    // RFC 9562, appendix A.4, in the namespace of DNS.
    expect(uuid5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });
});

describe('OCSF Detection Finding', () => {
  const events = (text: string): Record<string, unknown>[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test.each([
    ['in full', some],
    ['redacted', some.map(redacted)],
    ['hosts as codes', some.map(coded)],
    ['everything that can have been done', ENFORCEMENTS.map((enforcement) => found({ enforcement }))],
    ['every severity', SEVERITIES.map((severity) => found({ verdict: { ...found().verdict, severity } }))],
    ['the worst texts', worst.map(([, text]) => hostile(text))],
  ])('every line is one: %s', (_what, incidents) => {
    for (const event of events(exported('ocsf', incidents))) expect(ocsfProblems(event)).toEqual([]);
  });

  const [good = {}] = events(exported('ocsf', some));
  test.each([
    ['another class', { class_uid: 2001 }],
    ['a severity and a word that differ', { severity: 'Low' }],
    ['a time that is text', { time: 'now' }],
    ['an attribute of its own', { extra: 1 }],
    ['no metadata', { metadata: undefined }],
    ['evidence of nothing', { evidences: [{}] }],
  ])('the rules would refuse %s', (_what, change) => {
    expect(ocsfProblems(JSON.parse(JSON.stringify({ ...good, ...change })))).not.toEqual([]);
  });
});
