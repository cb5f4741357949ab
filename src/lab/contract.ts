// What the Lab asks of its worker and what comes back. All of it is plain data: it crosses from the console's page to a Web
// Worker and back. Texts are hostile or somebody's own; they are judged and shown as inert text, and leave neither.
import type { Family, Transform } from '../model/finding.ts';
import type { Concealment, Carrier } from '../model/observation.ts';
import type { Action, EffectivePolicy, PolicyKey, PolicyLayer, Preset } from '../model/policy.ts';
import type { Verdict, VerdictKind, WeighedWords } from '../model/verdict.ts';

/** UTF-16 units of one text that the Lab takes; the engine reads it in slices. */
export const MAX_LAB_TEXT = 1_000_000;
/** Texts of one page that are judged one by one, and bytes of a corpus. */
export const MAX_SEEN = 2_000;
export const MAX_CORPUS_BYTES = 50 * 1024 * 1024;
/** Cases of a kind that are listed; all are counted. */
export const MAX_LISTED = 200;

/** A text that a sensor saw in a page that was pasted. */
export interface Seen {
  readonly text: string;
  readonly carrier: Carrier;
  /** Attribute, meta or parameter name; '' for plain text. */
  readonly name: string;
  /** null: a person can see it. */
  readonly concealment: Concealment | null;
}

export interface Reading {
  readonly transform: Transform;
  /** The beginning of it. */
  readonly text: string;
  readonly length: number;
  /** One paragraph of the text by itself. */
  readonly part: boolean;
  /** What the classifier says, 0…1; null where it is not at hand. */
  readonly seen: number | null;
  readonly unseen: number | null;
  /** Rules that match in it. */
  readonly rules: number;
}

/** The judgement of a text that a person sees, or of one that nobody sees. */
export interface Side {
  readonly verdict: Verdict;
  /** 0…1: how likely the text steers an AI, by rules and classifier; by rules alone where there is no classifier. */
  readonly score: number;
  /** Words that weighed most for the classifier, in the order of the text. */
  readonly words: readonly WeighedWords[];
}

export interface LabDecision {
  readonly policy: Preset | 'in-force';
  readonly seen: Action;
  readonly unseen: Action;
  /** What decided, for text that nobody sees. */
  readonly key: PolicyKey;
  readonly layer: PolicyLayer;
}

/** A stretch of a long text, and what it amounts to as text that nobody sees. */
export interface Slice {
  readonly start: number;
  readonly end: number;
  readonly kind: VerdictKind;
  readonly score: number;
}

export interface TextResult {
  /** The stretch that the rest is about: all of the text, or the slice that says most. Offsets count from its start. */
  readonly start: number;
  readonly end: number;
  readonly slices: readonly Slice[];
  readonly seen: Side;
  readonly unseen: Side;
  readonly readings: readonly Reading[];
  readonly decisions: readonly LabDecision[];
  readonly classifier: boolean;
  /** Milliseconds of judging. */
  readonly took: number;
}

/** What one of many texts amounts to. */
export interface Brief {
  readonly kind: VerdictKind;
  readonly score: number;
  readonly families: readonly Family[];
}

/** What stands against a rule, as `label('labMistake', kind, detail)` says it. */
export const MISTAKE_KINDS = [
  'json',
  'type',
  'enum',
  'form',
  'short',
  'small',
  'large',
  'few',
  'missing',
  'unknown',
  'family',
  'double',
  'concept',
  'capital',
  'syntax',
  'long',
  'open',
  'reference',
  'many',
] as const;
export type MistakeKind = (typeof MISTAKE_KINDS)[number];

export interface Mistake {
  readonly kind: MistakeKind;
  readonly detail: string;
  /** UTF-16 offset in what was written; line and column count from 1. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

export interface SampleResult {
  /** Which rule, by its place in the file. */
  readonly rule: number;
  readonly list: 'match' | 'noMatch' | 'knownMisses';
  readonly text: string;
  /** Where the rule matches; null where it does not. */
  readonly at: readonly [number, number] | null;
  /** As it should be: a match in `match`, none in the other two. */
  readonly right: boolean;
  /** The rule would be tried on a page: something in the text leads to it. */
  readonly noticed: boolean;
}

/** How long the rules take, measured on their own samples. */
export interface Timing {
  /** Milliseconds for 1,000 characters of a long text. */
  readonly perKb: number;
  /** Time for a text four times as long, divided by four: about 1 where time is in proportion. */
  readonly growth: number;
  readonly linear: boolean;
}

export type RuleResult =
  | { readonly mistakes: readonly Mistake[] }
  | { readonly mistakes: readonly []; readonly samples: readonly SampleResult[] };

/** A line of a corpus that is no text. */
export interface BadLine {
  readonly line: number;
  readonly why: 'json' | 'shape' | 'label' | 'long';
}

export interface CorpusCase {
  readonly id: string;
  /** The beginning of the text. */
  readonly text: string;
  readonly at: readonly [number, number] | null;
}

