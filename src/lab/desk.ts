// The Lab's worker without the worker: takes questions, answers them one after the other, lets new ones in between two slices
// of work. Clock, pause and the way back are handed in, so that tests run it as it is. What it is given is only ever judged.
import { Classifier } from '../engine/classify/classifier.ts';
import { readModel } from '../engine/classify/model-format.ts';
import { addressParts, queryPairs, unescaped } from '../engine/exfiltration/address-parts.ts';
import { MAX_TEXT } from '../engine/limits.ts';
import { effectivePolicy } from '../engine/policy/effective.ts';
import type { PolicyKeyData, PresetData } from '../engine/policy/parse.ts';
import { PRESETS } from '../model/policy.ts';
import {
  MAX_LAB_TEXT,
  MAX_SEEN,
  type Brief,
  type Corpus,
  type FromWorker,
  type LabAsk,
  type LabAsks,
  type Seen,
  type TextResult,
  type ToWorker,
} from './contract.ts';
import { linesOf, type CorpusLine, type Line } from './corpus.ts';
import { detailOf, sidesOf, sliceOf, slicesOf, type Judge, type NamedPolicy } from './judge-text.ts';
import { readRuleText } from './rule-text.ts';
import { RuleSets, type RuleCatalog } from './rule-sets.ts';
import { compareOn, tryOnCorpus, type GoOn } from './run-corpus.ts';
import { timeRules, trySamples } from './try-rule.ts';

export interface LabCatalog extends RuleCatalog {
  readonly keys: readonly PolicyKeyData[];
  readonly presets: PresetData;
  /** The texts that come with the Lab, loaded when asked for. */
  readonly texts: () => Promise<readonly Omit<CorpusLine, 'line'>[]>;
}

export interface Surroundings {
  readonly catalog: () => Promise<LabCatalog>;
  readonly tell: (message: FromWorker) => void;
  /** Milliseconds since the epoch, and of a finer clock from any moment on. */
  readonly now: () => number;
  readonly clock: () => number;
  /** Lets messages come in. */
  readonly pause: () => Promise<void>;
}

/** Work between two looks at the messages. */
const SLICE_MS = 30;

class Stopped extends Error {}

type Answers = { readonly [N in LabAsk]: (params: LabAsks[N]['params'], goOn: GoOn) => Promise<LabAsks[N]['result']> };

