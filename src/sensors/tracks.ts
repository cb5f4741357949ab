// Two rarer places of text: captions of videos (cues of text tracks) and the symbols of list counters. Captions are read
// by assistants as transcripts; counters are painted, and read out, like generated text.
import { sheetsOf } from './sheets.ts';

export interface CueText {
  /** The media element. */
  readonly element: Element;
  readonly kind: string;
  readonly cue: VTTCue;
  readonly value: string;
}

export interface CounterText {
  /** First element that uses the counter. */
  readonly element: Element;
  readonly rule: CSSCounterStyleRule;
  readonly name: 'symbols' | 'prefix' | 'suffix';
  /** The descriptor as the browser writes it. */
  readonly value: string;
  /** What it says. */
  readonly text: string;
}

const MIN_LENGTH = 12;
const MAX_CUES = 20_000;
const MAX_RULES = 5_000;
/** Lists asked for the counter that they use. */
const MAX_LISTS = 500;

/** Cues below `root` that pass the test. A track that is off has no cues, for nobody. */
export function scanCues(root: ParentNode, test: (text: string) => boolean, visit: (c: CueText) => void): void {
  let budget = MAX_CUES;
  for (const element of root.querySelectorAll<HTMLMediaElement>('video,audio')) {
    for (const track of element.textTracks) {
      for (const cue of track.cues ?? []) {
        if (budget-- <= 0) return;
        const value = (cue as Partial<VTTCue>).text ?? '';
        if (value.length >= MIN_LENGTH && test(value)) visit({ element, kind: track.kind, cue: cue as VTTCue, value });
      }
    }
  }
}

/** Calls `arrived` when the captions of a track below `root` have come; they are loaded on their own. */
export function watchTracks(root: ParentNode, arrived: (media: HTMLMediaElement) => void, signal: AbortSignal): void {
  for (const track of root.querySelectorAll('track')) {
    const media = track.parentElement;
    if (media instanceof HTMLMediaElement) track.addEventListener('load', () => arrived(media), { signal });
  }
}

/** Counter styles of the sheets of `root` whose symbols pass the test and that an element uses. */
export function scanCounters(
  root: Document | ShadowRoot,
  test: (text: string) => boolean,
  visit: (c: CounterText) => void,
): void {
  let budget = MAX_RULES;
  for (const sheet of sheetsOf(root)) {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      continue; // a sheet of another origin
    }
    for (const rule of rules) {
      if (budget-- <= 0) return;
      if (!(rule instanceof CSSCounterStyleRule)) continue;
      for (const name of ['symbols', 'prefix', 'suffix'] as const) {
        const value = rule[name];
        const text = value.replace(/["']\s*["']/g, ' ').replace(/^["']|["']$/g, '');
        if (text.length < MIN_LENGTH || !test(text)) continue;
        const element = userOf(root, rule.name);
        if (element) visit({ element, rule, name, value, text });
      }
    }
  }
}

function userOf(root: ParentNode, counter: string): Element | null {
  for (const element of [...root.querySelectorAll('li,summary')].slice(0, MAX_LISTS))
    if (getComputedStyle(element).listStyleType === counter) return element;
  return null;
}
