// The program that draws a page, run for its texts only: where each piece stands decides whether it goes on a word, begins one,
// or begins a line. Nothing is drawn; every program is bounded.
import { Lexer, Name, Word, type Dict, type Value } from './lexer.ts';
import { fontOf, type Font } from './fonts.ts';
import type { Objects } from './objects.ts';

/** Operators of one page, forms in it included; forms in forms. */
const MAX_OPERATORS = 400_000;
const MAX_FORMS = 8;
const MAX_SAVED = 200;
/** Operands kept for an operator: the last ones count. */
const MAX_OPERANDS = 40;
/** A gap of this share of the letters' size parts words; a step across the line of this share begins a new one. */
const WORD_GAP = 0.16;
const LINE_STEP = 0.5;

type Matrix = readonly [number, number, number, number, number, number];
const UNIT: Matrix = [1, 0, 0, 1, 0, 0];

const times = ([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix => [
  a * g + b * i,
  a * h + b * j,
  c * g + d * i,
  c * h + d * j,
  e * g + f * i + k,
  e * h + f * j + l,
];

interface State {
  readonly matrix: Matrix;
  readonly font: Font | null;
  readonly size: number;
  readonly letterSpace: number;
  readonly wordSpace: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

export class PageText {
  readonly parts: string[] = [];
  /** UTF-16 units of all parts. */
  length = 0;
  /** Letters that nobody can read, pictures, and whether the page was not read to its end. */
  unknown = 0;
  pictures = 0;
  partial = false;
  private operators = MAX_OPERATORS;
  private end: readonly [number, number] | null = null;
  private readonly fonts = new Map<Value, Font | null>();

  constructor(private readonly objects: Objects) {}

  run(program: string, resources: Dict, start: Matrix = UNIT, depth = 0): void {
    const lexer = new Lexer(program);
    let state: State = { ...PLAIN, matrix: start };
    const saved: State[] = [];
    let [text, line]: [Matrix, Matrix] = [UNIT, UNIT];
    let operands: Value[] = [];
    const number = (from: number): number => {
      const value = operands.at(from);
      return typeof value === 'number' ? value : 0;
    };
    const matrix = (): Matrix => [number(-6), number(-5), number(-4), number(-3), number(-2), number(-1)];
    const move = (x: number, y: number): void => void (text = line = times([1, 0, 0, 1, x, y], line));
    const show = (value: Value | undefined): void => {
      if (typeof value === 'string') text = this.show(value, state, text);
    };
    for (let value = lexer.value(); value !== undefined; value = lexer.value()) {
      if (!(value instanceof Word)) {
        operands.push(value);
        if (operands.length > MAX_OPERANDS) operands = operands.slice(-8);
        continue;
      }
      if (--this.operators < 0) {
        this.partial = true;
        return;
      }
      switch (value.word) {
        case 'q':
          if (saved.length < MAX_SAVED) saved.push(state);
          break;
        case 'Q':
          state = saved.pop() ?? state;
          break;
        case 'cm':
          state = { ...state, matrix: times(matrix(), state.matrix) };
          break;
        case 'BT':
          text = line = UNIT;
          break;
        case 'Tm':
          text = line = matrix();
          break;
        case 'Td':
          move(number(-2), number(-1));
          break;
        case 'TD':
          state = { ...state, leading: -number(-1) };
          move(number(-2), number(-1));
          break;
        case 'T*':
          move(0, -state.leading);
          break;
        case 'Tc':
          state = { ...state, letterSpace: number(-1) };
          break;
        case 'Tw':
          state = { ...state, wordSpace: number(-1) };
          break;
        case 'Tz':
          state = { ...state, stretch: number(-1) / 100 };
          break;
        case 'TL':
          state = { ...state, leading: number(-1) };
          break;
        case 'Ts':
          state = { ...state, rise: number(-1) };
          break;
        case 'Tf':
          state = { ...state, font: this.font(resources, operands.at(-2)), size: number(-1) };
          break;
        case 'Tj':
          show(operands.at(-1));
          break;
        case "'":
          move(0, -state.leading);
          show(operands.at(-1));
          break;
        case '"':
          state = { ...state, wordSpace: number(-3), letterSpace: number(-2) };
          move(0, -state.leading);
          show(operands.at(-1));
          break;
        case 'TJ':
          for (const piece of (operands.at(-1) ?? []) as readonly Value[])
            if (typeof piece === 'number')
              text = times([1, 0, 0, 1, (-piece / 1_000) * state.size * state.stretch, 0], text);
            else show(piece);
          break;
        case 'Do':
          this.form(resources, operands.at(-1), state.matrix, depth);
          break;
        case 'BI':
          this.pictures++;
          skipPicture(lexer);
          break;
      }
      operands = [];
    }
  }

  private font(resources: Dict, name: Value | undefined): Font | null {
    const value = name instanceof Name ? this.objects.dict(resources.get('Font')).get(name.name) : undefined;
    if (value === undefined) return null;
    const dict = this.objects.at(value);
    let font = this.fonts.get(dict);
    if (font === undefined) this.fonts.set(dict, (font = fontOf(this.objects, value)));
    return font;
  }

  private form(resources: Dict, name: Value | undefined, matrix: Matrix, depth: number): void {
    const value = name instanceof Name ? this.objects.dict(resources.get('XObject')).get(name.name) : undefined;
    const { dict, content } = this.objects.stream(value) ?? { dict: null, content: null };
    if (!dict) return;
    if (this.objects.name(dict.get('Subtype')) !== 'Form') {
      this.pictures++;
      return;
    }
    if (depth >= MAX_FORMS || content.partial) this.partial = true;
    if (depth >= MAX_FORMS) return;
    const numbers = this.objects.list(dict.get('Matrix')).map((n) => this.objects.number(n, 0));
    const own = numbers.length === 6 ? times(numbers as unknown as Matrix, matrix) : matrix;
    const inner = this.objects.dict(dict.get('Resources'));
    this.run(content.text, inner.size > 0 ? inner : resources, own, depth + 1);
  }

  /** Shows a text; the matrix behind it. */
  private show(bytes: string, state: State, matrix: Matrix): Matrix {
    const { font, size, letterSpace, wordSpace, stretch, rise } = state;
    if (!font) {
      this.unknown += bytes.length;
      return matrix;
    }
    const at = times(times([1, 0, 0, 1, 0, rise], matrix), state.matrix);
    this.gap(at, size);
    let move = 0;
    for (const { letters, width, isSpace } of font(bytes)) {
      if (letters === '') this.unknown++;
      else this.add(letters);
      move += (width * size + letterSpace + (isSpace ? wordSpace : 0)) * stretch;
    }
    const after = times([1, 0, 0, 1, move, 0], matrix);
    const end = times(times([1, 0, 0, 1, 0, rise], after), state.matrix);
    this.end = [end[4], end[5]];
    return after;
  }

  /** What lies between the last text and this one. */
  private gap([a, b, , , x, y]: Matrix, size: number): void {
    const scale = Math.hypot(a, b);
    const last = this.parts.at(-1);
    if (!this.end || last === undefined || scale === 0) return;
    const [dx, dy] = [x - this.end[0], y - this.end[1]];
    const [ux, uy] = [a / scale, b / scale];
    const [along, across] = [dx * ux + dy * uy, Math.abs(dx * uy - dy * ux)];
    const em = Math.abs(size) * scale;
    if (across > LINE_STEP * em) this.add(last.endsWith('\n') ? '' : '\n');
    else if ((along > WORD_GAP * em || along < -em) && !/\s$/.test(last)) this.add(' ');
  }

  private add(text: string): void {
    if (text === '') return;
    this.parts.push(text);
    this.length += text.length;
  }
}

const PLAIN = { font: null, size: 0, letterSpace: 0, wordSpace: 0, stretch: 1, leading: 0, rise: 0 };

/** Pictures in a program are bytes of any kind, up to `EI`. */
function skipPicture(lexer: Lexer): void {
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g;
  const from = lexer.text.indexOf('ID', lexer.at);
  end.lastIndex = from < 0 ? lexer.text.length : from + 2;
  const found = end.exec(lexer.text);
  lexer.at = found ? found.index + 3 : lexer.text.length;
}
