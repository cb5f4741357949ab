// Sensitive data that was found in a text.

export const SENSITIVE_CATEGORIES = [
  'secret',
  'personal',
  'financial',
  'health',
  'source-code',
  'confidential',
  'organisation',
] as const;
export type SensitiveCategory = (typeof SENSITIVE_CATEGORIES)[number];

export interface SensitiveSpan {
  /** UTF-16 offsets: start inclusive, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** `category.name`. */
  readonly type: string;
  readonly category: SensitiveCategory;
  /** 0…1. */
  readonly confidence: number;
  readonly why: string;
}
