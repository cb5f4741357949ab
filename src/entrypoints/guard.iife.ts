// Content script, document_start, every frame. Wires the guard to the catalogue and the worker.
import { packedRules, prefilterTable } from '../catalog/load.ts';
import { createPrefilter } from '../engine/detect/prefilter.ts';
import type { Packed } from '../engine/detect/pack.ts';
import { unpackRules, type RuleSet } from '../engine/detect/rule-set.ts';
import { Guard } from '../guard/guard.ts';
import { guardRoute } from '../guard/route.ts';
import type { GuardDecision } from '../messaging/contract.ts';
import { contextAlive, getMessage, onWorkerMessage, sendToWorker } from '../platform/content-runtime.ts';

const life = new AbortController();

let rules: RuleSet | undefined;
/** Compiled when the first suspicious place is found; most pages have none. */
function ruleSet(): RuleSet {
  rules ??= unpackRules(packedRules() as Packed);
  return rules;
}

const guard = new Guard(
  {
    prefilter: createPrefilter(prefilterTable()),
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
