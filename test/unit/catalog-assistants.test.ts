// The catalogue of assistants: form, sources, selectors that parse, and agreement with the catalogue of services.
import { describe, expect, test } from 'vitest';
import catalogFile from '../../src/catalog/assistants.json' with { type: 'json' };
import schema from '../../src/catalog/assistants.schema.json' with { type: 'json' };
import servicesFile from '../../src/catalog/services.json' with { type: 'json' };
import { parseHostPattern } from '../../src/engine/policy/hosts.ts';
import { serviceFor } from '../../src/engine/responsibility/service-for.ts';
import { AUTOSUBMITS, CARRIED, EDITOR_KINDS, FACT_CONFIDENCES } from '../../src/model/assistant.ts';
import type { Assistant, AssistantCatalog } from '../../src/model/assistant.ts';
import type { AiService } from '../../src/model/service.ts';
import { schemaErrors } from './catalog-schema.ts';

const catalog = catalogFile as AssistantCatalog;
const services = servicesFile.services as readonly AiService[];
const { assistants } = catalog;

/** Every fact that names one source. */
const sourced = (a: Assistant) => [...a.memoryNotices, ...a.prefill, ...a.endpoints, ...a.share, ...a.assetHosts];

test('fits its schema, and the schema would notice', () => {
  expect(schemaErrors(schema, catalogFile)).toEqual([]);
  const broken = structuredClone(catalogFile);
  Object.assign(broken.assistants[0]?.page ?? {}, { editorKind: 'paper', extra: 1 });
  Object.assign(broken.assistants[1] ?? {}, { hosts: [] });
  expect(schemaErrors(schema, broken)).toHaveLength(3);
  const { $defs } = schema;
  expect($defs.page.properties.editorKind.enum).toEqual([...EDITOR_KINDS]);
  expect($defs.confidence.enum).toEqual([...FACT_CONFIDENCES]);
  expect($defs.endpoint.properties.carries.items.enum).toEqual([...CARRIED]);
  expect($defs.prefill.properties.autosubmit.enum).toEqual([...AUTOSUBMITS]);
});

test('holds 30 assistants with unique ids', () => {
  expect(new Set(assistants.map(({ id }) => id)).size).toBe(30);
  expect(assistants).toHaveLength(30);
});

test('names only sources that it lists, and lists none that no fact names', () => {
  const named = new Set(assistants.flatMap((a) => [...a.page.sources, ...sourced(a).map((fact) => fact.source)]));
  expect([...named].sort()).toEqual(Object.keys(catalog.sources).sort());
});

test('what nobody has seen is low', () => {
  for (const { id, page } of assistants) {
    if (page.sources.every((source) => source === 'recalled')) expect(page.confidence, id).toBe('low');
  }
  const recalled = assistants.flatMap(sourced).filter(({ source }) => source === 'recalled');
  expect(new Set(recalled.map(({ confidence }) => confidence))).toEqual(new Set(['low']));
});

describe.each(assistants.map((assistant) => [assistant.id, assistant] as const))('%s', (id, assistant) => {
  const { hosts, paths, page } = assistant;

  test('its hosts parse, and no path or prefill names another one', () => {
    for (const host of [...hosts, ...assistant.assetHosts.map((asset) => asset.host)]) {
      expect(parseHostPattern(host)).toEqual({ ok: true, value: host });
    }
    for (const path of paths) expect(hosts).toContain(path.slice(0, path.indexOf('/')));
    for (const { path } of assistant.prefill) expect(['', ...hosts]).toContain(path.slice(0, path.indexOf('/')));
  });

  test('is the service of the same id, where the services have that id', () => {
    const service = services.find((entry) => entry.id === id);
    if (!service) return;
    const [host = ''] = hosts;
    const path = paths.find((entry) => entry.startsWith(`${host}/`))?.slice(host.length) ?? '/';
    expect(serviceFor(services, host, path)?.id).toBe(id);
  });

  test('has an editor, and selectors without a mistake', () => {
    expect(page.editor.length).toBeGreaterThan(0);
    const { editor, send, answer, userTurn, fileInput, uploadButton, attachment, model, stop } = page;
    const all = [editor, send, answer, userTurn, fileInput, uploadButton, attachment, model, stop].flat();
    for (const selector of [...all, ...assistant.share.map((share) => share.selector)]) {
      expect(balanced(selector), selector).toBe(true);
    }
  });

  test('sockets have the scheme of sockets, and each address is there once', () => {
    const { endpoints, prefill } = assistant;
    for (const { url, transport } of endpoints) expect(url.startsWith('wss:')).toBe(transport === 'websocket');
    expect(new Set(endpoints.map(({ url, method }) => `${method} ${url}`)).size).toBe(endpoints.length);
    const ways = prefill.map((p) => JSON.stringify([p.path, p.name, p.in, p.with]));
    expect(new Set(ways).size).toBe(prefill.length);
  });
});

/** Brackets and quotes close again; whether a selector means something is seen in the browser, on the replicas. */
function balanced(selector: string): boolean {
  const bare = selector.replace(/\\./g, 'x').replace(/"[^"]*"|'[^']*'/g, 'x');
  const open = bare.replace(/[^[\]()]/g, '');
  return !/["']/.test(bare) && /^(?:\[\]|\(\)|\(\[\]\))*$/.test(open);
}
