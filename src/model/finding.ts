// One detector's claim about a text. Severity (how bad if true) and confidence (how sure) are never merged.

/** Families of manipulation; a rule belongs to exactly one. */
export const FAMILIES = [
  'instruction-override',
  'assistant-address',
  'role-spoofing',
  'chat-template',
  'data-exfiltration',
  'memory-planting',
  'recommendation-bias',
  'suppression',
  'action-steering',
  'task-injection',
  'tool-steering',
  'phishing-relay',
  'authority-pretext',
  'delayed-trigger',
  'encoded-payload',
  'hidden-characters',
] as const;
export type Family = (typeof FAMILIES)[number];

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How a decoded view was made from the text before it. */
export const TRANSFORMS = [
  'original',
  'invisible-removed',
  'tag-characters',
  'variation-selector-bytes',
  'zero-width-bits',
  'private-use',
  'compatibility-folded',
  'confusables-folded',
  'entities',
  'percent',
  'base64',
  'hex',
  'rot13',
  'reversed',
  'leet',
  'spaced-letters',
  'escapes',
  'number-codes',
  'braille',
  'substituted',
] as const;
export type Transform = (typeof TRANSFORMS)[number];

export interface Finding {
  /** Rule id, `family.name`. */
  readonly rule: string;
  readonly family: Family;
  readonly severity: Severity;
  /** 0…1. */
  readonly confidence: number;
  /** UTF-16 offsets into the observation's text: start inclusive, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** View in which the rule matched. */
  readonly transform: Transform;
  /** The matched words in that view, at most 200 characters. */
  readonly excerpt: string;
}

/** A decoded reading of the text, kept as evidence. */
export interface DecodedLayer {
  readonly transform: Transform;
  /** At most 4,000 characters. */
  readonly text: string;
}
