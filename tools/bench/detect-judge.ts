// Judges what a fold holds, by rules and classifier together: each text as it is, attacks and some honest texts in other
// writings, each page with every text in it. Keeps figures and ids, never wording.
import type { VerdictKind } from '../../src/model/verdict.ts';
import { assess, type Assessment } from '../../src/engine/assess.ts';
import type { Classifier } from '../../src/engine/classify/classifier.ts';
import type { RuleSet } from '../../src/engine/detect/rule-set.ts';
import { MAX_TEXT } from '../../src/engine/limits.ts';
import { isUnseen, judgeHtml, type Judge } from '../evaluate/judge.ts';
import { familyOf } from '../train/families.ts';
import type { Example } from '../train/texts.ts';
import { applies, ENCODINGS, MUTATIONS } from './detect-altered.ts';
import type { Fold } from './detect-folds.ts';
import { spread } from './sample.ts';

/** What was said of one text, taken as its channel has it, and as if nobody saw it. */
export interface Judged {
  readonly id: string;
  readonly source: string;
  readonly own: boolean;
  readonly attack: boolean;
  readonly language: string;
  readonly style: string;
  readonly family: string;
  readonly channel: string;
  readonly score: number;
  readonly kind: VerdictKind;
  readonly unseenScore: number;
  readonly unseenKind: VerdictKind;
  /** Of an attack that was found: whether its first finding names the family that the author meant; null otherwise. */
  readonly named: boolean | null;
}

/** One text in another writing. */
export interface Altered {
  /** Of the encoding or the kind of mistake. */
  readonly name: string;
  readonly own: boolean;
  readonly attack: boolean;
  /** Whether it was found, or flagged, before and after. */
  readonly plain: boolean;
  readonly flagged: boolean;
}

interface PageOutcome {
  readonly flagged: boolean;
  /** Whether a text that people see was flagged, and one that they do not. */
  readonly bySeen: boolean;
  readonly byUnseen: boolean;
  readonly score: number;
}

export interface JudgedPage extends PageOutcome {
  readonly id: string;
  /** '' for the page as it is. */
  readonly technique: string;
  /** Whether people cannot see the payload. */
  readonly hidden: boolean;
  /** Of a page with a payload: one of its findings is not there without the payload. */
  readonly found: boolean;
}

export interface Outcome {
  readonly texts: Judged[];
  readonly altered: Altered[];
  readonly pages: JudgedPage[];
  /** Processor milliseconds and kB (1,024 UTF-16 units) of the plain texts. */
  ms: number;
  kB: number;
}

export const emptyOutcome = (): Outcome => ({ texts: [], altered: [], pages: [], ms: 0, kB: 0 });

/** Honest texts of a fold that are judged in other writings too. */
const HONEST_ALTERED = 400;

/** Asked after each piece of work; false ends it. */
export type Next = (done: number, all: number, what: string) => Promise<boolean>;

/** Adds everything that the fold holds to `out`; what there is stays there when `next` ends it. */
export async function judgeFold(
  rules: RuleSet,
  classifier: Classifier,
  fold: Fold,
  out: Outcome,
  next: Next,
): Promise<void> {
  const { texts } = fold;
  const altered = new Set<Example>(
    spread(
      texts.filter((e) => !e.attack),
      HONEST_ALTERED,
    ),
  );
  for (const [i, example] of texts.entries()) {
    const { id, source, own, attack, text, language, style, family, channel } = example;
    // Processor time: waiting for a busy machine is no cost.
    const from = process.cpuUsage();
    const { seen, unseen } = assess(rules, classifier, text);
    const { user, system } = process.cpuUsage(from);
    out.ms += (user + system) / 1000;
    out.kB += Math.min(text.length, MAX_TEXT) / 1024;
    const as = isUnseen(channel) ? unseen : seen;
    out.texts.push({
      ...{ id, source, own, attack, language, style, family, channel },
      named: attack && as.verdict.kind !== 'clean' ? namesFamily(as, example) : null,
      ...{ score: as.score, kind: as.verdict.kind, unseenScore: unseen.score, unseenKind: unseen.verdict.kind },
    });
    if (attack || altered.has(example))
      judgeAltered(rules, classifier, example, as.verdict.kind !== 'clean', out.altered);
    if (!(await next(i + 1, texts.length, 'texts'))) return;
  }
  for (const [i, page] of fold.pages.entries()) {
    const judge = remembering(rules, classifier);
    const before = judgeHtml(judge, page.html);
    const known = new Set(before.findings.map((f) => f.text));
    out.pages.push({ id: page.id, technique: '', hidden: false, found: false, ...outcomeOf(before) });
    for (const { id, technique, hidden, html } of fold.attacked.filter((a) => a.page === page.id)) {
      const after = judgeHtml(judge, html);
      const found = after.findings.some((f) => !known.has(f.text));
      out.pages.push({ id, technique, hidden, found, ...outcomeOf(after) });
    }
    if (!(await next(i + 1, fold.pages.length, 'pages'))) return;
  }
}

function outcomeOf({ kind, score, findings }: ReturnType<typeof judgeHtml>): PageOutcome {
  const bySeen = findings.some((f) => !f.hidden);
  return { flagged: kind !== 'clean', bySeen, byUnseen: findings.some((f) => f.hidden), score };
}

function namesFamily({ verdict }: Assessment, example: Example): boolean | null {
  const family = familyOf(example);
  return family === undefined ? null : verdict.findings[0]?.family === family;
}

function judgeAltered(
  rules: RuleSet,
  classifier: Classifier,
  { own, attack, text, channel }: Example,
  plain: boolean,
  out: Altered[],
): void {
  for (const [name, change] of [...Object.entries(ENCODINGS), ...Object.entries(MUTATIONS)]) {
    if (!applies(name, text)) continue;
    const { seen, unseen } = assess(rules, classifier, change(text));
    const { kind } = (isUnseen(channel) ? unseen : seen).verdict;
    out.push({ name, own, attack, plain, flagged: kind !== 'clean' });
  }
}

/** Judges each text of a page once, though the page is judged with and without a payload. */
function remembering(rules: RuleSet, classifier: Classifier): Judge {
  const known = new Map<string, ReturnType<typeof assess>>();
  return (text, channel = '') => {
    const both = known.get(text) ?? assess(rules, classifier, text);
    known.set(text, both);
    return isUnseen(channel) ? both.unseen : both.seen;
  };
}
