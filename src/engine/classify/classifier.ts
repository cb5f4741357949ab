// The trained part of the judgement: a linear model over features of words and groups of words, and filters over words in a
// row (net.ts), as bytes made by `npm run train`. Says how likely a text steers an AI, and which words say so. Source of the
// linear family: logistic regression on hashed features (Weinberger et al. 2009, "Feature hashing for large scale multitask
// learning").
import type { Family } from '../../model/finding.ts';
import { Lexemes, readLexemes, type Lexicon } from './lexemes.ts';
import { Features, readFeatures } from './features.ts';
import { FILTERS, NetReading, readNet, widthOf, type Net } from './net.ts';
import { cut, LETTER, SIGN, Tokens, WORD } from './tokens.ts';

export interface Head {
  /** Sixteen weights; the first is 0. */
  readonly levels: readonly number[];
  readonly bias: number;
  /** Logit of the probability = slope · score + filters · what the filters say + offset (Platt scaling on left-out authors). */
  readonly slope: number;
  readonly filters: number;
  readonly offset: number;
}

/** Everything that training has found out. */
export interface Model {
  readonly version: string;
  readonly lexicon: Lexicon;
  /** For text that people see, and for text that they do not: there, other things are usual. */
  readonly seen: Head;
  readonly unseen: Head;
  /** Weights of features hashed into a power of two of places: the level in `seen` in the low half of a byte, in `unseen` in the high. */
  readonly places: Uint8Array;
  readonly net: Net;
  /** For each family of attack its weights over features hashed into fewer places. */
  readonly families: readonly Family[];
  readonly familyWeights: Int8Array;
}

/** A steering sentence needs some words; fewer are never claimed to be one. Letters of scripts without spaces count half. */
export const MIN_WORDS = 5;

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
  /** The words that weighed most either way, in their order; offsets as above, weights in parts of the logit. */
  readonly words: readonly { readonly start: number; readonly end: number; readonly weight: number }[];
}

/** Words that a reason names at most, and what is too little to name. */
const MAX_WEIGHED = 12;
const LEAST_WEIGHT = 0.05;

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

const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

function wordsIn({ kind, start, end, length }: Tokens): number {
  let words = 0;
  for (let i = 0; i < length && words < MIN_WORDS; i++) {
    // Letters set apart are no words: what they spell is read as a view of its own.
    if (kind[i] === WORD) words += (end[i] ?? 0) - (start[i] ?? 0) > 1 ? 1 : 0;
    else if (kind[i] === LETTER) words += 0.5;
  }
  return words;
}

export class Classifier {
  private readonly tokens = new Tokens(MAX_TOKENS);
  private readonly piece = new Tokens(WINDOW);
  private readonly lexemes = new Lexemes(WINDOW);
  private readonly features = new Features(WINDOW);
  private readonly filters = new NetReading(WINDOW);
  /** The levels of both heads for each byte: a feature costs one walk to memory, not two. */
  private readonly levels = new Float64Array(256);
  private readonly hiddenLevels = new Float64Array(256);
  /** The features that this window has had: each counts once. Small, so that it stays near the processor. */
  private readonly had = new Uint32Array(HAD);
  private readonly hadIn = new Uint32Array(HAD);
  private turn = 0;
  /** The highest scores, and the offsets at which their windows begin. */
  private readonly best = { seen: 0, seenAt: 0, unseen: 0, unseenAt: 0 };

  constructor(private readonly model: Model) {
    for (let byte = 0; byte < 256; byte++) {
      this.levels[byte] = model.seen.levels[byte & 15] ?? 0;
      this.hiddenLevels[byte] = model.unseen.levels[byte >> 4] ?? 0;
    }
  }

  get version(): string {
    return this.model.version;
  }

  /** The strongest claims about any window of a folded text. Linear, never throws; the same text gives the same claims. */
  claims(folded: string): Claims {
    const { tokens, best } = this;
    cut(folded, 0, folded.length, tokens);
    Object.assign(best, { seen: -Infinity, seenAt: 0, unseen: -Infinity, unseenAt: 0 });
    if (wordsIn(tokens) < MIN_WORDS) return { seen: 0, unseen: 0 };
    for (let left = MAX_WINDOWS; ;) {
      const starts = this.windows();
      for (const from of starts.slice(0, left)) this.score(folded, from);
      left -= starts.length;
      if (tokens.length < MAX_TOKENS || left <= 0) break;
      // More text than is cut at once: on with the window behind the last one.
      cut(folded, tokens.start[MAX_TOKENS - WINDOW + STRIDE] ?? 0, folded.length, tokens);
    }
    return {
      seen: probability(this.best.seen),
      unseen: probability(this.best.unseen),
    };
  }

