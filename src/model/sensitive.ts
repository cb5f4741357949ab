// What is sensitive in a text: values that a person may not want to hand to an assistant. Spans never overlap.

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

/** Every type that a span can have, `category.name`. Several data classes of the catalogue may share one type. */
export const SENSITIVE_TYPES = [
  'secret.api-key',
  'secret.password',
  'secret.private-key',
  'secret.jwt',
  'secret.connection-string',
  'secret.webhook',
  'secret.seed-phrase',
  'personal.e-mail',
  'personal.phone',
  'personal.national-id',
  'personal.tax-id',
  'personal.travel-document',
  'personal.driving-licence',
  'personal.birth-date',
  'personal.name',
  'personal.address',
  'personal.customer-table',
  'personal.vehicle',
  'financial.card',
  'financial.iban',
  'financial.bank-account',
  'health.line',
  'health.insurance-id',
  'source-code.proprietary',
  'source-code.listing',
  'confidential.mark',
  'organisation.term',
  'organisation.pattern',
  'organisation.record',
  'organisation.document',
] as const;
export type SensitiveType = (typeof SENSITIVE_TYPES)[number];

export interface SensitiveSpan {
  /** UTF-16 offsets: start inclusive, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly type: SensitiveType;
  readonly category: SensitiveCategory;
  /** 0…1; never merged with how bad it is, which is the policy's word. */
  readonly confidence: number;
  /** Id of the data class that matched and what spoke for it, for records and reports. Holds nothing of the value. */
  readonly why: string;
  /** Of a table or of a line about a person: the values inside, which a redaction replaces one by one. In order, apart. */
  readonly parts?: readonly SensitiveSpan[];
}

/** The category in front of a type's name. */
export const categoryOf = (type: SensitiveType): SensitiveCategory =>
  type.slice(0, type.indexOf('.')) as SensitiveCategory;
