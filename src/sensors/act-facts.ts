// What a press, a key or a form would do, as far as the page shows it, for the engine to judge. All of it is the page's word
// and bounded; a form's fields can carry names of its own properties, so forms are asked through bare().
import type { ActFacts } from '../model/agent.ts';
import { bare } from '../model/bare.ts';
import { isElement, isHtml } from '../model/node-kinds.ts';
import { flatParent, shadowRootOf } from './flat-tree.ts';

const MAX_TEXT = 120;
const MAX_FIELDS = 60;
/** Steps up from where a press lands to what it presses. */
const MAX_STEPS = 12;
/** What people press that is no control by its name; more text than this is a part of the page. */
const MAX_LOOSE_TEXT = 60;
const PRESSABLE =
  'button,a[href],area[href],input,summary,label,select,option,[role=button],[role=link],[role=menuitem],[role=menuitemradio],[role=menuitemcheckbox],[role=switch],[role=checkbox],[role=tab],[role=option]';

/** Where and when a frame's task stands. */
export interface ActPlace {
  readonly start: string;
  /** Names of fields that take passwords or keys. */
  readonly secrets: ReadonlySet<string>;
}

/** The innermost element of a press, closed shadow trees included. */
export function pressedElement(event: Event): Element | null {
  let [inner] = event.composedPath();
  if (!isElement(inner as Node)) return null;
  const { clientX, clientY } = event as MouseEvent;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const root = shadowRootOf(inner as Element);
    const deeper = root && Number.isFinite(clientX) ? root.elementFromPoint(clientX, clientY) : null;
    if (!deeper || deeper === inner || deeper.getRootNode() !== root) break;
    inner = deeper;
  }
  return inner as Element;
}

/** What is pressed: the nearest control, else the nearest element with a few words; null on the page's own ground. */
export function controlOf(inner: Element): Element | null {
  let at: Element | null = inner;
  for (let steps = 0; at && steps < MAX_STEPS; steps++) {
    if (bare(at).matches(PRESSABLE)) return isHtml(at, 'label') ? (at.control ?? at) : at;
    at = flatParent(at);
  }
  const text = bare(inner).textContent ?? '';
  return text.trim() !== '' && text.length <= MAX_LOOSE_TEXT && inner !== document.body ? inner : null;
}

/** Facts of a press on a control. */
export function factsOfPress(control: Element, place: ActPlace): ActFacts {
  const form = submits(control) ? formOf(control) : null;
  const facts = { ...factsOfForm(form, control, place), labels: labelsOf(control) };
  const link = bare(control).closest('a[href],area[href]');
  const href = isHtml(link, 'a') || isHtml(link, 'area') ? link : null;
  if (href) return { ...facts, target: href.href.slice(0, 2_000), file: href.download.slice(0, 200) };
  // Without a form, any button may be the one that sends what was written into the password field.
  if (!form && pressable(control) && looseSecret(place.secrets)) return { ...facts, submits: true, secretFilled: true };
  return facts;
}

/** Facts of Enter in a field. */
export function factsOfEnter(field: Element, event: KeyboardEvent, place: ActPlace): ActFacts {
  const enter = event.ctrlKey || event.metaKey ? 'with-ctrl' : 'alone';
  return { ...factsOfForm(null, field, place), labels: labelsOf(field), enter };
}

/** Facts of a form that is sent, by a button or by none. */
export function factsOfForm(form: HTMLFormElement | null, pressed: Element | null, place: ActPlace): ActFacts {
  const fields: string[] = [];
  let secretFilled = false;
  const own = form ? bare(form) : null;
  const all = own ? Array.from({ length: Math.min(own.elements.length, MAX_FIELDS) }, (_, i) => own.elements[i]) : [];
  for (const field of all) {
    if (!field || !isElement(field)) continue;
    const names = namesOf(field);
    fields.push(...names);
    if (names.some((name) => place.secrets.has(name)) && valueOf(field) !== '') secretFilled = true;
  }
  // Without a button, the form still says by its own what it does.
  const by = pressed ?? all.find((field) => isElement(field) && submits(field)) ?? null;
  const button = isHtml(by, 'button') || isHtml(by, 'input') ? by : null;
  const action = button?.hasAttribute('formaction') ? button.formAction : (own?.action ?? '');
  const method = button?.hasAttribute('formmethod') ? button.formMethod : (own?.method ?? '');
  return {
    labels: by ? labelsOf(by) : [],
    enter: '',
    submits: form !== null,
    fields: [...new Set(fields)],
    secretFilled,
    method: method === 'post' ? 'post' : form ? 'get' : '',
    target: String(action).slice(0, 2_000),
    file: '',
    types: typesAround(by ?? form),
    page: location.href.slice(0, 2_000),
    start: place.start,
  };
}

