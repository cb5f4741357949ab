// The services catalogue: form, hosts that parse, and no claim that looks better founded than it is.
import { expect, test } from 'vitest';
import catalog from '../../src/catalog/services.json' with { type: 'json' };
import schema from '../../src/catalog/services.schema.json' with { type: 'json' };
import { parseHostPattern } from '../../src/engine/policy/hosts.ts';
import { serviceFor } from '../../src/engine/responsibility/service-for.ts';
import { DIMENSIONS, STANCES, WORDS } from '../../src/model/service.ts';
import type { AiService } from '../../src/model/service.ts';
import { schemaErrors } from './catalog-schema.ts';

const services = catalog.services as readonly AiService[];

test('fits its schema, and the schema would notice', () => {
  expect(schemaErrors(schema, catalog)).toEqual([]);
  const broken = structuredClone(catalog);
  Object.assign(broken.services[3] ?? {}, { stance: 'fine', extra: 1 });
  expect(schemaErrors(schema, broken)).toHaveLength(2);
  expect(schema.$defs.service.properties.stance.enum).toEqual([...STANCES]);
});

test('holds 53 services with unique ids', () => {
  expect(services).toHaveLength(53);
  expect(new Set(services.map((service) => service.id)).size).toBe(53);
});

test.each(services.flatMap((service) => service.hosts.map((host) => [service.id, host])))(
  '%s: %s parses',
  (_, host) => {
    expect(parseHostPattern(host ?? '')).toEqual({ ok: true, value: host });
  },
);

test('paths that name a host name one of the same entry', () => {
  for (const { hosts, paths } of services) {
    for (const path of paths) expect(['', ...hosts]).toContain(path.slice(0, path.indexOf('/')));
  }
});

test('a seen source has an address; an unseen source of a stance stands alone, so that nothing makes it look seen', () => {
  for (const { id, stance, sources } of services) {
    for (const source of sources) if (source.assurance !== 'unconfirmed') expect(source.url, id).not.toBe('');
    if (stance !== 'no-statement' && sources[0]?.assurance === 'unconfirmed') expect(sources, id).toHaveLength(1);
  }
});

test('a training default is only stated where a source was seen', () => {
  for (const { id, training, sources } of services) {
    if (training !== 'unknown')
      expect(
        sources.some((s) => s.assurance !== 'unconfirmed'),
        id,
      ).toBe(true);
  }
});

test('a claim stands on a source that was seen, once for each duty', () => {
  expect(services.some(({ claims }) => claims.length > 0)).toBe(true);
  for (const { id, claims, sources } of services) {
    expect(new Set(claims.map(({ dimension }) => dimension)).size, id).toBe(claims.length);
    for (const { dimension, value, source } of claims) {
      expect(DIMENSIONS).toContain(dimension);
      expect(WORDS).toContain(value);
      expect(sources[source]?.assurance, `${id} ${dimension}`).toMatch(/^(?:verified|reported)$/);
      expect(sources[source]?.url, `${id} ${dimension}`).not.toBe('');
    }
  }
});

test.each([
  ['chatgpt.com', '/c/1', 'chatgpt'],
  ['CHATGPT.com.', '/', 'chatgpt'],
  ['claude.ai', '/new', 'claude'],
  ['gemini.google.com', '/app', 'gemini'],
  ['copilot.microsoft.com', '/', 'copilot'],
  ['www.perplexity.ai', '/search', 'perplexity'],
  ['mail.google.com', '/mail/u/0', 'gemini-workspace'],
  ['grok.com', '/', 'grok'],
  ['x.com', '/i/grok', 'grok'],
  ['x.com', '/i/grok?text=hello', 'grok'],
  ['x.com', '/home', null],
  ['github.com', '/copilot/c/1', 'github-copilot'],
  ['github.com', '/copilotx', null],
  ['github.com', '/', null],
  ['huggingface.co', '/models', null],
  ['huggingface.co', '/chat/', 'huggingchat'],
  ['duckduckgo.com', '/', null],
  ['duck.ai', '/', 'duckai'],
  ['us-east-1.console.aws.amazon.com', '/bedrock/home', 'bedrock'],
  ['acme.my.salesforce.com', '/', 'salesforce'],
  ['evilchatgpt.com', '/', null],
  ['chatgpt.com.example.org', '/', null],
  ['', '', null],
  ['not a host', '/chat', null],
])('%s%s belongs to %s', (host, path, id) => {
  expect(serviceFor(services, host, path)?.id ?? null).toBe(id);
});
