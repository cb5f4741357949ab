// Group Policy without Windows: an ADMX with its ADML, checked for references that lead nowhere, and its policies applied to
// a registry in memory, as the policy editor and a device management (rows of Intune) do.
import type { Document, Element } from '@xmldom/xmldom';
import type { Registry } from './registry.ts';
import { all, childrenOf, parseXml } from './xml.ts';

const attr = (element: Element, name: string): string => {
  const value = element.getAttribute(name);
  if (value === null) throw new Error(`<${element.tagName}> has no ${name}`);
  return value;
};
const names = (elements: readonly Element[], attribute: string): string[] => elements.map((e) => attr(e, attribute));
const child = (element: Element, name: string): Element | null =>
  childrenOf(element).find((candidate) => candidate.tagName === name) ?? null;
const twice = (list: readonly string[]): string[] => list.filter((name, i) => list.indexOf(name) !== i);

/** Which control of the ADML may show which element of the ADMX. */
const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  enum: ['dropdownList'],
  decimal: ['decimalTextBox'],
  text: ['textBox', 'comboBox'],
  multiText: ['multiTextBox'],
  list: ['listBox'],
  boolean: ['checkBox'],
};

export class GroupPolicy {
  private readonly admx: Document;
  private readonly adml: Document;

  constructor(admx: string, adml: string) {
    this.admx = parseXml(admx);
    this.adml = parseXml(adml);
  }

  get policies(): Element[] {
    return all(this.admx, 'policy');
  }

  /** Everything that the policy editor would refuse, as one line each. */
  problems(): string[] {
    const found: string[] = [];
    const note = (holds: boolean, what: string): void => void (holds || found.push(what));
    const strings = names(
      all(this.adml, 'string').filter((e) => e.hasAttribute('id')),
      'id',
    );
    const presentations = all(this.adml, 'presentation');
    const categories = names(all(this.admx, 'category'), 'name');
    const supported = names(all(this.admx, 'definition'), 'name');
    for (const [what, list] of [
      ['string', strings],
      ['presentation', names(presentations, 'id')],
      ['category', categories],
      ['policy', names(this.policies, 'name')],
      [
        'element',
        names(
          this.policies.flatMap((policy) => childrenOf(child(policy, 'elements'))),
          'id',
        ),
      ],
    ] as const) {
      for (const name of twice(list)) found.push(`the ${what} ${name} stands twice`);
    }
    const used = [...all(this.admx, '*')].flatMap((element) =>
      ['displayName', 'explainText'].flatMap((name) => {
        const value = element.getAttribute(name);
        return value === null ? [] : [/^\$\(string\.(\w+)\)$/.exec(value)?.[1] ?? `not a reference: ${value}`];
      }),
    );
    for (const id of used) note(strings.includes(id), `there is no string ${id}`);
    for (const id of strings) note(used.includes(id), `nobody uses the string ${id}`);
    for (const element of [...all(this.admx, 'category'), ...this.policies]) {
      const parent = child(element, 'parentCategory');
      if (parent) note(categories.includes(attr(parent, 'ref')), `there is no category ${attr(parent, 'ref')}`);
    }
    for (const policy of this.policies) {
      const name = attr(policy, 'name');
      const support = child(policy, 'supportedOn');
      note(support !== null && supported.includes(attr(support, 'ref')), `${name} is supported on nothing`);
      note(/^Software\\Policies\\[^\\].*[^\\]$/.test(attr(policy, 'key')), `${name} writes outside Software\\Policies`);
      found.push(...this.presentationProblems(policy, presentations).map((problem) => `${name}: ${problem}`));
    }
    return found;
  }

  private presentationProblems(policy: Element, presentations: readonly Element[]): string[] {
    const elements = childrenOf(child(policy, 'elements'));
    const id = /^\$\(presentation\.(\w+)\)$/.exec(policy.getAttribute('presentation') ?? '')?.[1];
    if (elements.length === 0) return id === undefined ? [] : ['has a presentation and nothing to present'];
    const controls = childrenOf(presentations.find((p) => p.getAttribute('id') === id) ?? null);
    const shown = new Map(controls.map((control) => [attr(control, 'refId'), control.tagName]));
    const missing = elements.filter((e) => !CONTROLS[e.tagName]?.includes(shown.get(attr(e, 'id')) ?? ''));
    return [
      ...missing.map((element) => `no fitting control for ${attr(element, 'id')}`),
      ...(controls.length === elements.length ? [] : ['controls and elements differ in number']),
    ];
  }

