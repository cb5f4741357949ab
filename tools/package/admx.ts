// Group Policy templates, ADMX and ADML, made from the list of policy keys: one category per browser, one policy per key.
// Format: Microsoft, Group Policy ADMX Syntax Reference. The templates refer to no other file, so that a device management
// takes them as they are.
import managedSchema from '../../public/managed-schema.json' with { type: 'json' };
import type { PolicyKeyData } from '../../src/engine/policy/parse.ts';
import { CHROMIUM_BROWSERS, chromiumExtension, FIREFOX, firefoxExtension, keys } from './deployment.ts';
import type { ChromiumBrowser, Deployment } from './deployment.ts';
import { installKey, settingsKey } from './registry.ts';
import { element, xml } from './xml.ts';

const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>';
/** Longest text of a JSON field, in characters. */
const MAX_JSON = 32_000;
export const ADMX_CATEGORY = 'demarc';

/** Which control of the editor fits a key: by the type that the managed schema gives it. */
export type Field = 'switch' | 'choice' | 'number' | 'text' | 'list' | 'json';

const schemaTypes: Readonly<Record<string, { readonly type: string; readonly items?: { readonly type?: string } }>> =
  managedSchema.properties;

export function fieldOf(spec: PolicyKeyData): Field {
  const { type, items } = schemaTypes[spec.key] ?? { type: 'object' };
  if (type === 'boolean') return 'switch';
  if (type === 'integer') return 'number';
  if (type === 'string') return spec.values ? 'choice' : 'text';
  return type === 'array' && items?.type === 'string' ? 'list' : 'json';
}

/** Browsers that have a category: those whose place in the registry is confirmed. */
export const ADMX_BROWSERS = CHROMIUM_BROWSERS.filter(({ windows }) => windows !== '');

export const categoryOf = (browserId: string): string => `${ADMX_CATEGORY}_${browserId}`;
export const policyName = (browserId: string, key: string): string => `${browserId}_${key}`;
/** Id of the one element of a policy that has one. */
export const elementId = (browserId: string, key: string): string => `${browserId}_${key}_value`;

interface Policy {
  readonly name: string;
  readonly admx: string[];
  readonly presentation: string[];
  readonly strings: readonly (readonly [id: string, text: string])[];
}

const str = (id: string): string => `$(string.${id})`;

function policyElement(browserId: string, name: string, key: string, more: object, content: string[]): string[] {
  return element(
    'policy',
    {
      name,
      class: 'Machine',
      displayName: str(name),
      explainText: str(`${name}_help`),
      key,
      ...more,
    },
    [
      ...element('parentCategory', { ref: categoryOf(browserId) }),
      ...element('supportedOn', { ref: `supported_${browserId}` }),
      ...content,
    ],
  );
}

const text = (value: string): string[] => element('value', {}, element('string', {}, value));
const decimal = (value: number): string[] => element('decimal', { value });

function fieldElement(spec: PolicyKeyData, id: string, key: string): string[] {
  const valueName = spec.key;
  switch (fieldOf(spec)) {
    case 'switch':
      return [];
    case 'choice': {
      const items = (spec.values ?? []).map((value) =>
        element('item', { displayName: str(`value_${value.replaceAll('-', '_')}`) }, text(value)),
      );
      return element('enum', { id, valueName, required: true }, items.flat());
    }
    case 'number':
      return element('decimal', {
        id,
        valueName,
        required: true,
        minValue: spec.minimum ?? 0,
        maxValue: spec.maximum ?? 2_147_483_647,
      });
    case 'list':
      // Values are named 1, 2, 3 …
      return element('list', { id, key: `${key}\\${spec.key}`, valuePrefix: '' });
    case 'text':
      return element('text', { id, valueName, required: true, maxLength: spec.maxLength ?? 1_023 });
    case 'json':
      return element('text', { id, valueName, required: true, maxLength: MAX_JSON });
  }
}

function fieldPresentation(spec: PolicyKeyData, refId: string): string[] {
  switch (fieldOf(spec)) {
    case 'switch':
      return [];
    case 'choice': {
      const defaultItem = Math.max(0, (spec.values ?? []).indexOf(String(spec.default)));
      return element('dropdownList', { refId, noSort: true, defaultItem }, spec.key);
    }
    case 'number':
      return element('decimalTextBox', { refId, defaultValue: Number(spec.default) }, spec.key);
    case 'list':
      return element('listBox', { refId }, spec.key);
    case 'text':
    case 'json':
      return element('textBox', { refId }, element('label', {}, spec.key));
  }
}

function settingPolicy(deployment: Deployment, browser: ChromiumBrowser, spec: PolicyKeyData): Policy {
  const name = policyName(browser.id, spec.key);
  const id = elementId(browser.id, spec.key);
  const key = `${settingsKey(deployment, browser)}\\policy`;
  const isSwitch = fieldOf(spec) === 'switch';
  const fields = fieldElement(spec, id, key);
  const content = isSwitch
    ? [...element('enabledValue', {}, decimal(1)), ...element('disabledValue', {}, decimal(0))]
    : element('elements', {}, fields);
  const more = isSwitch ? { valueName: spec.key } : { presentation: `$(presentation.${name})` };
  const help = fieldOf(spec) === 'list' ? `${spec.description} An empty list cannot be set here.` : spec.description;
  return {
    name,
    admx: policyElement(browser.id, name, key, more, content),
    presentation: isSwitch ? [] : element('presentation', { id: name }, fieldPresentation(spec, id)),
    strings: [
      [name, spec.key],
      [`${name}_help`, `${help} Since ${spec.since}. Default: ${JSON.stringify(spec.default)}`],
    ],
  };
}

