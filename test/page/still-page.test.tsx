// The still page: whatever markup it is given, it lays out and does nothing. Here without the policy of the extension's pages,
// so that sandbox and copy are tried by themselves; test/e2e/inspector.test.ts tries them in both built extensions.
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StillPage } from '../../src/ui/components/StillPage.tsx';
import { MAX_NODES, type StillCopy } from '../../src/ui/still/still-copy.ts';
import { LARGE_MARKUP, liveMarkup } from '../support/live-markup.ts';

/** An address on this machine where nothing listens. */
const NOWHERE = 'http://127.0.0.1:9';

let place: HTMLElement;
beforeEach(() => {
  place = document.createElement('div');
  document.body.replaceChildren(place);
});
afterEach(() => {
  render(null, place);
});

/** Shows markup in a still page, once it is there. */
const still = (html: string): Promise<StillCopy> =>
  new Promise((resolve) => render(<StillPage html={html} title="Copy" onCopy={resolve} />, place));

/** Everything that the frame has begun to load, the picture in the copy's own text aside. */
const loaded = (copy: StillCopy): string[] =>
  copy.document
    .defaultView!.performance.getEntriesByType('resource')
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith('data:'));

/** Two frames painted: whatever would begin by itself has begun. */
const painted = (): Promise<void> =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

describe('nothing lives', () => {
  test.each(liveMarkup(NOWHERE))('%s', async (_title, html) => {
    const before = document.activeElement;
    const copy = await still(html);
    await painted();
    await painted();
    const { document: page } = copy;
    expect(loaded(copy)).toEqual([]);
    expect('lived' in window || 'lived' in page.defaultView!).toBe(false);
    expect(page.location.href).toBe('about:srcdoc');
    expect(document.activeElement).toBe(before);
    const trees: ParentNode[] = [page, ...[...page.querySelectorAll('template')].map((t) => t.content)];
    for (const tree of trees) {
      for (const element of tree.querySelectorAll('*')) {
        const names = [...element.attributes].map((a) => a.name);
        expect(
          names.filter((n) => /^on|href|action|srcset|srcdoc|poster|background|ping|autofocus|http-equiv/.test(n)),
        ).toEqual([]);
        expect(element.getAttribute('src') ?? 'data:').toMatch(/^data:/);
        expect(element.getAttribute('style') ?? '').not.toContain('url(');
      }
    }
    expect(page.querySelectorAll('iframe, object, embed, link, base, style, script:not([type])').length).toBe(0);
    expect(page.getAnimations()).toEqual([]);
  });

  test('the checks would see it: the same markup in a frame that is not still begins to load', async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = `<img src="${NOWHERE}/img">`;
    place.append(frame);
    await new Promise((done) => frame.addEventListener('load', done, { once: true }));
    const names = frame.contentWindow!.performance.getEntriesByType('resource').map((e) => e.name);
    expect(names).toContain(`${NOWHERE}/img`);
  });
});

describe('what it shows', () => {
  test('layout: style attributes, sheets and shadow trees hide what they hide', async () => {
    const { document: page } = await still(
      '<style>.gone{display:none}</style><p class="gone">a</p><p style="opacity:0">b</p><p id="seen">c</p>' +
        '<div><template shadowrootmode="open"><style>p{font-size:1px}</style><p>d</p></template></div>',
    );
    const styleOf = (element: Element | null): CSSStyleDeclaration => page.defaultView!.getComputedStyle(element!);
    expect(styleOf(page.querySelector('.gone')).display).toBe('none');
    expect(styleOf(page.querySelector('[style]')).opacity).toBe('0');
    expect(styleOf(page.querySelector('#seen')).opacity).toBe('1');
    expect(styleOf(page.querySelector('div')!.shadowRoot!.querySelector('p')).fontSize).toBe('1px');
    expect(page.compatMode).toBe('CSS1Compat');
  });

  test('every carrier that an AI reads: words, comments, attributes, metadata, data, templates', async () => {
    const {
      document: page,
      addresses,
      leftOut,
    } = await still(
      '<head><title>t</title><meta name="description" content="m"><script type="application/ld+json">{"a":1}</script>' +
        '<script>1</script></head><!--c--><img alt="a" src="http://x.example/i" onerror="1"><a href="/q?w=1" title="n">l</a>' +
        '<template><p>w</p></template><noscript><b>s</b></noscript><iframe src="/f"></iframe><svg><text>v</text></svg>',
    );
    const html = page.documentElement.outerHTML;
    for (const part of [
      '<title>t',
      'content="m"',
      '{"a":1}',
      '<!--c-->',
      'alt="a"',
      'title="n"',
      '<p>w</p>',
      '&lt;b&gt;s',
      '<text>v',
    ])
      expect(html).toContain(part);
    expect(addresses.map(({ name, value }) => [name, value])).toEqual([
      ['src', 'http://x.example/i'],
      ['href', '/q?w=1'],
      ['src', '/f'],
    ]);
    expect(leftOut).toEqual({ scripts: 1, frames: 1, pictures: 1, handlers: 1 });
  });

  test('a new copy takes the place of the old one', async () => {
    await still('<body style="color:red"><p>one</p>');
    const { document: page } = await still('<p>two</p>');
    expect(page.body.outerHTML).toBe('<body><p>two</p></body>');
    expect(page.querySelectorAll('html')).toHaveLength(1);
  });
});

describe('what is large or deep is cut', () => {
  test.each(LARGE_MARKUP)('%s', async (_title, html) => {
    const copy = await still(html);
    const { document: page } = copy;
    expect(page.querySelectorAll('*').length).toBeLessThanOrEqual(MAX_NODES + 1);
    expect(page.documentElement.textContent?.length ?? 0).toBeLessThanOrEqual(500_000);
    expect(page.documentElement.scrollHeight).toBeGreaterThan(0);
    expect(place.querySelector('iframe')!.height).toMatch(/^\d{2,4}$/);
  });
});
