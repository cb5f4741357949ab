// Where a text sat in its kept markup, hidden again as its record says, made visible, and both readings of it: for every
// carrier and every reason. The words are made up; markup, paths and values are as a page could have written them.
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/model/incident.ts';
import { CONCEALMENTS, type Carrier, type ConcealmentReason } from '../../src/model/observation.ts';
import { StillPage } from '../../src/ui/components/StillPage.tsx';
import { hideAgain, isSeen, makeVisible, placeOf, type Place } from '../../src/ui/console/incident/replay-place.ts';
import { readingsOf } from '../../src/ui/console/incident/seen-and-read.ts';
import type { StillCopy } from '../../src/ui/still/still-copy.ts';
import { buildIncident } from '../support/incidents.ts';
import { WORDS } from './page-fixture.ts';

let place: HTMLElement;
beforeEach(() => {
  place = document.createElement('div');
  document.body.replaceChildren(place);
});
afterEach(() => render(null, place));

const still = (html: string): Promise<StillCopy> =>
  new Promise((resolve) => render(<StillPage html={html} title="Copy" onCopy={resolve} />, place));

const about = (changes: Partial<Incident> = {}): Incident =>
  buildIncident({ text: WORDS, path: 'main > div > p', carrier: 'text', name: '', concealment: null, ...changes });

describe('the place', () => {
  test.each<[Carrier, string, string, string]>([
    ['text', '', `<div><p>Before</p><p><b>Marker words</b> of the fixture</p></div>`, 'p'],
    ['attribute', 'alt', `<div><img alt="x"><img alt="${WORDS}"></div>`, 'img'],
    ['value', '', `<div><input value="${WORDS}"></div>`, 'input'],
    ['comment', '', `<div><p>x</p><!-- ${WORDS} --></div>`, 'div'],
    ['meta', 'content', `<meta name="description" content="${WORDS}">`, 'meta'],
    ['structured-data', '', `<script type="application/ld+json">"${WORDS}"</script>`, 'script'],
    ['template', '', `<div><template><p>${WORDS}</p></template></div>`, 'template'],
    ['noscript', '', `<div><noscript>${WORDS}</noscript></div>`, 'noscript'],
    ['url', '', `<div><a href="/?q=${encodeURIComponent(WORDS)}">x</a></div>`, 'a'],
    ['pseudo', '::before', `<div><p class="x"></p></div>`, 'p'],
  ])('of a text in %s (%s)', async (carrier, name, html, element) => {
    const copy = await still(html);
    const found = placeOf(copy, about({ carrier, name }));
    expect(found?.element.localName).toBe(element);
    const shown = makeVisible(found as Place, WORDS);
    expect(shown.textContent).toContain(WORDS);
    expect(isSeen(shown)).toBe(true);
  });

  test('is none where the markup has neither the text nor its path', async () => {
    const copy = await still('<section><h2>Other</h2></section>');
    expect(placeOf(copy, about())).toBeNull();
    expect(placeOf(copy, about({ text: '' }))).toBeNull();
    expect(placeOf(copy, about({ path: `${'x > '.repeat(50)}#:nth-child(NaN)` }))).toBeNull();
  });

  test('is the innermost element, and names of fields do not stand in its way', async () => {
    const copy = await still(
      `<form><input name="textContent" id="children"><div><i id="parentElement">${WORDS}</i></div></form>`,
    );
    expect(placeOf(copy, about())?.element.localName).toBe('i');
  });
});