interface CorpusFacts {
  readonly read: number;
  readonly attacks: number;
  readonly honest: number;
  readonly bad: number;
  readonly badLines: readonly BadLine[];
  /** A person ended it before the end. */
  readonly stopped: boolean;
}

/** Lists of texts in what comes of a rule on a corpus, in the order in which they matter. */
export const CORPUS_LISTS = ['falsePositives', 'gains', 'matches', 'misses'] as const;
export type CorpusList = (typeof CORPUS_LISTS)[number];

/** A rule on a corpus. */
export interface CorpusResult extends CorpusFacts {
  readonly matches: number;
  /** Honest texts in which it matches. */
  readonly falsePositives: number;
  /** Attacks in which it does not match, and of those in which it does: without it, the built-in rules find nothing. */
  readonly misses: number;
  readonly gains: number;
  readonly listed: Readonly<Record<CorpusList, readonly CorpusCase[]>>;
}

export interface Change {
  readonly id: string;
  readonly label: Label | '';
  readonly text: string;
  readonly from: VerdictKind;
  readonly to: VerdictKind;
  /** Rules that found something on one side only. */
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** Two rule sets on a corpus. */
export interface CompareResult extends CorpusFacts {
  readonly changed: number;
  /** Attacks and honest texts that each set would act on, unseen. */
  readonly counts: Readonly<Record<'before' | 'after', { readonly attacks: number; readonly honest: number }>>;
  readonly changes: readonly Change[];
}

export type Label = 'attack' | 'honest';

/** A set of rules: those that are delivered, or those with the families of some rule files in the place of their own. */
export type RuleSource = { readonly kind: 'built-in' } | { readonly kind: 'files'; readonly texts: readonly string[] };

/** The texts that come with the Lab, or lines of one's own. */
export type Corpus = 'built-in' | Blob;

/** Rules for the editor: what there is to start from. */
export interface Stock {
  /** Ids of the concepts that a rule may name. */
  readonly concepts: readonly string[];
  readonly families: readonly Family[];
  readonly rules: readonly { readonly id: string; readonly family: Family }[];
}

export interface LabAsks {
  stock: { params: Record<string, never>; result: Stock };
  /** A rule that is delivered, as a file with it alone. */
  'rule.text': { params: { readonly id: string }; result: { readonly text: string } };
  /** Judges a text. `rules`: rule files written in the Lab that join the built-in ones. */
  text: {
    params: { readonly text: string; readonly rules: readonly string[]; readonly policy: EffectivePolicy | null };
    result: TextResult;
  };
  /** Parts of an address that can carry words. */
  address: { params: { readonly address: string }; result: readonly Seen[] };
  texts: {
    params: { readonly texts: readonly { readonly text: string; readonly hidden: boolean }[] };
    result: readonly Brief[];
  };
  /** A rule file as it is being written. */
  rule: { params: { readonly text: string }; result: RuleResult };
  /** How long its rules take; null for a file with mistakes. */
  time: { params: { readonly text: string }; result: Timing | null };
  /** The same on a corpus. */
  corpus: {
    params: { readonly text: string; readonly corpus: Corpus };
    result: CorpusResult | { readonly mistakes: readonly Mistake[] };
  };
  compare: {
    params: {
      readonly before: RuleSource;
      readonly after: RuleSource;
      readonly corpus: Corpus;
      readonly classifier: boolean;
    };
    result: CompareResult | { readonly mistakes: readonly Mistake[] };
  };
  /** A rule file ready to be put into the catalogue: the delivered one with the written rules in it. */
  'rule.file': { params: { readonly text: string }; result: { readonly name: string; readonly text: string } | null };
}
export type LabAsk = keyof LabAsks;

/** What travels to the worker. */
export type ToWorker =
  | { readonly kind: 'model'; readonly bytes: ArrayBuffer }
  | { readonly kind: 'ask'; readonly id: number; readonly name: LabAsk; readonly params: unknown }
  | { readonly kind: 'stop'; readonly id: number };

/** And back. `part`: 0…1 of the work, so that a page can show how far it is and knows that the worker lives. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly part: number; readonly count: number }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

/** How the console's page uses the Lab's worker. */
export interface Lab {
  /**
   * Asks; a later question of the same name ends an earlier one, which then rejects with a LabEnd. @throws LabEnd
   * @param progress told how far it is: 0…1 and texts read
   */
  ask<N extends LabAsk>(
    name: N,
    params: LabAsks[N]['params'],
    progress?: (part: number, count: number) => void,
  ): Promise<LabAsks[N]['result']>;
  /** Ends a question; work that can give what it has until then does, the rest rejects with a LabEnd. */
  stop(name: LabAsk): void;
  close(): void;
}

/** Why a question has no answer. `stuck`: the worker said nothing for long and was ended. */
export const LAB_ENDS = ['overtaken', 'stuck', 'failed'] as const;
export type LabEndReason = (typeof LAB_ENDS)[number];
