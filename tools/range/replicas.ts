// The replicas of AI services as the range serves them: what there is, their pages, and their scripts, bundled from
// test/corpus/assistants with the real editors. The files are the project's own; nothing that a visitor sends gets here.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Rollup } from 'vite';
import { wire as chatgpt } from '../../test/corpus/assistants/chatgpt/wire.ts';
import { wire as claude } from '../../test/corpus/assistants/claude/wire.ts';
import { wire as copilot } from '../../test/corpus/assistants/copilot/wire.ts';
import { wire as deepseek } from '../../test/corpus/assistants/deepseek/wire.ts';
import { wire as duckai } from '../../test/corpus/assistants/duckai/wire.ts';
import { wire as gemini } from '../../test/corpus/assistants/gemini/wire.ts';
import { wire as geminiEnterprise } from '../../test/corpus/assistants/gemini-enterprise/wire.ts';
import { wire as githubCopilot } from '../../test/corpus/assistants/github-copilot/wire.ts';
import { wire as grok } from '../../test/corpus/assistants/grok/wire.ts';
import { wire as m365Copilot } from '../../test/corpus/assistants/m365-copilot/wire.ts';
import { wire as metaAi } from '../../test/corpus/assistants/meta-ai/wire.ts';
import { wire as mistral } from '../../test/corpus/assistants/mistral/wire.ts';
import { wire as notebooklm } from '../../test/corpus/assistants/notebooklm/wire.ts';
import { wire as perplexity } from '../../test/corpus/assistants/perplexity/wire.ts';
import { wire as poe } from '../../test/corpus/assistants/poe/wire.ts';
import { wire as replit } from '../../test/corpus/assistants/replit/wire.ts';
import { wire as you } from '../../test/corpus/assistants/you/wire.ts';
import type { Wire } from '../../test/corpus/assistants/kit/wire.ts';
import { embed } from './escape.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FOLDER = path.join(ROOT, 'test/corpus/assistants');
const CACHE = path.join(ROOT, 'build/replicas');

const WIRES: Readonly<Record<string, Wire>> = {
  chatgpt,
  claude,
  copilot,
  deepseek,
  duckai,
  gemini,
  'gemini-enterprise': geminiEnterprise,
  'github-copilot': githubCopilot,
  grok,
  'm365-copilot': m365Copilot,
  'meta-ai': metaAi,
  mistral,
  notebooklm,
  perplexity,
  poe,
  replit,
  you,
};

interface ReplicaEntry {
  /** As in the catalogue of assistants. */
  readonly id: string;
  readonly name: string;
  readonly home: string;
  /** An image that the page loads from a host of the service beside its own, where the catalogue knows one. */
  readonly asset?: string;
  /** For people: what the composer is made with, and how answers come. */
  readonly editor: string;
  readonly transport: string;
  readonly csp?: string;
  /** A page of another host in which the replica is a frame. */
  readonly host?: string;
}

export interface Replica extends ReplicaEntry {
  readonly wire: Wire;
}

/**
 * Every replica with its wire.
 * @throws Error when the list names one that has no wire, or the other way round.
 */
export function loadReplicas(): readonly Replica[] {
  const file = readFileSync(path.join(FOLDER, 'replicas.json'), 'utf8');
  const entries = (JSON.parse(file) as { replicas: readonly ReplicaEntry[] }).replicas;
  if (entries.length !== Object.keys(WIRES).length) throw new Error('the list of replicas and their wires differ');
  return entries.map((entry) => {
    const wire = WIRES[entry.id];
    if (!wire) throw new Error(`the replica ${entry.id} has no wire`);
    return { ...entry, wire };
  });
}

export const REPLICA_ASSETS = '/replica-assets/';

/** The page of a replica: everything in it is built by its script. */
export const replicaPage = (replica: Replica): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${embed(replica.name, 'text')} replica</title>
    <script type="module" src="${REPLICA_ASSETS}${replica.id}.js"></script>
  </head>
  <body>${
    replica.asset === undefined
      ? ''
      : `\n    <img src="${embed(replica.asset, 'attr')}" alt="" width="24" height="24" />\n  `
  }</body>
</html>
`;

/** A page of another service that shows the replica in a frame. */
export const framePage = (replica: Replica): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Inbox with ${embed(replica.name, 'text')} replica</title>
    <style>body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 1fr 480px; height: 100vh } main { padding: 20px } iframe { border: 0; width: 100%; height: 100% }</style>
  </head>
  <body>
    <main><h1>Inbox</h1><p>The quarterly report is ready for review.</p></main>
    <iframe title="${embed(replica.name, 'attr')}" src="${embed(replica.home, 'attr')}" allow="clipboard-read; clipboard-write"></iframe>
  </body>
</html>
`;

/** Name of the folder of one state of all files that the scripts are made from. */
function stateOf(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(ROOT, 'package-lock.json')));
  const files = readdirSync(FOLDER, { recursive: true }).map(String);
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    hash.update(`\n${file}\n`).update(readFileSync(path.join(FOLDER, file)));
  }
  return hash.digest('hex').slice(0, 20);
}

async function bundle(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const out = (await build({
    configFile: false,
    root: FOLDER,
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: Object.fromEntries(ids.map((id) => [id, path.join(FOLDER, id, 'page.ts')])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'part-[hash].js' },
      },
    },
  })) as Rollup.RollupOutput;
  return new Map(out.output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part.code] as const] : [])));
}

let bundled: Promise<ReadonlyMap<string, string>> | undefined;

/** Every script by its file name; built once per state of the files, then read from the folder of built things. */
export function replicaScripts(): Promise<ReadonlyMap<string, string>> {
  bundled ??= (async () => {
    const folder = path.join(CACHE, stateOf());
    if (existsSync(folder)) {
      return new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
    }
    const scripts = await bundle(loadReplicas().map(({ id }) => id));
    // Written aside and moved, so that a second process never sees half of it; older states are no longer needed.
    const aside = `${folder}.${process.pid}`;
    mkdirSync(aside, { recursive: true });
    for (const [name, code] of scripts) writeFileSync(path.join(aside, name), code);
    if (existsSync(folder)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, folder);
    for (const old of readdirSync(CACHE).filter(
      (name) => /^[0-9a-f]{20}$/.test(name) && name !== path.basename(folder),
    )) {
      rmSync(path.join(CACHE, old), { recursive: true, force: true });
    }
    return scripts;
  })();
  return bundled;
}
