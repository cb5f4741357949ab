// Texts for numbers: each language gets the form that its own rules name, and its plural where it writes no such form.
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startTexts, tn, translatorFrom } from '../../src/ui/t.ts';

type Messages = Readonly<Record<string, { readonly message: string }>>;

const messagesOf = (locale: string): Messages =>
  JSON.parse(
    readFileSync(new URL(`../../public/_locales/${locale}/messages.json`, import.meta.url), 'utf8'),
  ) as Messages;

/** Starts the texts with these messages; t.ts sets language and direction of a document, which Node has not. */
function start(messages: Messages, language: string): { lang: string; dir: string } {
  const documentElement = { lang: '', dir: '' };
  vi.stubGlobal('document', { documentElement });
  startTexts(translatorFrom(messages), language);
  return documentElement;
}

/** The form that a number takes, for a text that has all of them. */
function forms(language: string, counts: readonly number[]): string[] {
  const all = ['Zero', 'One', 'Two', 'Few', 'Many', 'Other'].map((form) => [`text${form}`, { message: form }]);
  start(Object.fromEntries(all) as Messages, language);
  return counts.map((count) => tn('text', count));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('tn', () => {
  it('takes the form that the language has for the number', () => {
    expect(forms('en', [0, 1, 2, 11])).toEqual(['Other', 'One', 'Other', 'Other']);
    expect(forms('fr', [0, 1, 2])).toEqual(['One', 'One', 'Other']);
    expect(forms('ja', [0, 1, 2])).toEqual(['Other', 'Other', 'Other']);
    expect(forms('ar', [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111])).toEqual([
      'Zero',
      'One',
      'Two',
      'Few',
      'Few',
      'Many',
      'Many',
      'Other',
      'Other',
      'Few',
      'Many',
    ]);
  });

  it('falls back to the plural where the language writes no such form, and names the key where there is none', () => {
    start({ textOther: { message: '$1 of $2' } }, 'ar');
    expect(tn('text', 0, 7)).toBe('0 of 7');
    expect(tn('text', 2, 7)).toBe('2 of 7');
    expect(tn('none', 2)).toBe('[noneOther]');
  });

  it('counts in the Arabic texts as Arabic does', () => {
    const document = start(messagesOf('ar'), 'ar');
    expect(document).toEqual({ lang: 'ar', dir: 'rtl' });
    const said = [1, 2, 3, 11, 100].map((count) => tn('verdictBlanked', count));
    expect(new Set(said).size).toBe(5);
    expect(said[0]).not.toMatch(/\d/);
    expect(said[1]).not.toMatch(/\d/);
    expect(said.slice(2).map((text) => /\d+/.exec(text)?.[0])).toEqual(['3', '11', '100']);
  });
});