/** Enabled: forced. Disabled: removed, with everything that Demarc stored. */
function installPolicy(deployment: Deployment, browser: ChromiumBrowser): Policy {
  const name = policyName(browser.id, 'install');
  const item = (valueName: string, value: unknown): string[] =>
    element(
      'item',
      { valueName },
      element('value', {}, typeof value === 'boolean' ? decimal(Number(value)) : element('string', {}, String(value))),
    );
  const forced = Object.entries(chromiumExtension({ ...deployment, installation: 'forced' }, browser));
  const removed = Object.entries(chromiumExtension({ ...deployment, installation: 'removed' }, browser));
  const content = [
    ...element(
      'enabledList',
      {},
      forced.flatMap(([k, v]) => item(k, v)),
    ),
    ...element(
      'disabledList',
      {},
      removed.flatMap(([k, v]) => item(k, v)),
    ),
  ];
  return {
    name,
    admx: policyElement(browser.id, name, installKey(deployment, browser), {}, content),
    presentation: [],
    strings: [
      [name, 'Install Demarc'],
      [
        `${name}_help`,
        `Enabled: ${browser.name} installs Demarc (${deployment.chromiumId}) from ${deployment.updateUrl} and people cannot remove it. Disabled: it is removed, with everything that it stored. A value ExtensionSettings, as JSON, under the same key would be overruled: use one form for all extensions.`,
      ],
    ],
  };
}

/** Firefox takes both parts as JSON in one field; written value by value it would read numbers in the place of true. */
function firefoxPolicy(deployment: Deployment, what: 'install' | 'settings', example: unknown): Policy {
  const name = policyName(FIREFOX.id, what);
  const id = elementId(FIREFOX.id, what);
  const key = `${FIREFOX.windows}\\${what === 'install' ? 'ExtensionSettings' : '3rdparty\\Extensions'}`;
  const field = element('multiText', { id, valueName: deployment.firefoxId, required: true, maxLength: MAX_JSON });
  return {
    name,
    admx: policyElement(
      FIREFOX.id,
      name,
      key,
      { presentation: `$(presentation.${name})` },
      element('elements', {}, field),
    ),
    presentation: element('presentation', { id: name }, element('multiTextBox', { refId: id }, 'JSON')),
    strings: [
      [name, what === 'install' ? 'Install Demarc' : 'Settings of Demarc'],
      [`${name}_help`, `JSON, for example: ${JSON.stringify(example)}`],
    ],
  };
}

function policiesOf(deployment: Deployment): Policy[] {
  const forced: Deployment = { ...deployment, installation: 'forced' };
  return [
    ...ADMX_BROWSERS.flatMap((browser) => [
      installPolicy(deployment, browser),
      ...keys.map((spec) => settingPolicy(deployment, browser, spec)),
    ]),
    firefoxPolicy(deployment, 'install', firefoxExtension(forced)),
    firefoxPolicy(deployment, 'settings', deployment.settings),
  ];
}

const root = (name: string, children: readonly string[]): string =>
  `${[
    XML_HEAD,
    ...element(
      name,
      {
        xmlns: NAMESPACE,
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        revision: '1.0',
        schemaVersion: '1.0',
      },
      children,
    ),
  ].join('\r\n')}\r\n`;

const browserNames = (): readonly (readonly [id: string, name: string])[] => [
  ...ADMX_BROWSERS.map(({ id, name }) => [id, name] as const),
  [FIREFOX.id, FIREFOX.name],
];

/** The template: which policies there are and what they write. */
export function admx(deployment: Deployment): string {
  const supported = browserNames().map(([id]) =>
    element('definition', { name: `supported_${id}`, displayName: str(`supported_${id}`) }),
  );
  const categories = [
    element('category', { name: ADMX_CATEGORY, displayName: str(ADMX_CATEGORY) }),
    ...browserNames().map(([id]) =>
      element(
        'category',
        { name: categoryOf(id), displayName: str(categoryOf(id)) },
        element('parentCategory', { ref: ADMX_CATEGORY }),
      ),
    ),
  ];
  return root('policyDefinitions', [
    ...element('policyNamespaces', {}, element('target', { prefix: 'demarc', namespace: 'Demarc.Policies' })),
    ...element('resources', { minRequiredRevision: '1.0' }),
    ...element('supportedOn', {}, element('definitions', {}, supported.flat())),
    ...element('categories', {}, categories.flat()),
    ...element(
      'policies',
      {},
      policiesOf(deployment).flatMap((policy) => policy.admx),
    ),
  ]);
}

/** The English texts of the template. */
export function adml(deployment: Deployment): string {
  const policies = policiesOf(deployment);
  const values = [...new Set(keys.flatMap((spec) => spec.values ?? []))];
  const strings: (readonly [string, string])[] = [
    [ADMX_CATEGORY, 'Demarc'],
    ...browserNames().flatMap(([id, name]) => [
      [categoryOf(id), `Demarc in ${name}`] as const,
      [`supported_${id}`, `Demarc ${deployment.version} or newer in ${name}`] as const,
    ]),
    ...values.map((value) => [`value_${value.replaceAll('-', '_')}`, value] as const),
    ...policies.flatMap((policy) => policy.strings),
  ];
  const table = strings.map(([id, value]) => `<string id="${xml(id)}">${xml(value)}</string>`);
  return root('policyDefinitionResources', [
    ...element('displayName', {}, 'Demarc'),
    ...element('description', {}, 'Policies of the browser extension Demarc'),
    ...element('resources', {}, [
      ...element('stringTable', {}, table),
      ...element(
        'presentationTable',
        {},
        policies.flatMap((policy) => policy.presentation),
      ),
    ]),
  ]);
}
