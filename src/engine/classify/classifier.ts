// The trained part of the judgement: a linear model over features of words and groups of words, as bytes made by
// `npm run train`. Says how likely a text steers an AI, and which words say so. Source of the model family: logistic
// regression on hashed features (Weinberger et al. 2009, "Feature hashing for large scale multitask learning").
import type { Family } from '../../model/finding.ts';
import { Lexemes, readLexemes, type Lexicon } from './lexemes.ts';
import { Features, readFeatures } from './features.ts';
import { cut, Tokens } from './tokens.ts';

export interface Head {
  /** A power of two of them. */
  readonly weights: Int8Array;
  /** What one step of a weight is worth. */
  readonly step: number;
  readonly bias: number;
  /** Logit of the probability = slope · score + offset (Platt scaling on left-out authors). */
  readonly slope: number;
  readonly offset: number;
}

/** Everything that training has found out. */
export interface Model {
  readonly version: string;
  readonly lexicon: Lexicon;
  /** For text that people see, and for text that they do not: there, other things are usual. */
  readonly seen: Head;
  readonly unseen: Head;
  /** For each family of attack its weights over features hashed into fewer places. */
  readonly families: readonly Family[];
  readonly familyWeights: Int8Array;
}

/** A steering sentence needs some words; fewer are never claimed to be one. */
export const MIN_TOKENS = 4;

/** What the classifier says of a text, as seen by a person and as unseen. 0…1, calibrated on authors left out. */
export interface Claims {
  readonly seen: number;
  readonly unseen: number;
}

export interface Reason {
  /** The likeliest family of attack, were it one. */
  readonly family: Family;
  /** The words that say so most, as offsets into the text that was given: start inclusive, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Tokens read at once; longer texts are read in windows. */
export const WINDOW = 128;
/** A window begins this many tokens behind the one before. */
export const STRIDE = 96;
/** Places for the features of one window, which has fewer (features.ts): a power of two. */
const HAD = 1 << 14;
/** Tokens cut at once; a folded text may have more, because one character may fold into several. */
const MAX_TOKENS = 20_000;
/** Windows read of one text: more than any text or decoded reading within limits.ts has. */
const MAX_WINDOWS = 1_500;

const probability = ({ slope, offset }: Head, score: number): number => 1 / (1 + Math.exp(-(slope * score + offset)));

export class Classifier {
  private readonly tokens = new Tokens(MAX_TOKENS);
  private readonly piece = new Tokens(WINDOW);
  private readonly lexemes = new Lexemes(WINDOW);
  private readonly features = new Features(WINDOW);
  /** Weights of both heads side by side: a feature costs one walk to memory, not two. */
  private readonly weights: Int8Array;
  /** The features that this window has had: each counts once. Small, so that it stays near the processor. */
  private readonly had = new Uint32Array(HAD);
  private readonly hadIn = new Uint32Array(HAD);
  private turn = 0;
  /** The highest scores, and the offsets at which their windows begin. */
  private readonly best = { seen: 0, seenAt: 0, unseen: 0, unseenAt: 0 };

  constructor(private readonly model: Model) {
    const { seen, unseen } = model;
    if (seen.weights.length !== unseen.weights.length) throw new Error('the heads differ in size');
    this.weights = new Int8Array(2 * seen.weights.length);
    for (let i = 0; i < seen.weights.length; i++) {
      this.weights[2 * i] = seen.weights[i] ?? 0;
      this.weights[2 * i + 1] = unseen.weights[i] ?? 0;
    }
  }

  /** The strongest claims about any window of a folded text. Linear, never throws; the same text gives the same claims. */
  claims(folded: string): Claims {
    const { tokens, best } = this;
    cut(folded, 0, folded.length, tokens);
    Object.assign(best, { seen: -Infinity, seenAt: 0, unseen: -Infinity, unseenAt: 0 });
    if (tokens.length < MIN_TOKENS) return { seen: 0, unseen: 0 };
    for (let left = MAX_WINDOWS; ;) {
      const starts = this.windows();
      for (const from of starts.slice(0, left)) this.score(folded, from);
      left -= starts.length;
      if (tokens.length < MAX_TOKENS || left <= 0) break;
      // More text than is cut at once: on with the window behind the last one.
      cut(folded, tokens.start[MAX_TOKENS - WINDOW + STRIDE] ?? 0, folded.length, tokens);
    }
    return {
      seen: probability(this.model.seen, this.best.seen),
      unseen: probability(this.model.unseen, this.best.unseen),
    };
  }

