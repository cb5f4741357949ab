// The objects of a PDF file, found by looking for them: the table at its end may be broken, missing or lie, and a file that a
// reader can repair has to be read here, too. The last object of a number counts, as in files that were changed by appending.
import { Lexer, Name, Ref, Word, type Dict, type Value } from './lexer.ts';
import { Budget, latin1, unpacked, type Unpacked } from './streams.ts';

const MAX_OBJECTS = 300_000;
/** References that lead to references. */
const MAX_STEPS = 10;
/** Units that are searched for the ends of streams which state a wrong length. */
const MAX_SEARCH = 64 * 1024 * 1024;
/** Units behind `obj` in which the kind of a stream is looked for. */
const HEAD = 400;

interface Place {
  readonly text: string;
  readonly at: number;
}
export interface Stream {
  readonly dict: Dict;
  readonly content: Unpacked;
}

export class Objects {
  /** Something that may hold words could not be read. */
  partial = false;
  readonly encrypted: boolean;
  private readonly places = new Map<number, Place>();
  private readonly values = new Map<number, Value>();
  private readonly budget = new Budget();
  private search = MAX_SEARCH;

  /** The file, one unit a byte. */
  private readonly text: string;

  constructor(private readonly bytes: Uint8Array) {
    this.text = latin1(bytes);
    // Where a file is encrypted its end says so, or the dictionary of a stream that stands for the end.
    this.encrypted =
      /\/Encrypt(?:[\0\t\n\f\r ]{1,9}\d{1,10}[\0\t\n\f\r ]{1,9}\d{1,5}[\0\t\n\f\r ]{1,9}R|[\0\t\n\f\r ]{0,9}<<)/.test(
        this.text,
      );
    if (!this.encrypted) this.scan();
  }

  get numbers(): Iterable<number> {
    return this.places.keys();
  }

  /** What a value refers to; null for nothing. */
  at(value: Value | undefined): Value {
    let found = value ?? null;
    for (let i = 0; i < MAX_STEPS && found instanceof Ref; i++) found = this.object(found.number);
    return found instanceof Ref ? null : found;
  }

  dict(value: Value | undefined): Dict {
    const found = this.at(value);
    return found instanceof Map ? found : new Map<string, Value>();
  }

  list(value: Value | undefined): readonly Value[] {
    const found = this.at(value);
    return Array.isArray(found) ? (found as readonly Value[]) : [];
  }

  name(value: Value | undefined): string {
    const found = this.at(value);
    return found instanceof Name ? found.name : '';
  }

  number(value: Value | undefined, otherwise: number): number {
    const found = this.at(value);
    return typeof found === 'number' ? found : otherwise;
  }

  /** A stream with its contents; null where there is none. */
  stream(value: Value | undefined): Stream | null {
    if (!(value instanceof Ref)) return null;
    const place = this.places.get(value.number);
    return place ? this.streamAt(place) : null;
  }

  private object(number: number): Value {
    const known = this.values.get(number);
    if (known !== undefined) return known;
    const place = this.places.get(number);
    const value = place ? (new Lexer(place.text, place.at).value() ?? null) : null;
    this.values.set(number, value);
    return value;
  }

  private scan(): void {
    const { text } = this;
    for (let at = text.indexOf('obj'); at >= 0; at = text.indexOf('obj', at + 3)) {
      const number = /(?:^|[^\d])(\d{1,10})[\0\t\n\f\r ]{1,9}\d{1,5}[\0\t\n\f\r ]{1,9}$/.exec(
        text.slice(Math.max(0, at - 36), at),
      );
      if (!number) continue;
      if (this.places.size >= MAX_OBJECTS) {
        this.partial = true;
        return;
      }
      const place = { text, at: at + 3 };
      this.places.set(Number(number[1]), place);
      if (text.slice(place.at, place.at + HEAD).includes('/ObjStm')) this.unfold(place);
    }
  }

  /** Objects that lie packed in a stream. */
  private unfold(place: Place): void {
    const stream = this.streamAt(place);
    if (!stream || this.name(stream.dict.get('Type')) !== 'ObjStm') return;
    const { text, partial } = stream.content;
    if (partial || stream.dict.has('DecodeParms')) this.partial = true;
    const first = this.number(stream.dict.get('First'), 0);
    const head = new Lexer(text.slice(0, first));
    for (let i = this.number(stream.dict.get('N'), 0); i > 0 && this.places.size < MAX_OBJECTS; i--) {
      const [number, offset] = [head.value(), head.value()];
      if (typeof number !== 'number' || typeof offset !== 'number') return;
      this.places.set(number, { text, at: first + offset });
    }
  }

  private streamAt({ text, at }: Place): Stream | null {
    // Streams do not lie packed in streams.
    if (text !== this.text) return null;
    const lexer = new Lexer(text, at);
    const dict = lexer.value();
    if (!(dict instanceof Map)) return null;
    const word = lexer.value();
    if (!(word instanceof Word) || word.word !== 'stream') return null;
    const start = lexer.at + (text.startsWith('\r\n', lexer.at) ? 2 : 1);
    const length = this.number(dict.get('Length'), -1);
    // A wrong length is common; the word at the end decides.
    const stated = length >= 0 && /^\s{0,4}endstream/.test(text.slice(start + length, start + length + 16));
    const end = stated ? start + length : this.endOf(start);
    return { dict, content: unpacked(this.bytes.subarray(start, end), dict, this.budget) };
  }

  private endOf(start: number): number {
    if (this.search < 0) return start;
    const { text } = this;
    const found = text.indexOf('endstream', start);
    const end = found < 0 ? text.length : found;
    this.search -= end - start;
    return end;
  }
}
