// What an organisation calls its own, as its policy names it: words, patterns, values as hashes, documents as prints. Plain data
// that was parsed; the lists may be long, and nothing of them says what the hashed values are.

/** Words of one dictionary. */
export interface OwnTerms {
  readonly id: string;
  readonly terms: readonly string[];
}
export interface OwnPatternData {
  readonly id: string;
  readonly pattern: string;
}
export interface OwnRecords {
  readonly id: string;
  readonly salt: string;
  readonly lengths: readonly number[];
  readonly hashes: readonly string[];
}
export interface OwnDocument {
  readonly id: string;
  readonly salt: string;
  readonly hashes: readonly number[];
}
export interface OwnData {
  readonly terms: readonly OwnTerms[];
  readonly patterns: readonly OwnPatternData[];
  readonly records: readonly OwnRecords[];
  readonly documents: readonly OwnDocument[];
}