/** Does this field take passwords, keys or codes? */
export function isSecretField(field: Element, secrets: ReadonlySet<string>): boolean {
  return isHtml(field, 'input') && namesOf(field).some((name) => secrets.has(name));
}

/** Does Enter write a line here, where a page may make it send? */
export function takesLines(field: Element): boolean {
  return isHtml(field, 'textarea') || (isHtml(field) && field.isContentEditable);
}

function submits(control: Element): boolean {
  if (isHtml(control, 'button')) return control.type === 'submit';
  return isHtml(control, 'input') && (control.type === 'submit' || control.type === 'image');
}

function formOf(control: Element): HTMLFormElement | null {
  return isHtml(control, 'button') || isHtml(control, 'input') ? control.form : null;
}

const pressable = (control: Element): boolean =>
  isHtml(control, 'button') ||
  control.getAttribute('role') === 'button' ||
  (isHtml(control, 'input') && /^(?:button|submit|image)$/.test(control.type));

function looseSecret(secrets: ReadonlySet<string>): boolean {
  const fields = [...document.querySelectorAll('input[type=password]')].slice(0, 5);
  return fields.some((f) => isHtml(f, 'input') && f.form === null && isSecretField(f, secrets) && f.value !== '');
}

/** `autocomplete`, type, name and id of a field, in lower case. */
function namesOf(field: Element): string[] {
  const { autocomplete = '', type = '', name = '' } = field as Partial<HTMLInputElement>;
  return [...String(autocomplete).split(/\s+/), String(type), String(name), field.id]
    .map((text) => text.slice(0, 60).toLowerCase())
    .filter((text) => text !== '' && text !== 'on' && text !== 'off');
}

const valueOf = (field: Element): string => {
  const { value } = field as Partial<HTMLInputElement>;
  return typeof value === 'string' ? value : '';
};

/** All that a control says of itself: a person reads one of them and an agent another. */
function labelsOf(control: Element): readonly string[] {
  const own = bare(control);
  const attribute = (name: string): string => own.getAttribute(name) ?? '';
  const field = takesLines(control);
  const texts = [
    field ? '' : textOf(control),
    attribute('aria-label'),
    attribute('title'),
    isHtml(control, 'input') && /^(?:submit|button|image|reset)$/.test(control.type) ? control.value : '',
    attribute('alt'),
    ...attribute('aria-labelledby')
      .split(/\s+/)
      .slice(0, 3)
      .map((id) => (id === '' ? '' : textOf(document.getElementById(id)))),
    own.querySelector('img[alt]')?.getAttribute('alt') ?? '',
    ...(field ? ['placeholder', 'aria-placeholder', 'data-placeholder', 'name', 'id'].map(attribute) : []),
  ];
  return [...new Set(texts.map((text) => text.trim().slice(0, MAX_TEXT)))].filter((text) => text !== '').slice(0, 8);
}

function textOf(element: Element | null): string {
  const text = (element ? bare(element).textContent : '') ?? '';
  // A whole section is no label.
  return text.length > 4 * MAX_TEXT ? '' : text.replace(/\s+/g, ' ').trim();
}

/** What structured data says around a control. */
function typesAround(element: Element | null): string {
  const near = element ? bare(element) : null;
  const item = near?.closest('[itemtype],[typeof]');
  const texts = [
    item?.getAttribute('itemtype') ?? '',
    item?.getAttribute('typeof') ?? '',
    near?.getAttribute('data-action') ?? '',
  ];
  return texts.join(' ').slice(0, 200);
}
