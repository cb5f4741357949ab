// The page builder of the range: a value must stay inside the place it was put into. The values here are harmless
// characters that end each kind of place.
import { describe, expect, test } from 'vitest';
import { fill } from '../../tools/range/build-page.ts';
import { embed } from '../../tools/range/escape.ts';

const BREAKERS = `a"b'c<d>e&f--g-->h</script>i\\j\nk\u2028l{{payload}}m`;

describe('embed', () => {
  test('text and attribute hold no character of markup', () => {
    for (const place of ['text', 'attr']) {
      const out = embed(BREAKERS, place);
      expect(out).not.toMatch(/[<>"']/);
      expect(out.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }
  });

  test('a comment cannot be ended, started or left open from inside', () => {
    for (const value of [BREAKERS, '>x', '->x', 'x-', 'x--', '--!>', '<!-- x -->', '----->']) {
      const out = embed(value, 'comment');
      expect(out).not.toMatch(/--|<!|^-?>|-$/);
    }
  });

  test('json and js give a literal that reads back and cannot end a script', () => {
    for (const place of ['json', 'js']) {
      const out = embed(BREAKERS, place);
      expect(JSON.parse(out)).toBe(BREAKERS);
      expect(out).not.toMatch(/[<>\u2028\u2029\n]/);
    }
  });

  test('css gives one string', () => {
    const out = embed(BREAKERS, 'css');
    expect(out.slice(1, -1)).not.toMatch(/["\n<>]/);
    const read = out
      .slice(1, -1)
      .replace(/\\([0-9a-f]+) /g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    expect(read).toBe(BREAKERS);
  });

  test('url reads back and needs no further escaping in an attribute', () => {
    const out = embed(BREAKERS, 'url');
    expect(decodeURIComponent(out)).toBe(BREAKERS);
    expect(out).toMatch(/^[A-Za-z0-9%._~-]+$/);
  });

  test('words are each escaped', () => {
    expect(embed('a <b> "c"', 'words')).toBe('<span>a</span> <span>&lt;b&gt;</span> <span>&quot;c&quot;</span>');
  });

  test('disguises can be undone', () => {
    const text = 'Plain words, 12.';
    expect(
      [...embed(text, 'tags:text')].map((c) => String.fromCharCode((c.codePointAt(0) ?? 0) - 0xe0000)).join(''),
    ).toBe(text);
    expect(embed(text, 'zero-width:text').replaceAll('\u200b', '')).toBe(text);
    expect(embed(text, 'zero-width:text')).not.toContain('Plain');
    expect(Buffer.from(embed(text, 'base64:text'), 'base64').toString()).toBe(text);
    expect(() => embed('ü', 'tags:text')).toThrow();
  });

  test('places nest: text inside an attribute', () => {
    expect(embed('<b>', 'text:attr')).toBe('&amp;lt;b&amp;gt;');
  });

  test('unknown steps and chains that end in no place are refused', () => {
    expect(() => embed('x', 'raw')).toThrow();
    expect(() => embed('x', 'base64')).toThrow();
    expect(() => embed('x', 'toString:text')).toThrow();
  });
});

describe('fill', () => {
  test('a value is never read as a slot again', () => {
    expect(fill('<p>{{payload}}</p>{{>part}}', { payload: '{{hint}}' }, { part: '{{payload}}' })).toBe(
      '<p>{{hint}}</p>{{payload}}',
    );
  });

  test('dollar signs are plain text', () => {
    expect(fill('{{payload}}', { payload: "$& $1 $'" })).toBe('$&amp; $1 $&#39;');
  });

  test('a slot without a value is an error', () => {
    expect(() => fill('{{other}}', { payload: 'x' })).toThrow();
    expect(() => fill('{{>other}}', { payload: 'x' })).toThrow();
    expect(() => fill('{{constructor}}', {})).toThrow();
  });
});
