// Braille as text: cells that a person who sees the page cannot read, and that a model reads like letters.
import { ViewBuilder, type View } from './view.ts';

// Braille of the letters a–z by the dots of their cells (Unicode U+2800 + dots), as every European alphabet shares them.
const CELLS = '⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵';
/** Space and punctuation, and what each cell says. */
const [CELL_SIGNS, SIGNS] = ['⠀⠲⠂⠆⠒⠖⠦⠤⠄', " .,;:!?-'"];
/** The seventh dot makes a capital of a letter. */
const CAPITAL = 0x40;

/**
 * Braille cells, at least eight of them letters, uncontracted; or cells that stand for ASCII by their number, which no
 * person can read and a model can: told by dots six and seven, which hardly any letter has both of.
 */
export function decodeBraille(text: string): View | null {
  const cells = text.match(/[\u2801-\u28ff]/g) ?? [];
  const shifted = cells.filter((cell) => (cell.charCodeAt(0) & 0x60) === 0x60).length * 2 > cells.length;
  const out = new ViewBuilder();
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const dots = text.charCodeAt(at) - 0x2800;
    const index = CELLS.indexOf(String.fromCharCode(0x2800 + (dots & ~CAPITAL)));
    const cell = dots >= 0 && dots <= 0xff;
    const letter = shifted ? String.fromCharCode(dots) : index >= 0 ? String.fromCharCode(97 + index) : '';
    if (cell && letter !== '') letters++;
    const sign = text[at] ?? '';
    out.append(cell ? letter || (SIGNS[CELL_SIGNS.indexOf(sign)] ?? '') : sign, at);
  }
  return letters >= 8 ? out.build('braille', text.length) : null;
}
