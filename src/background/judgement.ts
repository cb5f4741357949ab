// The worker's judgement: rules and classifier, loaded when the first text asks for them. Where the classifier cannot be
// loaded the rules go on alone, and that is said in the console of the worker.
import { assess, type Assessment } from '../engine/assess.ts';
import { Classifier } from '../engine/classify/classifier.ts';
import { readModel } from '../engine/classify/model-format.ts';
import { unpackRules, type RuleSet } from '../engine/detect/rule-set.ts';
import { scan } from '../engine/scan.ts';
import { whereHidden } from '../engine/verdict/weigh.ts';
import { packedRules } from '../catalog/load.ts';
import type { Opinion } from '../messaging/contract.ts';
import type { IncidentReport } from '../model/incident.ts';
import type { Verdict } from '../model/verdict.ts';

/** Certainty of rules that nothing the classifier says can take back. */
const SURE = 0.85;

/** Opinions are given this long at a time. */
const MAX_TURN_MS = 50;

export class Judgement {
  private rules: RuleSet | undefined;
  private loading: Promise<Classifier | null> | undefined;

  /** @param load brings the bytes of the classifier */
  constructor(private readonly load: () => Promise<ArrayBuffer>) {}

  /** Opinions on texts: those that are not clean, as seen or as unseen. */
  async opinions(texts: readonly string[]): Promise<Opinion[]> {
    const classifier = await this.classifier();
    if (!classifier) return [];
    const out: Opinion[] = [];
    let since = Date.now();
    for (const [index, text] of texts.entries()) {
      if (Date.now() - since > MAX_TURN_MS) {
        // Reports of held texts do not wait for a whole page's opinions.
        await new Promise((resolve) => setTimeout(resolve, 0));
        since = Date.now();
      }
      const { seen, unseen } = assess(this.ruleSet(), classifier, text);
      const [asSeen, asUnseen] = [notClean(seen), notClean(unseen)];
      if (asSeen || asUnseen) out.push({ index, seen: asSeen, unseen: asUnseen });
    }
    return out;
  }

  /** A guard's reports with the whole judgement in the place of the rules' alone. What rules are sure of stays theirs. */
  async reviewed(reports: readonly IncidentReport[]): Promise<readonly IncidentReport[]> {
    const classifier = await this.classifier();
    if (!classifier) return reports;
    return reports.map((report) => {
      const { concealment } = report;
      const assessed = assess(this.ruleSet(), classifier, report.text)[concealment ? 'unseen' : 'seen'].verdict;
      const verdict = concealment ? whereHidden(assessed, concealment.reason) : assessed;
      if (verdict.kind === 'malicious') return { ...report, verdict };
      return report.verdict.confidence >= SURE || report.verdict.kind !== 'malicious' ? report : { ...report, verdict };
    });
  }

  /** What a text amounts to that stands in plain sight, or would: a prompt in an address, a saved memory. */
  async ofSeen(text: string): Promise<Verdict> {
    const classifier = await this.classifier();
    return classifier
      ? assess(this.ruleSet(), classifier, text).seen.verdict
      : scan(this.ruleSet(), text, false).verdict;
  }

  private ruleSet(): RuleSet {
    this.rules ??= unpackRules(packedRules);
    return this.rules;
  }

  private classifier(): Promise<Classifier | null> {
    this.loading ??= this.load()
      .then((bytes) => new Classifier(readModel(bytes)))
      .catch((error: unknown) => {
        // Bytes that are broken, too: no report may wait for a judgement that never comes.
        console.error('Demarc judges by rules alone: the classifier could not be loaded.', error);
        return null;
      });
    return this.loading;
  }
}

/** Why is for the record, not for the page: what goes back to a guard has no explanation. */
function notClean({ verdict }: Assessment): Assessment['verdict'] | null {
  const { explanation: _, ...rest } = verdict;
  return verdict.kind === 'clean' ? null : rest;
}