export class Desk {
  private classifier: Classifier | null = null;
  private sets: Promise<readonly [RuleSets, LabCatalog]> | undefined;
  private readonly stopped = new Set<number>();
  private readonly waiting = new Set<number>();
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly around: Surroundings) {}

  take(message: ToWorker): void {
    if (message.kind === 'model') {
      try {
        this.classifier = new Classifier(readModel(message.bytes));
      } catch {
        // Rules alone, which each answer says.
        this.classifier = null;
      }
    } else if (message.kind === 'stop') {
      if (this.waiting.has(message.id)) this.stopped.add(message.id);
    } else {
      const { id, name, params } = message;
      this.waiting.add(id);
      // One after the other: two at once would only make both late.
      this.turn = this.turn.then(() => this.answer(id, name, params));
    }
  }

  private async answer(id: number, name: LabAsk, params: unknown): Promise<void> {
    const { tell, pause } = this.around;
    await pause();
    try {
      if (this.stopped.has(id)) throw new Stopped();
      const ask = this.answers[name] as (params: unknown, goOn: GoOn) => Promise<unknown>;
      tell({ kind: 'done', id, result: await ask(params, this.goOn(id)) });
    } catch (error) {
      const reason = error instanceof Stopped ? 'overtaken' : String(error).slice(0, 300);
      tell({ kind: 'failed', id, reason });
    } finally {
      this.waiting.delete(id);
      this.stopped.delete(id);
    }
  }

  /** Tells how far it is now and then, and whether to go on. */
  private goOn(id: number): GoOn {
    const { tell, clock, pause } = this.around;
    let since = clock();
    return (part, count) => {
      if (clock() - since < SLICE_MS) return !this.stopped.has(id);
      tell({ kind: 'progress', id, part, count });
      return pause().then(() => {
        since = clock();
        return !this.stopped.has(id);
      });
    };
  }

  private loaded(): Promise<readonly [RuleSets, LabCatalog]> {
    this.sets ??= this.around.catalog().then((catalog) => [new RuleSets(catalog), catalog] as const);
    return this.sets;
  }

  private async lines(corpus: Corpus): Promise<AsyncIterable<readonly [Line, number]>> {
    if (corpus !== 'built-in') return linesOf(corpus);
    const [, catalog] = await this.loaded();
    const texts = await catalog.texts();
    return (async function* () {
      for (const [i, text] of texts.entries()) yield [{ ...text, line: i + 1 }, i / texts.length] as const;
    })();
  }

  private readonly answers: Answers = {
    stock: async () => {
      const [, { files, lexicon }] = await this.loaded();
      return {
        concepts: Object.keys(lexicon.concepts).sort(),
        families: files.map(({ family }) => family),
        rules: files.flatMap(({ family, rules }) => rules.map(({ id }) => ({ id, family }))),
      };
    },
    'rule.text': async ({ id }) => ({ text: (await this.loaded())[0].textOf(id) }),
    'rule.file': async ({ text }) => {
      const [sets] = await this.loaded();
      const { file } = readRuleText(text, sets.form);
      return file && sets.fileWith(file);
    },
    address: async ({ address }) => partsOf(address),
    text: (params, goOn) => this.text(params, goOn),
    texts: async ({ texts }, goOn) => {
      const [sets] = await this.loaded();
      const judge = this.judge(sets.builtIn);
      const out: Brief[] = [];
      for (const { text, hidden } of texts.slice(0, MAX_SEEN)) {
        const { seen, unseen, scores } = sidesOf(judge, text.slice(0, MAX_TEXT));
        const verdict = hidden ? unseen : seen;
        out.push({ kind: verdict.kind, score: scores[hidden ? 1 : 0], families: verdict.families });
        await mustGoOn(goOn, out.length / texts.length, out.length);
      }
      return out;
    },
    rule: async ({ text }) => {
      const [sets] = await this.loaded();
      const { file, mistakes } = readRuleText(text, sets.form);
      if (!file) return { mistakes };
      return { mistakes: [], samples: trySamples(file, sets.alone(file)) };
    },
    time: async ({ text }, goOn) => {
      const [sets] = await this.loaded();
      const { file } = readRuleText(text, sets.form);
      if (!file) return null;
      const timing = await timeRules(file, sets.alone(file), this.around.clock, () => goOn(0, 0));
      if (timing === null) throw new Stopped();
      return timing;
    },
    corpus: async ({ text, corpus }, goOn) => {
      const [sets] = await this.loaded();
      const { file, mistakes } = readRuleText(text, sets.form);
      if (!file) return { mistakes };
      const ids = file.rules.map((rule) => rule.id);
      const tried = { rules: sets.alone(file), ids, builtIn: sets.without(file) };
      return tryOnCorpus(await this.lines(corpus), tried, goOn);
    },
    compare: async ({ before, after, corpus, classifier }, goOn) => {
      const [sets] = await this.loaded();
      const sides = [sets.of(before), sets.of(after)] as const;
      const judges: Judge[] = [];
      for (const side of sides) {
        if (!('table' in side)) return { mistakes: side };
        judges.push({ rules: side, classifier: classifier ? this.classifier : null });
      }
      return compareOn(await this.lines(corpus), judges[0] as Judge, judges[1] as Judge, goOn);
    },
  };

  private judge(rules: Judge['rules']): Judge {
    return { rules, classifier: this.classifier };
  }

  private async text({ text, rules, policy }: LabAsks['text']['params'], goOn: GoOn): Promise<TextResult> {
    const [sets, catalog] = await this.loaded();
    const judge = this.judge(sets.withAdded(rules));
    const whole = text.slice(0, MAX_LAB_TEXT);
    const begun = this.around.clock();
    const stretches = slicesOf(whole.length);
    const slices = [];
    for (const [start, end] of stretches.length > 1 ? stretches : []) {
      slices.push(sliceOf(judge, whole, start, end));
      await mustGoOn(goOn, end / whole.length, slices.length);
    }
    const [first] = stretches;
    const most = slices.reduce<(typeof slices)[number] | null>((a, b) => (a && a.score >= b.score ? a : b), null);
    const [start, end] = most ? [most.start, most.end] : (first ?? [0, 0]);
    const policies: NamedPolicy[] = PRESETS.map((name) => ({ name, policy: presetPolicy(name, catalog) }));
    if (policy) policies.push({ name: 'in-force', policy });
    const detail = detailOf(judge, whole.slice(start, end), policies, this.around.now());
    return { start, end, slices, ...detail, took: this.around.clock() - begun };
  }
}

async function mustGoOn(goOn: GoOn, part: number, count: number): Promise<void> {
  const on = goOn(part, count);
  if (on !== true && !(await on)) throw new Stopped();
}

/** What would hold with a preset and nothing else. */
const presetPolicy = (preset: (typeof PRESETS)[number], { keys, presets }: LabCatalog): NamedPolicy['policy'] =>
  effectivePolicy({ managed: { state: 'none', raw: {}, lastKnown: {} }, user: { preset }, keys, presets });

/** Parts of an address that can carry words, as a reader of links gets them: nobody sees them in a page. */
function partsOf(address: string): Seen[] {
  const parts = addressParts(address);
  if (!parts) return [];
  const seen = (name: string, text: string): Seen => ({
    text,
    carrier: 'url',
    name,
    concealment: { reason: 'never-painted', evidence: { attribute: 'href' } },
  });
  const fragment = unescaped(parts.fragment ?? '');
  return [
    seen('/', unescaped(parts.path)),
    ...queryPairs(parts.query).map(({ name, value }) => seen(`?${name}`, value)),
    seen('#', fragment),
  ].filter(({ text }) => text.length > 1);
}
