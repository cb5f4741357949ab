// The shape of catalog/data-classes/*.json as the engine gets it, without the samples. Our own data, checked by tests.
import type { SensitiveType } from '../../model/sensitive.ts';

/** A value with a form of its own, such as the tokens that services hand out. */
export interface TokenClass {
  readonly id: string;
  readonly type: SensitiveType;
  /** Literals of which one stands at the beginning of the value, or at most `lead` characters into it. */
  readonly anchors: readonly string[];
  readonly lead?: number;
  /** The whole value; every quantifier bounded. */
  readonly pattern: string;
  readonly confidence: number;
}

/** A number or a code that offices, banks and schemes hand out. */
export interface NumberClass {
  readonly id: string;
  readonly type: SensitiveType;
  /** Its letters and digits without separators, in upper case; every quantifier bounded. */
  readonly pattern: string;
  /** The value as it is written; without it, no or one kind of separator. */
  readonly form?: string;
  /** How it must be written to count without a word near by. */
  readonly bareForm?: string;
  /** Letters and digits of the value: least and most. */
  readonly length: readonly [number, number];
  /** Names a function of numbers/checks.ts. */
  readonly check?: string;
  /** Stands on its own also where another number follows it in the same manner, as a card's code does. */
  readonly attached?: boolean;
  /** Words near by that speak for it; lower case, any language. */
  readonly words: readonly string[];
  /** Confidence with such a word, and without one; 0 is "not without". */
  readonly confidence: readonly [near: number, bare: number];
}

/** Lists of words, by name; lower case. */
export type WordLists = Readonly<Record<string, readonly string[]>>;

export interface DataClasses {
  readonly tokens: readonly TokenClass[];
  readonly numbers: readonly NumberClass[];
  readonly words: WordLists;
}
