// Words in a picture whose source stands in its own address (data:): does a person see them in it? The browser is asked: the
// picture is drawn without words and with one of them, on what lies behind it, and the two are compared. That covers every
// way to hide words in a drawing. Costs milliseconds, so it is asked of words only that steer.
import { bare } from '../model/bare.ts';
import { CONTRAST_FLOOR, contrast, type Rgba } from './colour.ts';
import { wordedPicture, type WordedPicture } from './data-addresses.ts';
import { backgroundOf } from './paint.ts';

/** Letters lower than this cannot be read. */
const TINY_PX = 4;
/** Longest side of what is drawn, in px. */
const MAX_SIDE = 1_000;
/** A picture that has not come by then is drawn for nobody. */
const PATIENCE_MS = 2_000;
/** Colours nearer to each other than this in every channel are not compared any further. */
const NEAR = 6;

/** Where nobody knows what lies behind a picture. */
const UNKNOWN: readonly Rgba[] = [
  [255, 255, 255, 1],
  [0, 0, 0, 1],
];

/** Groups of words that are drawn one by one; a picture with more words than this has several in each. */
const MAX_GROUPS = 12;

/** The words of a picture that a person cannot make out, and the attribute without them. */
export interface UnseenWords {
  readonly value: string;
  readonly cleaned: string;
}

/**
 * Looks for words in a picture that change nothing in it. null when there are none, or when the browser does not tell.
 * @param address value of the attribute `name`, as it stands
 */
export async function unseenWords(element: Element, name: string, address: string): Promise<UnseenWords | null> {
  const picture = wordedPicture(name, address);
  if (!picture) return null;
  const { words } = picture;
  const seen = await seenGroups(element, picture, Math.max(1, Math.ceil(words.length / MAX_GROUPS)));
  const value = words.filter((_, i) => !seen(i)).join(' ');
  return value === '' ? null : { value, cleaned: picture.attribute(seen) };
}

/** Tells of each word, by its place, whether it can be made out. Words are drawn by `size`. */
async function seenGroups(element: Element, picture: WordedPicture, size: number): Promise<(index: number) => boolean> {
  const { width, height } = bare(element).getBoundingClientRect();
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height, 1));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const [whole, none] = await Promise.all([loaded(picture.drawn(() => true)), loaded(picture.drawn(() => false))]);
  // A picture that cannot be shown shows no words.
  if (!whole) return () => false;
  if (!context || !none) return () => true;
  const behind = backgroundOf(element);
  const draw = (image: HTMLImageElement, ground: Rgba): Uint8ClampedArray => {
    context.fillStyle = `rgb(${ground.slice(0, 3).join(' ')})`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
  };
  const seen = new Set<number>();
  try {
    const plain = (behind ? [behind] : UNKNOWN).map((ground) => ({ ground, data: draw(none, ground) }));
    for (let group = 0; group * size < picture.words.length; group++) {
      const image = await loaded(picture.drawn((i) => Math.floor(i / size) === group));
      const shows = plain.some(
        ({ ground, data }) => image && tellsApart(draw(image, ground), data, canvas.width, TINY_PX * scale),
      );
      if (shows) seen.add(group);
    }
  } catch {
    return () => true; // a canvas that cannot be read
  }
  return (index) => seen.has(Math.floor(index / size));
}

async function loaded(address: string): Promise<HTMLImageElement | null> {
  const picture = new Image();
  picture.src = address;
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return Promise.race([
    picture.decode().then(
      () => picture,
      () => null,
    ),
    late,
  ]);
}

/** True when two pictures differ, as far as an eye sees it, in that many rows one below the other. */
function tellsApart(a: Uint8ClampedArray, b: Uint8ClampedArray, width: number, rows: number): boolean {
  let run = 0;
  for (let row = 0; row < a.length; row += width * 4) {
    run = rowDiffers(a, b, row, row + width * 4) ? run + 1 : 0;
    if (run >= rows) return true;
  }
  return false;
}

function rowDiffers(a: Uint8ClampedArray, b: Uint8ClampedArray, from: number, to: number): boolean {
  for (let i = from; i < to; i += 4) {
    const [r, g, l] = [a[i] ?? 0, a[i + 1] ?? 0, a[i + 2] ?? 0];
    const [x, y, z] = [b[i] ?? 0, b[i + 1] ?? 0, b[i + 2] ?? 0];
    if (Math.abs(r - x) < NEAR && Math.abs(g - y) < NEAR && Math.abs(l - z) < NEAR) continue;
    if (contrast([r, g, l, 1], [x, y, z, 1]) >= CONTRAST_FLOOR) return true;
  }
  return false;
}
