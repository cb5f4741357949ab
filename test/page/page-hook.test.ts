// The hook in the world of the page: what it tells, and that a page can neither tell it is there by results and errors nor
// be harmed by it. It runs here as it does in a page, before anything else of the test.
import { describe, expect, test } from 'vitest';
import { PICK } from '../../src/model/page-channel.ts';
import { sharedHook } from '../../src/sensors/shared-hook.ts';
import { listenToPage } from '../../src/sensors/page-channel.ts';
import '../../src/entrypoints/page-hook.iife.ts';
import { show } from './page-fixture.ts';

type Told = Element | 'sheet' | 'look';
const told: Told[] = [];
listenToPage(
  {
    root: (host) => told.push(host),
    sheet: () => told.push('sheet'),
    value: (control) => told.push(control),
    look: () => told.push('look'),
  },
  new AbortController().signal,
);

/** What the hook has told since the last call; sheets are told in a microtask. */
async function heard(): Promise<Told[]> {
  await Promise.resolve();
  return told.splice(0);
}

const words = 'content: "a sentence of some length"';

describe('what the guard is told', () => {
  test('a root attached to a standing element, open or closed', async () => {
    const body = show('<div id="a"></div><div id="b"></div>');
    const [a, b] = body.children as unknown as [Element, Element];
    a.attachShadow({ mode: 'open' });
    b.attachShadow({ mode: 'closed' });
    expect(await heard()).toEqual([a, b]);
  });

  test('nothing of an element that is not in the document yet', async () => {
    document.createElement('div').attachShadow({ mode: 'open' });
    expect(await heard()).toEqual([]);
  });

  test('a file field that is in no document, and none that is in one', async () => {
    const body = show('<input type="file" disabled>');
    const picked: (EventTarget | null)[] = [];
    const hear = (event: Event): void => void picked.push((event as FocusEvent).relatedTarget);
    sharedHook()?.addEventListener(PICK, hear);
    const field = Object.assign(document.createElement('input'), { type: 'file', disabled: true });
    field.click();
    (body.firstElementChild as HTMLInputElement).click();
    expect(picked).toEqual([field]);
    sharedHook()?.removeEventListener(PICK, hear);
    expect(await heard()).toEqual([]);
  });

  test('the outer host, when the root is attached inside a shadow tree', async () => {
    const body = show('<div id="a"></div>');
    const outer = body.firstElementChild as Element;
    const root = outer.attachShadow({ mode: 'closed' });
    const inner = document.createElement('div');
    root.append(inner);
    await heard();
    inner.attachShadow({ mode: 'closed' });
    expect(await heard()).toEqual([outer]);
  });

  const GROUP = '@media screen {}';
  const FILL: readonly (readonly [string, (s: CSSStyleSheet) => unknown])[] = [
    ['insertRule', (s) => s.insertRule(`p::before { ${words} }`)],
    ['replaceSync', (s) => s.replaceSync(`p::before { ${words} }`)],
    ['replace', (s) => s.replace(`p::before { ${words} }`)],
    [
      'insertRule of a group',
      (s) => {
        s.insertRule(GROUP);
        return (s.cssRules[0] as CSSMediaRule).insertRule('p::before { content: attr(title) }');
      },
    ],
    ['adoptedStyleSheets', (s) => (document.adoptedStyleSheets = [s])],
    ['adoptedStyleSheets.push', (s) => document.adoptedStyleSheets.push(s)],
  ];
  test.each(FILL)('%s', async (_name, act) => {
    await act(new CSSStyleSheet());
    expect(await heard()).toContain('sheet');
    document.adoptedStyleSheets = [];
    await heard();
  });

  test('the declarations of a rule that stands', async () => {
    const sheet = new CSSStyleSheet();
    sheet.insertRule('p::before { color: red }');
    await heard();
    (sheet.cssRules[0] as CSSStyleRule).style.content = `"a sentence of some length"`;
    expect(await heard()).toEqual(['sheet']);
  });

  test('a value that is long enough for words, of a control in the document', async () => {
    const body = show('<input><textarea></textarea>');
    const [input, area] = body.children as unknown as [HTMLInputElement, HTMLTextAreaElement];
    input.value = area.value = 'a sentence of some length';
    input.value = 'short';
    document.createElement('input').value = 'a sentence of some length';
    input.value = 'another sentence of some length';
    area.value = 'another sentence of some length';
    area.value = 'and another sentence';
    expect([...new Set(await heard())]).toEqual([area, input]);
  });

  test('nothing of rules that paint no words, and one word for many', async () => {
    const sheet = new CSSStyleSheet();
    sheet.insertRule('p { color: red; font-family: "Arial" }');
    expect(await heard()).toEqual([]);
    for (let i = 0; i < 50; i++) sheet.insertRule(`p::after { ${words} }`);
    expect(await heard()).toEqual(['sheet']);
  });
});

