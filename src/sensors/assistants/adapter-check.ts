// One look at how far the catalogue still fits an assistant's page: each part is found by the catalogue's selectors, by general
// signs, by neither, or there was no occasion for it. Input: any page's DOM, hostile; a page that lies about itself changes
// what is said of it, and nothing of what is judged.
import type { AdapterCheck, PartState } from '../../model/adapter.ts';
import type { PageSelectors } from '../../model/doors.ts';
import { answersIn, findComposer, knownSendButtonFor, sendButtonFor } from './composer.ts';
import { readDraft } from './draft.ts';

export interface Occasion {
  /** A person is writing in a field of several lines: the page has a composer, whether we find it or not. */
  readonly writing: boolean;
  /** A message went, long enough ago for an answer to stand. */
  readonly answered: boolean;
}

/** Looks at the page as it stands. */
export function checkAdapter(page: PageSelectors, general: PageSelectors, occasion: Occasion): AdapterCheck {
  const composer = findComposer(page, general);
  const known = answersIn(page, NOTHING).length > 0;
  const answer = known ? 'matched' : answersIn(NOTHING, general).length > 0 ? 'fallback' : null;
  return {
    editor: composer?.by ?? (occasion.writing ? 'none' : 'not-seen'),
    send: composer ? sendState(composer.editable, page) : 'not-seen',
    answer: answer ?? (occasion.answered ? 'none' : 'not-seen'),
  };
}

/** Many services show the button only beside a draft. */
function sendState(editable: HTMLElement, page: PageSelectors): PartState {
  if (knownSendButtonFor(editable, page)) return 'matched';
  if (readDraft(editable).text.trim() === '') return 'not-seen';
  return sendButtonFor(editable, page) ? 'fallback' : 'none';
}

const NOTHING: PageSelectors = { editor: [], send: [], answer: [], userTurn: [], fileInput: [], share: [] };
