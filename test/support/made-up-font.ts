// A font made in the test: each character is drawn from a bitmap, square by square, or is empty. Only what browsers insist
// on is in it (OpenType 1.9, TrueType outlines).

/** Rows of a glyph, top first; true is ink. Squares are laid on a grid of 1/24 em, the baseline below row 18. */
export type Bitmap = readonly (readonly boolean[])[];

const EM = 960;
const STEP = EM / 24;
const BASE_ROW = 18;

class Bytes {
  readonly list: number[] = [];
  u8 = (...values: number[]): this => (this.list.push(...values.map((v) => v & 0xff)), this);
  u16 = (...values: number[]): this => values.reduce<this>((out, v) => out.u8(v >> 8, v), this);
  u32 = (...values: number[]): this => values.reduce<this>((out, v) => out.u16(v >>> 16, v), this);
  pad = (to: number): this => {
    while (this.list.length % to !== 0) this.list.push(0);
    return this;
  };
}

/** Squares of a bitmap as outlines; an empty bitmap is an empty glyph. */
function outline(bitmap: Bitmap): number[] {
  const corners: (readonly [number, number])[] = [];
  bitmap.forEach((row, y) =>
    row.forEach((ink, x) => {
      const [left, bottom] = [x * STEP, (BASE_ROW - y) * STEP];
      const [right, top] = [left + STEP, bottom + STEP];
      if (ink) corners.push([left, bottom], [left, top], [right, top], [right, bottom]);
    }),
  );
  if (corners.length === 0) return [];
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const out = new Bytes().u16(corners.length / 4, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys));
  for (let i = 3; i < corners.length; i += 4) out.u16(i);
  out.u16(0);
  corners.forEach(() => out.u8(1));
  for (const list of [xs, ys]) list.forEach((v, i) => out.u16(v - (list[i - 1] ?? 0)));
  return out.pad(4).list;
}

/** The font as a data: address. Every character of `glyphs` must be below U+10000; all others are missing. */
export function madeUpFont(glyphs: ReadonlyMap<string, Bitmap>): string {
  const chars = [...glyphs.keys()].sort();
  const box: Bitmap = Array.from({ length: 18 }, () => Array.from({ length: 9 }, () => true));
  const outlines = [box, ...chars.map((c) => glyphs.get(c) ?? [])].map(outline);
  const count = outlines.length;
  const loca = new Bytes().u32(0);
  outlines.reduce((at, one) => (loca.u32(at + one.length), at + one.length), 0);

  const segments = [...chars.map((c, i) => [c.charCodeAt(0), i + 1] as const), [0xffff, 0] as const];
  const cmap = new Bytes().u16(0, 1, 3, 1).u32(12);
  const search = 2 ** Math.floor(Math.log2(segments.length)) * 2;
  cmap.u16(4, 16 + segments.length * 8, 0, segments.length * 2, search, Math.log2(search / 2));
  cmap.u16(segments.length * 2 - search, ...segments.map(([code]) => code), 0, ...segments.map(([code]) => code));
  cmap.u16(...segments.map(([code, glyph]) => (glyph === 0 ? 1 : glyph - code)), ...segments.map(() => 0));

  const name = new Bytes();
  const names = [1, 2, 4, 6].map((id) => [id, id === 2 ? 'Regular' : 'Madeup'] as const);
  name.u16(0, names.length, 6 + names.length * 12);
  let at = 0;
  for (const [id, text] of names) {
    name.u16(3, 1, 0x409, id, text.length * 2, at);
    at += text.length * 2;
  }
  for (const [, text] of names) for (const c of text) name.u16(c.charCodeAt(0));

  const os2 = new Bytes().u16(3, 480, 400, 5, 0, 600, 600, 0, 75, 600, 600, 0, 350, 50, 258, 0);
  os2.u8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0).u32(1, 0, 0, 0).u32(0x20202020);
  os2.u16(0x40, chars[0]?.charCodeAt(0) ?? 0, chars.at(-1)?.charCodeAt(0) ?? 0, 760, -200, 0, 760, 200).u32(1, 0);
  os2.u16(500, 700, 0, 32, 1);

  const tables: Record<string, number[]> = {
    'OS/2': os2.list,
    cmap: cmap.list,
    glyf: outlines.flat(),
    head: new Bytes()
      .u32(0x10000, 0x10000, 0, 0x5f0f3cf5)
      .u16(3, EM, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, EM, EM, 0, 8, 2, 1, 0).list,
    hhea: new Bytes().u32(0x10000).u16(760, -200, 0, 480, 0, 0, 480, 1, 0, 0, 0, 0, 0, 0, 0, count).list,
    hmtx: outlines.reduce((out) => out.u16(480, 0), new Bytes()).list,
    loca: loca.list,
    maxp: new Bytes().u32(0x10000).u16(count, 2_000, 500, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0).list,
    name: name.list,
    post: new Bytes().u32(0x30000, 0, 0, 0, 0, 0, 0, 0).list,
  };
  const entries = Object.entries(tables);
  const file = new Bytes().u32(0x10000).u16(entries.length, 128, 3, entries.length * 16 - 128);
  let offset = 12 + entries.length * 16;
  for (const [tag, data] of entries) {
    for (const c of tag) file.u8(c.charCodeAt(0));
    const padded = [...data, 0, 0, 0].slice(0, Math.ceil(data.length / 4) * 4);
    let sum = 0;
    for (let i = 0; i < padded.length; i += 4)
      sum =
        (sum +
          (((padded[i] ?? 0) << 24) |
            ((padded[i + 1] ?? 0) << 16) |
            ((padded[i + 2] ?? 0) << 8) |
            (padded[i + 3] ?? 0))) >>>
        0;
    file.u32(sum, offset, data.length);
    offset += padded.length;
  }
  for (const [, data] of entries) {
    for (const byte of data) file.u8(byte);
    file.pad(4);
  }
  let text = '';
  for (const byte of file.list) text += String.fromCharCode(byte);
  return `data:font/ttf;base64,${btoa(text)}`;
}
