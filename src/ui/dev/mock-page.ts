// What both development pages share: texts by ?lang=, data by ?state= and ?incidents=, from the mock client. Wires like an
// entrypoint does, so it may import the catalogue and the engine; nothing outside this folder imports it.
import controlsFile from '../../catalog/controls.json';
import keysFile from '../../catalog/managed-keys.json';
import servicesFile from '../../catalog/services.json';
import { evaluateAll } from '../../engine/responsibility/evaluate.ts';
import { score } from '../../engine/responsibility/score.ts';
import { replay } from '../../engine/policy/replay.ts';
import type { Replay } from '../console/console-props.ts';
import { glossary } from '../../entrypoints/console/glossary.ts';
import { records } from '../../entrypoints/console/records.ts';
import { ruleReferences } from '../../entrypoints/console/rule-references.ts';
import { createMock } from '../../messaging/mock-client.ts';
import { MOCK_STATES } from '../../messaging/mock-policy.ts';
import type { PolicyKey } from '../../model/policy.ts';
import type { Assurance, Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import { questionsToList } from '../../store/listed.ts';
import type { IncidentReader } from '../incident-reader.ts';
import { startTexts, translatorFrom } from '../t.ts';

/** Starts the texts and makes the mock. */
export async function startMockPage() {
  const query = new URLSearchParams(location.search);
  // Any language of public/_locales.
  const lang = /^[a-z]{2}$/.exec(query.get('lang') ?? '')?.[0] ?? 'en';
  const messages = (await (await fetch(`/_locales/${lang}/messages.json`)).json()) as Record<
    string,
    { message: string }
  >;
  startTexts(translatorFrom(messages), lang);
  const state = MOCK_STATES.find((s) => s === query.get('state')) ?? 'found';
  const { controls, referenceAssurance } = controlsFile as unknown as {
    controls: readonly Control[];
    referenceAssurance: Readonly<Record<string, Assurance>>;
  };
  const shown = state === 'no-catalogue' ? [] : controls;
  const services = (servicesFile as unknown as { services: readonly AiService[] }).services;
  const keys = (keysFile as unknown as { keys: readonly { key: PolicyKey; userSettable: boolean }[] }).keys;
  const mock = createMock({
    state,
    controls: shown,
    services,
    evaluate: (list, facts, now) => {
      const statuses = evaluateAll(list, facts, now);
      return { statuses, score: score(statuses, list) };
    },
    incidents: Number(query.get('incidents') ?? 180),
    now: Date.now(),
    openConsole: (hash) => {
      location.href = `./console.html${location.search}${hash}`;
    },
  });
  const layers = new Map(services.map(({ id, layer }) => [id, layer]));
  const tried: Replay = (incidents, from, to) => replay(incidents, from, to, layers, Date.now());
  const userKeys = keys.filter((k) => k.userSettable).map((k) => k.key);
  const reader: IncidentReader = {
    ...mock.reader,
    ...questionsToList(mock.reader.allIncidents),
    chain: async () => {
      const all = await mock.reader.allIncidents();
      const since = all.at(-1)?.time ?? 0;
      const none = { firstBreak: null, breaks: 0, removed: 0, waiting: 0 };
      return { ...none, state: since === 0 ? 'none' : 'intact', since, checked: all.length, head: 'f0'.repeat(32) };
    },
  };
  return {
    client: mock.client,
    reader,
    // Over reloads of this page, as the extension keeps it over restarts.
    kept: {
      read: (name: string) => Promise.resolve(JSON.parse(sessionStorage.getItem(name) ?? 'null') as unknown),
      write: (name: string, value: unknown) => Promise.resolve(sessionStorage.setItem(name, JSON.stringify(value))),
    },
    controls: shown,
    services,
    policyKeys: keys.map((k) => k.key),
    userKeys,
    referenceAssurance,
    ruleReferences,
    glossary,
    replay: tried,
    records,
    lab: () =>
      import('../../entrypoints/console/lab-kit.ts').then((kit) =>
        kit.labKit(async (address) => (await fetch(address)).arrayBuffer()),
      ),
    version: '0.1.0',
  };
}
