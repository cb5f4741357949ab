// The Lab's Web Worker: the engine with the catalogue as it is written, rules uncompiled and with their samples, because the
// Lab lets people write more of them. Everything large is loaded when it is first asked for.
import keysFile from '../../catalog/managed-keys.json';
import presetsFile from '../../catalog/policy-presets.json';
import schema from '../../catalog/rules.schema.json';
import type { PolicyKeyData, PresetData } from '../../engine/policy/parse.ts';
import type { Lexicon } from '../../engine/detect/rule-set.ts';
import type { Common } from '../../engine/detect/term-build.ts';
import type { FromWorker, ToWorker } from '../../lab/contract.ts';
import { Desk, type LabCatalog } from '../../lab/desk.ts';
import type { WholeFile } from '../../lab/rule-text.ts';

/** What a Web Worker's own world has, as far as this goes: the rest of the code is compiled for pages. */
interface WorkerWorld {
  onmessage: ((event: { readonly data: ToWorker }) => void) | null;
  postMessage(message: FromWorker): void;
}
const world = globalThis as unknown as WorkerWorld;

const ruleFiles = import.meta.glob<WholeFile>('../../catalog/rules/*.json', { import: 'default' });

async function catalog(): Promise<LabCatalog> {
  const [lexicon, common, files] = await Promise.all([
    import('../../catalog/lexicon.json'),
    import('../../catalog/common-beginnings.json'),
    Promise.all(
      Object.entries(ruleFiles)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, load]) => load()),
    ),
  ]);
  return {
    lexicon: lexicon.default as unknown as Lexicon,
    common: common.default as unknown as Common,
    files,
    schema,
    keys: keysFile.keys as unknown as readonly PolicyKeyData[],
    presets: presetsFile.presets as unknown as PresetData,
    texts: async () =>
      (await import('../../catalog/lab-texts.json')).default.texts as Awaited<ReturnType<LabCatalog['texts']>>,
  };
}

/** A message to oneself comes behind the messages that wait already; a timer would wait longer. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

const desk = new Desk({
  catalog,
  tell: (message) => world.postMessage(message),
  now: () => Date.now(),
  clock: () => performance.now(),
  pause,
});
world.onmessage = ({ data }) => desk.take(data);
