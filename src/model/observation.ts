// What a sensor saw: a piece of text, where it sat, and whether a person can see it.
// The text is hostile by assumption; it is only ever matched, stored and shown as inert text.

/** Kinds of place that carry text to an AI reader (threats.md §2, carrier list). */
export const CARRIERS = [
  'text', // rendered or not rendered text nodes, light and shadow trees
  'attribute', // alt, title, aria-*, placeholder, data-*, …; `name` says which
  'value', // form values and options
  'comment',
  'meta', // <meta content>
  'title', // <title>
  'structured-data', // JSON-LD and other inert <script> types
  'template', // <template> contents
  'noscript',
  'pseudo', // ::before, ::after, ::marker content
  'url', // link addresses
  'input', // a person's message to an assistant, or what was pasted, dropped or attached to it
  'answer', // what an assistant answers
  'copied', // what a person copied from an assistant's page
  'request', // address of a request that a page made
  'prompt', // a prompt in the address of an assistant's page
  'memory', // what an assistant was made to remember
  'extension', // what another extension says of itself
  'tool', // a tool that a page offers to agents
] as const;
export type Carrier = (typeof CARRIERS)[number];

/** Why a person cannot see a text. Each is one visibility signal of threats.md §3, or a carrier that is never painted. */
export const CONCEALMENTS = [
  'not-rendered', // S1: display:none, visibility:hidden, hidden, closed details/dialog/popover
  'transparent', // S2: opacity chain, filter:opacity()
  'tiny', // S3: font or glyph box below reading size
  'clipped', // S4: cut away by an ancestor or by clip
  'off-screen', // S5: outside what can be scrolled to
  'masked', // S6: clip-path, mask, blur, blend, backface, text-security
  'low-contrast', // S7: text colour against its background
  'skipped', // S8: content-visibility:hidden, hidden=until-found
  'covered', // S9: another element lies over it
  'never-painted', // the carrier has no place on the screen (comment, meta, attribute …)
  'invisible-characters', // the payload is made of code points without glyphs
  'encoded', // the payload is readable only after decoding
] as const;
export type ConcealmentReason = (typeof CONCEALMENTS)[number];

/** Proof that a person cannot see a text. */
export interface Concealment {
  readonly reason: ConcealmentReason;
  /** Computed values that show it, e.g. { opacity: '0' } or { contrast: '1.04' }; at most 8 entries. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** A text with its provenance. */
export interface Observation {
  readonly text: string;
  readonly carrier: Carrier;
  /** Attribute or pseudo-element name, meta name; empty for plain text. */
  readonly name: string;
  /** Readable DOM path of the carrier, at most 300 characters. */
  readonly path: string;
  /** null: a person can see it. */
  readonly concealment: Concealment | null;
}
