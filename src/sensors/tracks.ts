// Captions of videos: cues of text tracks, which assistants read as transcripts. They are loaded on their own, later than
// the page, and not painted unless somebody switches them on.
import { Batch, type Finder } from './batch.ts';
import { bare } from '../model/bare.ts';
import { isHtml } from '../model/node-kinds.ts';

export interface CueText {
  /** The media element. */
  readonly element: Element;
  readonly kind: string;
  readonly cue: VTTCue;
  readonly value: string;
}

const MIN_LENGTH = 12;
const MAX_CUES = 20_000;

/** Cues below `root` in which the finder hits. A track that is off has no cues, for nobody. */
export function scanCues(root: ParentNode & Node, finder: Finder, visit: (c: CueText) => void): void {
  const batch = new Batch<CueText>();
  let budget = MAX_CUES;
  for (const element of bare(root).querySelectorAll<HTMLMediaElement>('video,audio')) {
    for (const track of element.textTracks) {
      for (const cue of track.cues ?? []) {
        if (budget-- <= 0) break;
        const value = (cue as Partial<VTTCue>).text ?? '';
        const found = { element, kind: track.kind, cue: cue as VTTCue, value };
        if (value.length >= MIN_LENGTH) batch.add(value, found, true);
      }
    }
  }
  batch.flush(finder, visit);
}

/** Calls `arrived` when the captions of a track below `root` have come; they are loaded on their own. */
export function watchTracks(
  root: ParentNode & Node,
  arrived: (media: HTMLMediaElement) => void,
  signal: AbortSignal,
): void {
  for (const track of bare(root).querySelectorAll('track')) {
    const media = track.parentElement;
    if (isHtml(media, 'video') || isHtml(media, 'audio'))
      track.addEventListener('load', () => arrived(media), { signal });
  }
}
