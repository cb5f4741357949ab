// A piece of a page twice: what a person saw of it, and what an AI gets that reads its source. Worked out on a still copy, in
// the order of the page; without one, on the text alone. Pure reading; the caller shows every word inert.
import type { Transform } from '../../../model/finding.ts';
import type { Incident } from '../../../model/incident.ts';
import { isElement, isText } from '../../../model/node-kinds.ts';
import type { StillCopy } from '../../still/still-copy.ts';
import { isSeen, type Place } from './replay-place.ts';

export interface Reading {
  /** What a person saw; null: nothing. */
  readonly seen: string | null;
  /** What an AI gets; null: nothing. */
  readonly read: string | null;
  /** The text that the incident is about. */
  readonly own: boolean;
  /** How `read` was made of what stands in the page. */
  readonly transform?: Transform;
}

const MAX_READINGS = 60;
const MAX_WORDS = 1_500;

type About = Pick<Incident, 'text' | 'concealment' | 'verdict' | 'carrier'>;

/** Code points that draw nothing, in this order of readings: for what a person saw of a text that is made of them. */
const UNDRAWN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu;

/** The text itself, as two readings. */
export function ownReading({ text, concealment, verdict }: About): Reading {
  if (concealment === null) return { seen: text, read: text, own: true };
  const decoded = verdict.layers.at(-1);
  if (concealment.reason === 'invisible-characters' || concealment.reason === 'encoded') {
    const drawn = text.replace(UNDRAWN, '').trim();
    const seen = drawn === '' ? null : drawn;
    return decoded
      ? { seen, read: decoded.text, own: true, transform: decoded.transform }
      : { seen, read: text, own: true };
  }
  return { seen: null, read: text, own: true };
}

/**
 * Both readings of a still copy, one entry for each stretch of words that has one fate; at most 60.
 * @param place where the incident's own text sits; null: the copy does not have it, and it comes last
 */
export function readingsOf(copy: StillCopy, place: Place | null, about: About): readonly Reading[] {
  const page = copy.document;
  const out: Reading[] = [];
  const own = ownReading(about);
  let told = false;
  let block: Element | null = null;
  const add = (words: string, seen: boolean, within: Element | null): void => {
    const text = words.replace(/\s+/g, ' ').trim().slice(0, MAX_WORDS);
    const last = out.at(-1);
    if (text === '' || out.length >= MAX_READINGS) return;
    if (
      last &&
      !last.own &&
      (last.seen !== null) === seen &&
      block === within &&
      (last.read?.length ?? 0) < MAX_WORDS
    ) {
      const joined = `${last.read ?? ''} ${text}`;
      out[out.length - 1] = { seen: seen ? joined : null, read: joined, own: false };
    } else out.push({ seen: seen ? text : null, read: text, own: false });
    block = within;
  };
  const tell = (): void => {
    if (!told) out.push(own);
    told = true;
  };
  const carriesWords = about.carrier === 'text' && place !== null;
  const walker = page.createTreeWalker(
    page.documentElement,
    NodeFilter.SHOW_ELEMENT + NodeFilter.SHOW_TEXT + NodeFilter.SHOW_COMMENT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (out.length >= MAX_READINGS && told) break;
    const inOwn = carriesWords && place.element.contains(node);
    if (node === place?.node || node === place?.element || inOwn) tell();
    if (inOwn || !isText(node)) continue;
    const parent = node.parentElement;
    // What is no text of the page stands in the own reading, if anywhere.
    if (!parent || /^(?:script|noscript|title|template)$/.test(parent.localName)) continue;
    add(node.data, isSeen(parent), blockOf(parent));
  }
  tell();
  return out;
}

function blockOf(element: Element): Element | null {
  let at: Element | null = element;
  while (
    isElement(at) &&
    /^(?:a|b|i|em|strong|span|small|u|s|mark|code|font|sub|sup|label|abbr|cite|q)$/.test(at.localName)
  )
    at = at.parentElement;
  return at;
}