  /** The policy at the end of a row's address; throws when address and template do not fit. */
  private policyOf(omaUri: string): Element {
    const path = /^\.\/Device\/Vendor\/MSFT\/Policy\/Config\/Demarc~Policy~([^/]+)\/(\w+)$/.exec(omaUri);
    const policy = this.policies.find((candidate) => candidate.getAttribute('name') === path?.[2]);
    if (!path || policy === undefined) throw new Error(`no policy for ${omaUri}`);
    const categories: string[] = [];
    for (let at: Element | undefined = policy; at !== undefined;) {
      const ref = child(at, 'parentCategory');
      if (ref) categories.unshift(attr(ref, 'ref'));
      at = ref ? all(this.admx, 'category').find((c) => c.getAttribute('name') === attr(ref, 'ref')) : undefined;
    }
    if (categories.join('~') !== path[1]) throw new Error(`${omaUri} is not below ${categories.join('~')}`);
    return policy;
  }

  /** Applies one row as the device would. */
  apply(registry: Registry, omaUri: string, value: string): void {
    const policy = this.policyOf(omaUri);
    const row = parseXml(`<row>${value}</row>`).documentElement;
    const enabled = childrenOf(row).some((element) => element.tagName === 'enabled');
    const key = attr(policy, 'key');
    const items = childrenOf(child(policy, enabled ? 'enabledList' : 'disabledList'));
    for (const item of items) registry.set(key, attr(item, 'valueName'), constant(child(item, 'value')));
    const own = child(policy, enabled ? 'enabledValue' : 'disabledValue');
    if (own) registry.set(key, attr(policy, 'valueName'), constant(own));
    const data = new Map(all(row!, 'data').map((element) => [attr(element, 'id'), attr(element, 'value')]));
    for (const element of enabled ? childrenOf(child(policy, 'elements')) : []) {
      const given = data.get(attr(element, 'id'));
      if (given === undefined) throw new Error(`${omaUri} says nothing for ${attr(element, 'id')}`);
      data.delete(attr(element, 'id'));
      applyElement(registry, key, element, given);
    }
    if (data.size > 0) throw new Error(`${omaUri} has values for nothing: ${[...data.keys()].join()}`);
  }
}

function constant(holder: Element | null): string | number {
  const [value] = childrenOf(holder);
  if (value?.tagName === 'decimal') return Number(attr(value, 'value'));
  if (value?.tagName === 'string') return value.textContent ?? '';
  throw new Error('a value is a decimal or a string');
}

function applyElement(registry: Registry, key: string, element: Element, given: string): void {
  const name = (): string => attr(element, 'valueName');
  switch (element.tagName) {
    case 'enum': {
      const values = childrenOf(element).map((item) => constant(child(item, 'value')));
      if (!values.includes(given)) throw new Error(`${given} is not offered by ${attr(element, 'id')}`);
      return registry.set(key, name(), given);
    }
    case 'decimal': {
      const [number, least, most] = [given, attr(element, 'minValue'), attr(element, 'maxValue')].map(Number);
      if (!(number! >= least! && number! <= most!)) throw new Error(`${given} is outside ${least} to ${most}`);
      return registry.set(key, name(), number!);
    }
    case 'text':
      if (given.length > Number(attr(element, 'maxLength'))) throw new Error('the text is too long');
      return registry.set(key, name(), given);
    case 'multiText':
      return registry.set(key, name(), given.split('\n'));
    case 'list': {
      const parts = given.split('\uf000');
      if (parts.length % 2 !== 0) throw new Error('a list is made of pairs of name and value');
      for (let i = 0; i < parts.length; i += 2) registry.set(attr(element, 'key'), parts[i]!, parts[i + 1]!);
      return;
    }
    default:
      throw new Error(`no element of Group Policy that is used here: ${element.tagName}`);
  }
}