describe('what the page notices', () => {
  test('the functions look native', () => {
    const { attachShadow } = Element.prototype;
    expect(attachShadow.name).toBe('attachShadow');
    expect(attachShadow.length).toBe(1);
    expect(Function.prototype.toString.call(attachShadow)).toContain('[native code]');
    expect(Object.getOwnPropertyNames(attachShadow).sort()).toEqual(['length', 'name']);
    const { enumerable, writable, configurable } =
      Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow') ?? {};
    expect([enumerable, writable, configurable]).toEqual([true, true, true]);
    expect(() => Reflect.construct(attachShadow, [])).toThrow(TypeError);
  });

  test('results and errors are those of the browser', async () => {
    const body = show('<div></div><img>');
    const [div, img] = body.children as unknown as [Element, Element];
    const root = div.attachShadow({ mode: 'open' });
    expect(root).toBe(div.shadowRoot);
    expect(() => div.attachShadow({ mode: 'open' })).toThrow(DOMException);
    expect(() => img.attachShadow({ mode: 'open' })).toThrow(DOMException);
    expect(() => Element.prototype.attachShadow.call({} as Element, { mode: 'open' })).toThrow(TypeError);
    expect(() => new CSSStyleSheet().insertRule('')).toThrow(DOMException);
    expect((await heard()).filter((t) => t !== 'sheet')).toEqual([div]);
  });

  test('an argument is turned into a string once', () => {
    let times = 0;
    new CSSStyleSheet().replaceSync({ toString: () => `p { top: ${++times}px }` } as unknown as string);
    expect(times).toBe(1);
  });

  test('a page that bends the prototypes neither stops it nor sees it', async () => {
    const body = show('<div></div>');
    const seen: string[] = [];
    const bent = ['relatedTarget', 'bubbles', 'get', 'apply', 'composed'];
    const { dispatchEvent } = EventTarget.prototype;
    const { apply } = Reflect;
    for (const name of bent)
      Object.defineProperty(Object.prototype, name, { configurable: true, get: () => void seen.push(name) });
    EventTarget.prototype.dispatchEvent = () => Boolean(seen.push('dispatchEvent'));
    Reflect.apply = (() => seen.push('apply')) as unknown as typeof apply;
    try {
      (body.firstElementChild as Element).attachShadow({ mode: 'open' });
    } finally {
      for (const name of bent) delete (Object.prototype as unknown as Record<string, unknown>)[name];
      EventTarget.prototype.dispatchEvent = dispatchEvent;
      Reflect.apply = apply;
    }
    expect(await heard()).toEqual([body.firstElementChild]);
    expect(seen).toEqual([]);
  });

  test('a page that asks for the node after the guard gets no answer', () => {
    const offers: Event[] = [];
    document.addEventListener('demarc-offer', (e) => offers.push(e));
    document.dispatchEvent(new Event('demarc-ask'));
    expect(offers).toEqual([]);
  });
});
