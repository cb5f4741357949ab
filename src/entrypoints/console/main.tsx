// The console's wiring: real client, incident store (read only), browser texts, catalogue. It decides nothing.
import { render } from 'preact';
import controlsFile from '../../catalog/controls.json';
import keysFile from '../../catalog/managed-keys.json';
import servicesFile from '../../catalog/services.json';
import { replay } from '../../engine/policy/replay.ts';
import { createClient } from '../../messaging/client.ts';
import type { PolicyKey } from '../../model/policy.ts';
import type { Assurance, Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import { readOwnFile } from '../../platform/own-files.ts';
import { getMessage, uiLanguage } from '../../platform/i18n.ts';
import { ownVersion } from '../../platform/runtime.ts';
import { hadRecords, knownChainEnd, read, write } from '../../platform/storage.ts';
import { checkChain } from '../../store/chain-check.ts';
import * as incidents from '../../store/queries.ts';
import { listMemories } from '../../store/memories.ts';
import { Console } from '../../ui/console/Console.tsx';
import { startTexts } from '../../ui/t.ts';
import { glossary } from './glossary.ts';
import { records } from './records.ts';
import { ruleReferences } from './rule-references.ts';
import '../../ui/theme/tokens.css';
import '../../ui/theme/base.css';
import '../../ui/console/console.css';

// The catalogue is part of this build and checked against the model by its own tests.
const { controls, referenceAssurance } = controlsFile as unknown as {
  controls: readonly Control[];
  referenceAssurance: Readonly<Record<string, Assurance>>;
};
const services = (servicesFile as unknown as { services: readonly AiService[] }).services;
const keys = (keysFile as unknown as { keys: readonly { key: PolicyKey; userSettable: boolean }[] }).keys;
const layers = new Map(services.map(({ id, layer }) => [id, layer]));

startTexts(getMessage, uiLanguage());
const app = document.getElementById('app');
if (app) {
  render(
    <Console
      client={createClient()}
      reader={{
        ...incidents,
        chain: async (signal, progress) => checkChain(await knownChainEnd(), signal, progress),
        listMemories,
        storageState: async () => incidents.storageState(await hadRecords()),
      }}
      kept={{
        read: (name) => read('local', `console.${name}`),
        write: (name, value) => write('local', { [`console.${name}`]: value }),
      }}
      services={services}
      controls={controls}
      policyKeys={keys.map((k) => k.key)}
      userKeys={keys.filter((k) => k.userSettable).map((k) => k.key)}
      referenceAssurance={referenceAssurance}
      ruleReferences={ruleReferences}
      glossary={glossary}
      replay={(incidents, from, to) => replay(incidents, from, to, layers, Date.now())}
      records={records}
      lab={() => import('./lab-kit.ts').then((kit) => kit.labKit(readOwnFile))}
      version={ownVersion()}
    />,
    app,
  );
}