describe('hidden again, by the record alone', () => {
  const EVIDENCE: Partial<Record<ConcealmentReason, Record<string, string>>> = {
    'not-rendered': { display: 'none', element: 'p' },
    transparent: { opacity: '0.3', filter: 'none', product: '0.020' },
    tiny: { 'font-size': '1px', height: '1.00px', width: '20.00px' },
    clipped: { overflow: 'hidden hidden', height: '0px' },
    'off-screen': { left: '-9999px', top: '10px' },
    masked: { 'clip-path': 'inset(100%)' },
    'low-contrast': { contrast: '1.02', color: 'rgb(254, 254, 254)', background: 'rgb(255, 255, 255)' },
    skipped: { 'content-visibility': 'hidden' },
  };

  test.each(Object.entries(EVIDENCE))('%s', async (reason, evidence) => {
    const copy = await still(`<div><p>${WORDS}</p></div>`);
    const incident = about({ concealment: { reason: reason as ConcealmentReason, evidence } });
    const found = placeOf(copy, incident) as Place;
    expect(hideAgain(found, incident)).not.toEqual([]);
    const style = copy.document.defaultView!.getComputedStyle(found.element);
    if (reason === 'low-contrast')
      expect([style.color, style.backgroundColor]).toEqual([evidence.color, evidence.background]);
    else if (reason === 'masked') expect(style.clipPath).toBe('inset(100%)');
    else if (reason === 'transparent') expect(Number(style.opacity)).toBeLessThan(0.1);
    else if (reason === 'skipped') expect(style.contentVisibility).toBe('hidden');
    else expect(isSeen(found.element)).toBe(false);
    // And visible for all that.
    expect(isSeen(makeVisible(found, WORDS))).toBe(true);
  });

  test('not where the copy hides it by itself, or the record does not know how', async () => {
    const hidden = await still(`<div style="opacity:0"><p>${WORDS}</p></div>`);
    const transparent = about({ concealment: { reason: 'transparent', evidence: { opacity: '0' } } });
    expect(hideAgain(placeOf(hidden, transparent) as Place, transparent)).toEqual([]);
    const copy = await still(`<div><p>${WORDS}</p></div>`);
    const covered = about({ concealment: { reason: 'covered', evidence: { by: 'div' } } });
    expect(hideAgain(placeOf(copy, covered) as Place, covered)).toEqual([]);
  });

  test('values of a record that would load or reach out are not set', async () => {
    const copy = await still(`<div><p>${WORDS}</p></div>`);
    const evidence = { 'mask-image': 'url(http://127.0.0.1:9/m)', filter: 'u\\72l(http://127.0.0.1:9/f)' };
    const incident = about({ concealment: { reason: 'masked', evidence } });
    expect(hideAgain(placeOf(copy, incident) as Place, incident)).toEqual([]);
    expect(copy.document.querySelector('p')?.getAttribute('style') ?? '').toBe('');
  });
});

describe('both readings', () => {
  const readings = async (html: string, changes: Partial<Incident>) => {
    const copy = await still(html);
    const incident = about(changes);
    return readingsOf(copy, placeOf(copy, incident), incident).map(({ seen, read, own }) => [seen, read, own]);
  };
  const HIDDEN = { reason: 'not-rendered', evidence: { display: 'none' } } as const;

  test('stand in the order of the page; what neither saw is nowhere', async () => {
    const html =
      `<div><h2>Head</h2><p>One <b>two</b></p><p style="display:none">${WORDS}</p>` +
      '<p hidden>aside</p><script>x</script><template>y</template><p>end</p></div>';
    expect(await readings(html, { concealment: HIDDEN })).toEqual([
      ['Head', 'Head', false],
      ['One two', 'One two', false],
      [null, WORDS, true],
      [null, 'aside', false],
      ['end', 'end', false],
    ]);
  });

  test.each(CONCEALMENTS)('of a text that is %s', async (reason) => {
    const layers = [{ transform: 'base64' as const, text: 'decoded' }];
    const verdict = { ...buildIncident().verdict, layers };
    const own = (await readings(`<p>${WORDS}</p>`, { concealment: { reason, evidence: {} }, verdict })).find(
      (r) => r[2],
    );
    if (reason === 'encoded' || reason === 'invisible-characters') expect(own).toEqual([WORDS, 'decoded', true]);
    else expect(own).toEqual([null, WORDS, true]);
  });

  test('of a visible text are the same; of one that is not in the markup they come last', async () => {
    expect(await readings(`<p>a</p><p>${WORDS}</p>`, {})).toEqual([
      ['a', 'a', false],
      [WORDS, WORDS, true],
    ]);
    expect((await readings('<p>a</p>', { path: '' })).at(-1)).toEqual([WORDS, WORDS, true]);
  });

  test('of very much are few', async () => {
    expect((await readings('<p>a</p><p hidden>b</p>'.repeat(3_000), {})).length).toBeLessThanOrEqual(61);
  });
});
