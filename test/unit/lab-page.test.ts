// What the Lab's page works out by itself: drafts, how a text is read, the form beside a rule, cases as files.
import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { keptDraft, MAX_KEPT, NEW_DRAFT, parseDraft, readAs } from '../../src/ui/console/lab/draft.ts';
import { caseFile } from '../../src/ui/console/lab/case-file.ts';
import {
  asKind,
  fieldOf,
  linesOf,
  listOf,
  newRule,
  readForm,
  RULE_FIELDS,
  slotsOf,
  withFamily,
  withField,
  withSlots,
  type FormFile,
} from '../../src/ui/console/lab/rule-form.ts';
import { LAB_TEXTS, labTextsFile } from '../../tools/lab-texts.ts';

describe('a draft', () => {
  test('comes back as it was kept', () => {
    const draft = { tab: 'rule', text: 'a', as: 'html', withRule: true, rule: '{' } as const;
    expect(parseDraft(keptDraft(draft) ?? '')).toEqual(draft);
  });

  test.each(['', '{', 'null', '[]', '"x"', '{"tab":1,"text":{},"as":"no","withRule":1,"rule":[]}'])(
    'that is broken is a new one: %s',
    (kept) => {
      expect(parseDraft(kept)).toEqual(NEW_DRAFT);
    },
  );

  test('that is empty leaves nothing behind, one that is too long is not kept', () => {
    expect(keptDraft({ ...NEW_DRAFT, tab: 'compare' })).toBe('');
    expect(keptDraft({ ...NEW_DRAFT, text: 'x'.repeat(MAX_KEPT) })).toBeNull();
  });
});

test.each([
  ['plain words', 'text'],
  ['1 < 2 and 3 > 2', 'text'],
  [' https://a.example/?q=1 ', 'address'],
  ['https://a.example/ and more', 'text'],
  ['<!doctype html>', 'html'],
  ['<p>a</p>', 'html'],
  ['<b>', 'text'],
  ['javascript:alert(1)', 'text'],
] as const)('%s is read as %s', (text, as) => {
  expect(readAs({ text, as: 'auto' })).toBe(as);
  expect(readAs({ text, as: 'text' })).toBe('text');
});

describe('the form', () => {
  const form = (text: string): FormFile => readForm(text) as FormFile;
  const start = form(newRule('suppression'));

  test('reads what it can and nothing else', () => {
    for (const text of ['', '{', '[]', '{"rules":[]}', '{"rules":[1]}', '{"rules":{}}'])
      expect(readForm(text)).toBeNull();
    expect(start.family).toBe('suppression');
    expect(fieldOf(start.rules[0] ?? {}, 'within')).toBe(100);
    expect(fieldOf({ match: 'x' }, 'within')).toBeUndefined();
    expect(slotsOf(start.rules[0] ?? {})).toEqual([[]]);
  });

  test.each(RULE_FIELDS)('writes %s and reads it back, and keeps the rest', (field) => {
    const written = form(withField(start, 0, field, ['x']));
    expect(fieldOf(written.rules[0] ?? {}, field)).toEqual(['x']);
    expect(Object.keys(written.rules[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(start.rules[0] ?? {})));
    const without = form(withField(written, 0, field, undefined));
    expect(fieldOf(without.rules[0] ?? {}, field)).toBeUndefined();
  });

  test('keeps what it does not know', () => {
    const odd = form(JSON.stringify({ note: 1, family: 'f', rules: [{ id: 'f.a', odd: [1] }, { id: 'f.b' }] }));
    const written = form(withSlots(odd, 1, [['a']]));
    expect(written.whole['note']).toBe(1);
    expect(written.rules[0]).toEqual({ id: 'f.a', odd: [1] });
    expect(slotsOf(written.rules[1] ?? {})).toEqual([['a']]);
  });

  test('changes the kind and the family', () => {
    const pattern = form(asKind(start, 0, 'pattern'));
    expect(slotsOf(pattern.rules[0] ?? {})).toBeNull();
    expect(slotsOf(form(asKind(pattern, 0, 'concepts')).rules[0] ?? {})).toEqual([[]]);
    const moved = form(withFamily(form(withField(start, 0, 'id', 'suppression.a-b')), 'role-spoofing'));
    expect([moved.family, moved.rules[0]?.['id']]).toEqual(['role-spoofing', 'role-spoofing.a-b']);
  });

  test('writes lists as lines and reads them back, whatever is in them', () => {
    const list = ['a\nb', 'c\\n', '\\', 'd\r'];
    expect(listOf(linesOf(list))).toEqual(list);
    expect(listOf('a\n\nb\n')).toEqual(['a', 'b']);
    expect(linesOf('no list')).toBe('');
  });
});

test('a case holds a text to what it must be, with the rules that make it so', () => {
  const finding = {
    family: 'suppression',
    severity: 'low',
    confidence: 0.5,
    start: 0,
    end: 1,
    transform: 'original',
    excerpt: 'x',
  } as const;
  const found = {
    kind: 'malicious',
    severity: 'low',
    confidence: 0.9,
    families: [],
    layers: [],
    findings: [
      { ...finding, rule: 'suppression.a' },
      { ...finding, rule: 'classifier.steering' },
    ],
  } as const;
  const file = caseFile({ text: 'x', hidden: true, why: ' Because. ', kind: 'malicious', found });
  expect(file.name).toMatch(/^lab-[0-9a-f]{8}\.case\.json$/);
  expect(JSON.parse(file.text)).toEqual({
    schema: 'demarc.regression/1',
    cases: [
      {
        id: file.name.slice(0, -'.case.json'.length),
        why: 'Because.',
        text: 'x',
        hidden: true,
        expect: { kind: 'malicious', rules: ['suppression.a'] },
      },
    ],
  });
  expect(JSON.parse(caseFile({ text: 'x', hidden: true, why: '', kind: 'clean', found }).text)).toMatchObject({
    cases: [{ expect: { kind: 'clean', rules: [] } }],
  });
});

test('the texts that come with the Lab are those that the tool chooses', () => {
  expect(readFileSync(LAB_TEXTS, 'utf8') === labTextsFile(), 'run npx tsx tools/lab-texts.ts').toBe(true);
});
