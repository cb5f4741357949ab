// Bounds on hostile input. Everything the engine does is linear in these; nothing here may be raised by a page.

/** UTF-16 units of one text that are judged; the rest is reported as not scanned. */
export const MAX_TEXT = 20_000;
/** Decoded views of one text, original included. */
export const MAX_VIEWS = 24;
/** Decodings inside decodings. */
export const MAX_DEPTH = 3;
/** UTF-16 units over all decoded views of one text. */
export const MAX_DECODED = 60_000;
/** Concept hits looked at per view: more than a text of MAX_TEXT can hold unless its words are nothing but terms. */
export const MAX_HITS = 10_000;
/** Findings kept per text. */
export const MAX_FINDINGS = 40;
/** Kept of a decoded layer, and of a finding's excerpt. */
export const MAX_LAYER = 4_000;
export const MAX_EXCERPT = 200;
/** UTF-16 units of one text that are searched for sensitive data, and spans given of it. */
export const MAX_SENSITIVE_TEXT = 1_000_000;
export const MAX_SENSITIVE_SPANS = 2_000;
