// Something that an assistant was made to remember, as its page showed it or as a request carried it.
import type { VerdictKind } from './verdict.ts';

export const MEMORY_SOURCES = ['notice', 'request'] as const;
export type MemorySource = (typeof MEMORY_SOURCES)[number];

/** What the script of an assistant's page saw. */
export interface MemoryNotice {
  /** The words of the notice. */
  readonly notice: string;
  /** What was saved, where the page says so; '' else. At most 2,000 characters. */
  readonly saved: string;
  /** The person's last message asks for something to be remembered. */
  readonly asked: boolean;
  /** Which notice of the page, so that a page that is opened again adds nothing. */
  readonly ordinal: number;
}

export interface MemoryRecord {
  /** Stable: the same notice of the same conversation has the same id. */
  readonly id: string;
  /** Milliseconds since the epoch, when it was first seen. */
  readonly time: number;
  readonly service: string;
  readonly site: string;
  /** Address without query and fragment. */
  readonly url: string;
  readonly source: MemorySource;
  readonly notice: string;
  /** Hostile like any text of a page; '' where the page does not say. */
  readonly saved: string;
  readonly asked: boolean;
  /** What the text itself amounts to; 'not-scanned' without a text. */
  readonly verdict: VerdictKind;
  /** Incidents of the tab and the service shortly before: what the assistant may have read. Newest first. */
  readonly before: readonly string[];
  /** Incident that this one raised; '' for none. */
  readonly incident: string;
}
