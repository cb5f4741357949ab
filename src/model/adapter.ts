// How far what the catalogue says of an assistant's page still fits the page as it is today. Selectors change monthly; a part
// that is found by none of them is looked for by general signs, and what is found by neither is said, never assumed.

/** By the catalogue's selector, by general signs, by neither, or there was no occasion yet to look for it. */
export const PART_STATES = ['matched', 'fallback', 'none', 'not-seen'] as const;
export type PartState = (typeof PART_STATES)[number];

/** Parts of a page that the doors work with. */
export const ADAPTER_PARTS = ['editor', 'send', 'answer'] as const;
export type AdapterPart = (typeof ADAPTER_PARTS)[number];

/** What one look at a page found. */
export type AdapterCheck = Readonly<Record<AdapterPart, PartState>>;

export const NOT_SEEN: AdapterCheck = { editor: 'not-seen', send: 'not-seen', answer: 'not-seen' };

/** The last look at a service's pages. */
export interface AdapterRecord extends AdapterCheck {
  /** Id in the catalogue of assistants. */
  readonly service: string;
  /** Host of the page that was looked at. */
  readonly site: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** How an assistant's page in a tab stands: no page of one, our script is not there, or what it sees. */
export type DoorsState = 'no-assistant' | 'absent' | AdapterCheck;

/** What is known of a part after another look: an occasion that did not arise takes nothing back. */
export const joined = (before: AdapterCheck, now: AdapterCheck): AdapterCheck => {
  const part = (name: AdapterPart): PartState => (now[name] === 'not-seen' ? before[name] : now[name]);
  return { editor: part('editor'), send: part('send'), answer: part('answer') };
};
