// Facts about scripts that term lookup needs for every character of a page. Ranges instead of expressions with Unicode
// properties: compiling one of those costs more than reading a whole page. Source: Unicode Blocks.txt and Scripts.txt.

const within = (c: number, ranges: readonly number[]): boolean => {
  for (let i = 0; i < ranges.length; i += 2) if (c >= (ranges[i] ?? 0) && c <= (ranges[i + 1] ?? 0)) return true;
  return false;
};

/** Thai, Lao, Myanmar, Khmer, kana, Han (and the high surrogates of its extensions). */
const UNSPACED = [
  0x3041, 0x30ff, 0x4e00, 0x9fff, 0x3400, 0x4dbf, 0x0e00, 0x0eff, 0x1000, 0x109f, 0x1780, 0x17ff, 0x2e80, 0x2fdf,
  0x3005, 0x3007, 0x31f0, 0x31ff, 0xf900, 0xfaff, 0xd840, 0xd88d,
];
const HANGUL = [0xac00, 0xd7a3, 0x1100, 0x11ff, 0x3130, 0x318f];
/** Hebrew and Arabic with their supplements and presentation forms. */
const SEMITIC = [0x0590, 0x06ff, 0x0750, 0x077f, 0x08a0, 0x08ff, 0xfb1d, 0xfdff, 0xfe70, 0xfefc];

/** Written without spaces: a term may start and end anywhere. */
export const isUnspaced = (c: number): boolean => c >= 0x0e00 && within(c, UNSPACED);
/** Particles and case endings are glued on: a term may be followed by letters of the same script. */
export const isGlued = (c: number): boolean => c >= 0x1100 && within(c, HANGUL);
/** Conjunctions and articles are glued on in front: a term may start anywhere. */
export const isPrefixed = (c: number): boolean => c >= 0x590 && (within(c, SEMITIC) || isGlued(c));
