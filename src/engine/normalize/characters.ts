// Facts about code points that people cannot see. Source: Unicode DerivedCoreProperties (Default_Ignorable_Code_Point)
// and UTS #51 (emoji sequences). A joiner inside an emoji, an Indic or an Arabic-script word is honest and left alone.

/** Code points without a glyph, plus fillers and bidi controls; one test over a whole text tells if any is present. */
export const INVISIBLE =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|[\udb40-\udb43][\udc00-\udfff]/;

export function isInvisible(cp: number): boolean {
  return (
    cp === 0xad ||
    cp === 0x34f ||
    cp === 0x61c ||
    cp === 0x115f ||
    cp === 0x1160 ||
    cp === 0x17b4 ||
    cp === 0x17b5 ||
    (cp >= 0x180b && cp <= 0x180f) ||
    (cp >= 0x200b && cp <= 0x200f) ||
    (cp >= 0x202a && cp <= 0x202e) ||
    (cp >= 0x2060 && cp <= 0x206f) ||
    cp === 0x3164 ||
    (cp >= 0xfe00 && cp <= 0xfe0f) ||
    cp === 0xfeff ||
    cp === 0xffa0 ||
    (cp >= 0x1bca0 && cp <= 0x1bca3) ||
    (cp >= 0x1d173 && cp <= 0x1d17a) ||
    (cp >= 0xe0000 && cp <= 0xe0fff)
  );
}

export const isTag = (cp: number): boolean => cp >= 0xe0020 && cp <= 0xe007e;
export const isVariationSelector = (cp: number): boolean =>
  (cp >= 0xfe00 && cp <= 0xfe0f) || (cp >= 0xe0100 && cp <= 0xe01ef);
/** The alphabet of zero-width bit encodings. */
export const isZeroWidthBit = (cp: number): boolean =>
  (cp >= 0x200b && cp <= 0x200d) || (cp >= 0x2060 && cp <= 0x2064) || cp === 0xfeff;

const JOINED_SCRIPT =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Mongolian}\p{Script=Syriac}\p{Script=Hebrew}]/u;
const HAN = /\p{Script=Han}$/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u20e3\ufe0f]/u;

/** True when an invisible code point between these neighbours has an honest use (emoji sequence, joining script). */
export function isHonestJoiner(cp: number, before: string, after: string): boolean {
  if (cp === 0x200d) return EMOJI.test(before) || JOINED_SCRIPT.test(before) || JOINED_SCRIPT.test(after);
  if (cp === 0x200c || cp === 0x200e || cp === 0x200f || cp === 0x61c) {
    return JOINED_SCRIPT.test(before) || JOINED_SCRIPT.test(after);
  }
  if (cp >= 0xfe00 && cp <= 0xfe0f) return before !== '' && !INVISIBLE.test(before);
  // Registered variants of Han characters (UTS #37): common in Japanese names.
  if (cp >= 0xe0100 && cp <= 0xe01ef) return HAN.test(before);
  if (cp >= 0x180b && cp <= 0x180f) return JOINED_SCRIPT.test(before);
  // Soft hyphens, word joiners and byte-order marks are everyday typography; alone they mean nothing.
  return false;
}

/** Subdivision flags that exist: black flag + these tags + cancel tag (UTS #51). */
const FLAGS = new Set(['gbeng', 'gbsct', 'gbwls']);

/** True when the tag run after U+1F3F4 spells a real flag. */
export const isFlag = (tags: string): boolean => FLAGS.has(tags);

/** UTF-16 units of the tags that follow a black flag ending at `at` and make it a real flag; 0 when they do not. */
export function flagTail(text: string, at: number): number {
  const m = /^((?:\udb40[\udc20-\udc7e]){5})\udb40\udc7f/.exec(text.slice(at, at + 12));
  if (!m) return 0;
  const tags = [...(m[1] ?? '')].map((c) => String.fromCharCode((c.codePointAt(0) ?? 0) - 0xe0000)).join('');
  return isFlag(tags) ? m[0].length : 0;
}
