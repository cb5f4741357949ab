// Reads JSON and remembers where everything stands, so that a mistake can be shown at its place. Same language as JSON.parse;
// nothing is thrown at the caller. Input: what a person writes, or a file.

export interface JsonText {
  readonly value: unknown;
  /** Offset of each value by its path: `$`, `$.rules[0].id`. */
  readonly places: ReadonlyMap<string, number>;
}

export interface JsonProblem {
  /** UTF-16 offset at which it stops being JSON. */
  readonly at: number;
}

const MAX_DEPTH = 40;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS: readonly (readonly [string, unknown])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class Stop extends Error {}

class Parser {
  readonly places = new Map<string, number>();
  private at = 0;

  constructor(private readonly text: string) {}

  get place(): number {
    return this.at;
  }

  whole(): unknown {
    const value = this.value('$', 0);
    this.space();
    if (this.at < this.text.length) throw new Stop();
    return value;
  }

  private space(): void {
    while (' \n\r\t'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  private value(path: string, depth: number): unknown {
    this.space();
    if (depth > MAX_DEPTH) throw new Stop();
    this.places.set(path, this.at);
    const c = this.text[this.at];
    if (c === '{') return this.object(path, depth);
    if (c === '[') return this.array(path, depth);
    if (c === '"') return this.string();
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return Number(this.token(NUMBER));
  }

  private object(path: string, depth: number): unknown {
    const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    this.at++;
    for (let first = true; !this.ends('}', first); first = false) {
      const name = this.string();
      this.space();
      if (this.text[this.at] !== ':') throw new Stop();
      this.at++;
      out[name] = this.value(`${path}.${name}`, depth + 1);
    }
    return out;
  }

  private array(path: string, depth: number): unknown {
    const out: unknown[] = [];
    this.at++;
    for (let first = true; !this.ends(']', first); first = false)
      out.push(this.value(`${path}[${out.length}]`, depth + 1));
    return out;
  }

  /** Steps over the sign between two entries; true behind the last one. */
  private ends(sign: string, first: boolean): boolean {
    this.space();
    if (this.text[this.at] === sign) {
      this.at++;
      return true;
    }
    if (!first) {
      if (this.text[this.at] !== ',') throw new Stop();
      this.at++;
      this.space();
      if (this.text[this.at] === sign) throw new Stop();
    }
    return false;
  }

  private string(): string {
    return JSON.parse(this.token(STRING)) as string;
  }

  private token(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new Stop();
    this.at += found.length;
    return found;
  }
}

/** Linear in the text. Objects have no prototype, so that no name in them means anything else. */
export function parseJson(text: string): JsonText | JsonProblem {
  const parser = new Parser(text);
  try {
    return { value: parser.whole(), places: parser.places };
  } catch (error) {
    if (error instanceof Stop) return { at: Math.min(parser.place, text.length) };
    throw error;
  }
}

/** Line and column of an offset, both from 1. */
export function placeIn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
}