  /** Why: of the text that was claimed about last. @param hidden for the claim about unseen text */
  reason(folded: string, hidden: boolean): Reason {
    const head = hidden ? this.model.unseen : this.model.seen;
    return this.explain(head, folded, hidden ? this.best.unseenAt : this.best.seenAt);
  }

  /** Tokens at which windows begin; the last one ends with the text. */
  private windows(): number[] {
    const last = Math.max(0, this.tokens.length - WINDOW);
    const out: number[] = [];
    for (let from = 0; from < last; from += STRIDE) out.push(from);
    out.push(last);
    return out;
  }

  /** Scores the window that begins at a token for both heads. */
  private score(folded: string, from: number): void {
    const { tokens, piece } = this;
    const to = Math.min(tokens.length, from + WINDOW);
    piece.length = 0;
    for (let i = from; i < to; i++)
      piece.add(tokens.kind[i] ?? 0, tokens.hash[i] ?? 0, tokens.start[i] ?? 0, tokens.end[i] ?? 0);
    this.read(folded);
    const at = tokens.start[from] ?? 0;
    const { seen, unseen } = this.model;
    const mask = seen.weights.length - 1;
    const turn = ++this.turn;
    let [sum, hiddenSum, count] = [0, 0, 0];
    const { hash, length } = this.features;
    const { weights, had, hadIn, best } = this;
    for (let i = 0; i < length; i++) {
      const at = (hash[i] ?? 0) & mask;
      let place = at & (HAD - 1);
      while (hadIn[place] === turn && had[place] !== at) place = (place + 1) & (HAD - 1);
      if (hadIn[place] === turn) continue;
      hadIn[place] = turn;
      had[place] = at;
      sum += weights[2 * at] ?? 0;
      hiddenSum += weights[2 * at + 1] ?? 0;
      count++;
    }
    const root = Math.sqrt(Math.max(1, count));
    const score = seen.bias + (sum * seen.step) / root;
    const hidden = unseen.bias + (hiddenSum * unseen.step) / root;
    if (score > best.seen) [best.seen, best.seenAt] = [score, at];
    if (hidden > best.unseen) [best.unseen, best.unseenAt] = [hidden, at];
  }

  /** Reads the tokens in `piece`. */
  private read(folded: string): void {
    const { piece } = this;
    readLexemes(this.model.lexicon, folded, piece, this.lexemes);
    readFeatures(folded, this.lexemes, piece, this.features);
  }

  /**
   * The stretch of words with the highest sum of weights (Kadane), and the family whose words they are.
   * @param from offset at which the window begins
   */
  private explain({ weights }: Head, folded: string, from: number): Reason {
    cut(folded, from, folded.length, this.piece);
    this.read(folded);
    const { families, familyWeights } = this.model;
    const mask = weights.length - 1;
    const per = familyWeights.length / families.length;
    const { lexemes, piece } = this;
    const say = new Float64Array(lexemes.length);
    const votes = new Float64Array(families.length);
    const { features } = this;
    for (let i = 0; i < features.length; i++) {
      const hash = features.hash[i] ?? 0;
      const [first, last] = [features.first[i] ?? 0, features.last[i] ?? 0];
      const share = (weights[hash & mask] ?? 0) / (last - first + 1);
      for (let j = first; j <= last; j++) say[j] = (say[j] ?? 0) + share;
      for (let f = 0; f < families.length; f++)
        votes[f] = (votes[f] ?? 0) + (familyWeights[f * per + (hash & (per - 1))] ?? 0);
    }
    let [sum, begin, bestSum, start, end] = [0, 0, 0, 0, Math.max(0, lexemes.length - 1)];
    for (let i = 0; i < say.length; i++) {
      if (sum <= 0) [sum, begin] = [0, i];
      sum += say[i] ?? 0;
      if (sum > bestSum) [bestSum, start, end] = [sum, begin, i];
    }
    let family = 0;
    for (let f = 1; f < votes.length; f++) if ((votes[f] ?? 0) > (votes[family] ?? 0)) family = f;
    return {
      family: families[family] ?? 'task-injection',
      start: piece.start[lexemes.from[start] ?? 0] ?? 0,
      end: piece.end[lexemes.to[end] ?? 0] ?? folded.length,
    };
  }
}
