// Content script, document_start, every frame. Wires the guard to the catalogue and the worker.
import { packedRules } from '../catalog/load.ts';
import { createPrefilter } from '../engine/detect/prefilter.ts';
import { unpackRules, type RuleSet } from '../engine/detect/rule-set.ts';
import { Guard } from '../guard/guard.ts';
import { guardRoute } from '../guard/route.ts';
import type { GuardDecision } from '../messaging/contract.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';

const life = new AbortController();

let rules: RuleSet | undefined;
/** Unpacked when the first word is met that could lead to a rule. */
function ruleSet(): RuleSet {
  rules ??= unpackRules(packedRules);
  return rules;
}

const guard = new Guard(
  {
    prefilter: createPrefilter(packedRules.table, ruleSet),
    rules: ruleSet,
    labelTexts: () => ({ note: getMessage('labelNote'), dismiss: getMessage('labelDismiss') }),
    send: async (reports) => {
      if (!contextAlive()) {
        // The extension was updated, disabled or removed: put everything back and end quietly.
        life.abort();
        return [];
      }
      const answer = (await sendToWorker('verdict.report', { reports })) as
        { decisions?: readonly GuardDecision[] } | undefined;
      return answer?.decisions ?? [];
    },
  },
  life.signal,
);
onWorkerMessage((message) => guardRoute(message, guard));
guard.start();