  /** Why: of the text that was claimed about last. @param hidden for the claim about unseen text */
  reason(folded: string, hidden: boolean): Reason {
    return this.explain(hidden, folded, hidden ? this.best.unseenAt : this.best.seenAt);
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
    const { seen, unseen, places } = this.model;
    const mask = places.length - 1;
    const turn = ++this.turn;
    let [sum, hiddenSum, count] = [0, 0, 0];
    const { hash, length } = this.features;
    const { levels, hiddenLevels, had, hadIn, best, filters } = this;
    for (let i = 0; i < length; i++) {
      const at = (hash[i] ?? 0) & mask;
      let place = at & (HAD - 1);
      while (hadIn[place] === turn && had[place] !== at) place = (place + 1) & (HAD - 1);
      if (hadIn[place] === turn) continue;
      hadIn[place] = turn;
      had[place] = at;
      const both = places[at] ?? 0;
      sum += levels[both] ?? 0;
      hiddenSum += hiddenLevels[both] ?? 0;
      count++;
    }
    const root = Math.sqrt(Math.max(1, count));
    const score = seen.slope * (seen.bias + sum / root) + seen.filters * filters.seen + seen.offset;
    const hidden = unseen.slope * (unseen.bias + hiddenSum / root) + unseen.filters * filters.unseen + unseen.offset;
    if (score > best.seen) [best.seen, best.seenAt] = [score, at];
    if (hidden > best.unseen) [best.unseen, best.unseenAt] = [hidden, at];
  }

  /** Reads the tokens in `piece`. */
  private read(folded: string): void {
    const { piece } = this;
    readLexemes(this.model.lexicon, folded, piece, this.lexemes);
    readFeatures(folded, this.lexemes, piece, this.features);
    readNet(this.model.net, this.lexemes, this.filters);
  }

  /**
   * The stretch of words with the highest sum of what they add to the logit (Kadane), and the family whose words they are.
   * @param hidden for the head for unseen text @param from offset at which the window begins
   */
  private explain(hidden: boolean, folded: string, from: number): Reason {
    cut(folded, from, folded.length, this.piece);
    this.read(folded);
    const { families, familyWeights, places, net } = this.model;
    const head = hidden ? this.model.unseen : this.model.seen;
    const levels = hidden ? this.hiddenLevels : this.levels;
    if (this.lexemes.length === 0) return { family: 'task-injection', start: 0, end: folded.length, words: [] };
    const mask = places.length - 1;
    const per = familyWeights.length / families.length;
    const { lexemes, piece } = this;
    const say = new Float64Array(lexemes.length);
    const votes = new Float64Array(families.length);
    const { features, filters } = this;
    const unit = head.slope / Math.sqrt(Math.max(1, features.length));
    for (let i = 0; i < features.length; i++) {
      const hash = features.hash[i] ?? 0;
      const [first, last] = [features.first[i] ?? 0, features.last[i] ?? 0];
      const share = (unit * (levels[places[hash & mask] ?? 0] ?? 0)) / (last - first + 1);
      for (let j = first; j <= last; j++) say[j] = (say[j] ?? 0) + share;
      for (let f = 0; f < families.length; f++)
        votes[f] = (votes[f] ?? 0) + (familyWeights[f * per + (hash & (per - 1))] ?? 0);
    }
    const outputs = hidden ? net.unseen : net.seen;
    for (let f = 0; f < FILTERS; f++) {
      const width = widthOf(f);
      const share = (head.filters * (filters.most[f] ?? 0) * (outputs[f] ?? 0)) / width;
      const at = filters.at[f] ?? 0;
      for (let j = at; j < Math.min(say.length, at + width); j++) say[j] = (say[j] ?? 0) + share;
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
      words: this.weighed(say),
    };
  }

  /** @param say what each lexeme that was read last adds to the logit */
  private weighed(say: Float64Array): Reason['words'] {
    const { lexemes, piece } = this;
    return Array.from(say, (weight, i) => ({ weight, i }))
      .filter(({ weight, i }) => Math.abs(weight) >= LEAST_WEIGHT && piece.kind[lexemes.from[i] ?? 0] !== SIGN)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, MAX_WEIGHED)
      .sort((a, b) => a.i - b.i)
      .map(({ weight, i }) => ({
        start: piece.start[lexemes.from[i] ?? 0] ?? 0,
        end: piece.end[lexemes.to[i] ?? 0] ?? 0,
        weight,
      }));
  }
}
