// Content script, document_start, every frame. Wires the guard to the catalogue and the worker.
import agentHint from '../catalog/agent-hint.json';
import { packedRules } from '../catalog/load.ts';
import { createPrefilter } from '../engine/detect/prefilter.ts';
import { unpackRules, type RuleSet } from '../engine/detect/rule-set.ts';
import { watchAgents } from '../guard/agents.ts';
import { Guard } from '../guard/guard.ts';
import { guardRoute } from '../guard/route.ts';
import type { GuardDecision, WorkerMessages } from '../messaging/contract.ts';
import { drivenByProgram } from '../sensors/automation.ts';
import { whenTools } from '../sensors/offers-tools.ts';
import { whenAssistant } from '../sensors/assistants/looks-like.ts';
import { offerRules } from './shared-rules.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';

const life = new AbortController();

let rules: RuleSet | undefined;
/** Unpacked when the first word is met that could lead to a rule. */
function ruleSet(): RuleSet {
  rules ??= unpackRules(packedRules);
  return rules;
}

/** How often a guard that holds texts looks whether its extension is still there. */
const CONTEXT_MS = 1_000;
let watched: ReturnType<typeof setInterval> | undefined;
/**
 * False once the extension was updated, disabled or removed: everything is put back and the guard ends quietly. Looked at
 * from the first report on, because nobody else could put the texts of this page back.
 */
function watchContext(): boolean {
  watched ??= setInterval(watchContext, CONTEXT_MS);
  if (contextAlive()) return true;
  clearInterval(watched);
  life.abort();
  return false;
}

type RevealAnswer = WorkerMessages['incident.reveal']['result'];

const prefilter = createPrefilter(packedRules.table, ruleSet);
offerRules({ prefilter, rules: ruleSet });

const guard = new Guard(
  {
    lookForAgents: () => lookForAgents(),
    prefilter,
    rules: ruleSet,
    labelTexts: () => ({
      note: getMessage('labelNote'),
      dismiss: getMessage('labelDismiss'),
      masked: getMessage('maskNote'),
      show: getMessage('maskShow'),
      failed: getMessage('undoFailed'),
    }),
    usesModel: () => tell('pageApis.report', { usedModel: true }),
    ask: async (texts) => {
      if (!contextAlive()) return [];
      const answer = (await sendToWorker('texts.judge', { texts })) as
        WorkerMessages['texts.judge']['result'] | undefined;
      // A worker that ends while it thinks may answer nothing at all.
      if (!answer) throw new Error('no answer');
      return answer.opinions;
    },
    reveal: async (id) => {
      const answer = (await sendToWorker('incident.reveal', { id })) as RevealAnswer | undefined;
      if (!answer) throw new Error('no answer');
      return { undone: answer.undone, problem: answer.problem === '' ? '' : getMessage(answer.problem) };
    },
    send: async (reports) => {
      if (!watchContext()) return [];
      const answer = (await sendToWorker('verdict.report', { reports, agent: drivenByProgram() })) as
        { decisions?: readonly GuardDecision[] } | undefined;
      return answer?.decisions ?? [];
    },
  },
  life.signal,
);
/** Nobody waits for an answer. */
function tell(name: string, params: unknown): void {
  if (contextAlive()) void sendToWorker(name, params).catch(() => undefined);
}

onWorkerMessage((message) => guardRoute(message, guard));
guard.start();
whenAssistant(() => tell('doors.wanted', {}), life.signal);
whenTools(() => tell('part.bring', { part: 'tools' }), life.signal);
const lookForAgents = watchAgents(
  agentHint.selector,
  async () => sendToWorker('part.bring', { part: 'gate' }),
  life.signal,
);
