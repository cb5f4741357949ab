// What somebody has written in the Lab, as it is kept across reloads. What is read may be of an older version or broken: each
// part that is not as it should be is as in a new draft.

export const LAB_TABS = ['text', 'rule', 'compare'] as const;
export type LabTab = (typeof LAB_TABS)[number];
export const READ_AS = ['auto', 'text', 'html', 'address'] as const;
export type ReadAs = (typeof READ_AS)[number];

export interface LabDraft {
  readonly tab: LabTab;
  readonly text: string;
  readonly as: ReadAs;
  /** Texts are judged with the rule that is being written, too. */
  readonly withRule: boolean;
  /** The rule file that is being written, as JSON. */
  readonly rule: string;
}

export const NEW_DRAFT: LabDraft = { tab: 'text', text: '', as: 'auto', withRule: false, rule: '' };

/** UTF-16 units that are kept; storage is a few megabytes for all of the extension's pages. */
export const MAX_KEPT = 500_000;

export function parseDraft(kept: string): LabDraft {
  let value: unknown;
  try {
    value = JSON.parse(kept);
  } catch {
    return NEW_DRAFT;
  }
  const { tab, text, as, withRule, rule } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return {
    tab: LAB_TABS.find((one) => one === tab) ?? NEW_DRAFT.tab,
    text: typeof text === 'string' ? text : '',
    as: READ_AS.find((one) => one === as) ?? NEW_DRAFT.as,
    withRule: withRule === true,
    rule: typeof rule === 'string' ? rule : '',
  };
}

/** The draft as it is kept; '' for a new one, null where it is too long. */
export function keptDraft(draft: LabDraft): string | null {
  if (draft.text === '' && draft.rule === '') return '';
  const kept = JSON.stringify(draft);
  return kept.length > MAX_KEPT ? null : kept;
}

/** How a text is read where nobody said: an address alone, markup with at least two tags, else text. */
export function readAs({ text, as }: Pick<LabDraft, 'text' | 'as'>): Exclude<ReadAs, 'auto'> {
  if (as !== 'auto') return as;
  if (text.length < 8_000 && /^\s*[a-z][a-z0-9+.-]{1,20}:\/\/\S+\s*$/i.test(text)) return 'address';
  const head = text.slice(0, 20_000);
  if (/^\s*<(?:!doctype|html|head|body)\b/i.test(head)) return 'html';
  return (head.match(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]{0,2000})?>/gi) ?? []).length >= 2 ? 'html' : 'text';
}
