// The tokens and values of PDF, of its objects as of the programs that draw its pages. The bytes are read as Latin-1, one unit a
// byte. Total and linear for any input; what is nested too deep ends as nothing.

export class Name {
  constructor(readonly name: string) {}
}
export class Ref {
  constructor(readonly number: number) {}
}
/** An operator, or a word of the file's own grammar. */
export class Word {
  constructor(readonly word: string) {}
}
export type Dict = Map<string, Value>;
export type Value = number | string | null | boolean | Name | Ref | Word | Dict | readonly Value[];

const MAX_DEPTH = 24;
const MAX_ITEMS = 100_000;
const SPACE = new Set(['\0', '\t', '\n', '\f', '\r', ' ']);
const DELIMITER = new Set(['(', ')', '<', '>', '[', ']', '{', '}', '/', '%']);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Marks of structure, told from values by identity. */
const CLOSE_ARRAY = new Word(']');
const CLOSE_DICT = new Word('>>');

export class Lexer {
  constructor(
    readonly text: string,
    public at = 0,
  ) {}

  /** The next value; undefined at the end. */
  value(depth = 0): Value | undefined {
    this.skip();
    const { text } = this;
    const c = text[this.at];
    if (c === undefined) return undefined;
    if (c === '/') return new Name(this.nameAt());
    if (c === '(') return this.literal();
    if (c === '[') {
      this.at++;
      return this.list(CLOSE_ARRAY, depth);
    }
    if (c === ']') {
      this.at++;
      return CLOSE_ARRAY;
    }
    if (c === '<') {
      if (text[this.at + 1] !== '<') return this.hexadecimal();
      this.at += 2;
      return this.dictionary(depth);
    }
    if (c === '>') {
      this.at += text[this.at + 1] === '>' ? 2 : 1;
      return CLOSE_DICT;
    }
    if (c === '{' || c === '}' || c === ')') {
      this.at++;
      return new Word(c);
    }
    return this.regular();
  }

  private skip(): void {
    const { text } = this;
    for (;;) {
      while (SPACE.has(text[this.at] ?? 'x')) this.at++;
      if (text[this.at] !== '%') return;
      while (this.at < text.length && text[this.at] !== '\n' && text[this.at] !== '\r') this.at++;
    }
  }

  private run(): string {
    const from = this.at;
    for (let c = this.text[this.at]; c !== undefined && !SPACE.has(c) && !DELIMITER.has(c); c = this.text[++this.at]);
    return this.text.slice(from, this.at);
  }

  private nameAt(): string {
    this.at++;
    const name = this.run();
    return name.includes('#')
      ? name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      : name;
  }

  private regular(): Value {
    const word = this.run();
    if (word === '') {
      this.at++;
      return null;
    }
    if (/^[+-]?\d/.test(word) || /^[+-]?\.\d/.test(word)) {
      const number = Number.parseFloat(word);
      if (!/^\d{1,10}$/.test(word)) return Number.isFinite(number) ? number : 0;
      // `12 0 R` is a reference; looked for only behind a whole number.
      const ref = /^[\0\t\n\f\r ]{1,9}\d{1,5}[\0\t\n\f\r ]{1,9}R(?![A-Za-z0-9])/.exec(
        this.text.slice(this.at, this.at + 26),
      );
      if (!ref) return number;
      this.at += ref[0].length;
      return new Ref(number);
    }
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : new Word(word);
  }

  private list(end: Word, depth: number): readonly Value[] {
    const out: Value[] = [];
    while (out.length < MAX_ITEMS && depth < MAX_DEPTH) {
      const value = this.value(depth + 1);
      if (value === undefined || value === end) break;
      out.push(value);
    }
    return out;
  }

  private dictionary(depth: number): Dict {
    const list = this.list(CLOSE_DICT, depth);
    const out: Dict = new Map();
    for (let i = 0; i + 1 < list.length; i++) {
      const key = list[i];
      // What is not in pairs costs itself only.
      if (key instanceof Name) out.set(key.name, list[++i] ?? null);
    }
    return out;
  }

  private literal(): string {
    const { text } = this;
    const parts: string[] = [];
    let open = 1;
    let from = ++this.at;
    for (; this.at < text.length; this.at++) {
      const c = text[this.at];
      if (c === '(') open++;
      else if (c === ')' && --open === 0) break;
      else if (c === '\\') {
        parts.push(text.slice(from, this.at));
        const octal = /^[0-7]{1,3}/.exec(text.slice(this.at + 1, this.at + 4));
        const next = text[this.at + 1] ?? '';
        if (octal) parts.push(String.fromCharCode(parseInt(octal[0], 8) & 255));
        else if (next !== '\n' && next !== '\r') parts.push(ESCAPES[next] ?? next);
        this.at += octal ? octal[0].length : next === '\r' && text[this.at + 2] === '\n' ? 2 : 1;
        from = this.at + 1;
      }
    }
    parts.push(text.slice(from, this.at++));
    return parts.join('');
  }

  private hexadecimal(): string {
    const end = this.text.indexOf('>', this.at);
    const digits = this.text.slice(this.at + 1, end < 0 ? undefined : end).replace(/[^0-9a-f]/gi, '');
    this.at = end < 0 ? this.text.length : end + 1;
    const parts: string[] = [];
    for (let i = 0; i < digits.length; i += 2)
      parts.push(String.fromCharCode(parseInt(digits.slice(i, i + 2).padEnd(2, '0'), 16)));
    return parts.join('');
  }
}
