// Is a rule's pattern linear whatever a page writes? The browser's expressions backtrack, so a pattern is refused that could
// be tried in very many ways at one place: an open-ended repetition, or repetitions that can share the same letters. Stricter
// than need be: what it accepts takes a bounded time at each place of a text. For the catalogue's tests and the Lab.

/** Ways in which one place may be tried, by the estimate below. The catalogue's widest pattern has four fifths of them. */
export const MAX_WAYS = 100_000;
export const MAX_PATTERN = 2_000;
/** Repetitions inside repetitions multiply. */
const MAX_REACH = 2_000;
const MAX_DEPTH = 30;

export const PATTERN_PROBLEMS = ['syntax', 'long', 'open', 'reference', 'many'] as const;
/**
 * `syntax`: no expression; `long`: more than MAX_PATTERN units; `open`: a repetition without an upper bound; `reference`:
 * refers back to what matched; `many`: could be tried in too many ways, or reaches too far.
 */
export type PatternProblem = (typeof PATTERN_PROBLEMS)[number];

export interface PatternMistake {
  readonly problem: PatternProblem;
  /** UTF-16 offset in the pattern. */
  readonly at: number;
}

/** Letters, signs, and one letter of each of some scripts: two sets that share one of these share letters. */
const PROBES: readonly string[] = [
  ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
  ...'\n\t\u00a0éßшαعאกあ中가ि\u0301²Ⅳ“…€\u{1f600}\u{e0041}',
];

type Letters = ReadonlySet<number>;

/** What a part can match, as far as it matters here. */
interface Part {
  /** Upper bounds of the ways in which it can match from one place to another, and from one place to anywhere. */
  readonly ways: number;
  readonly paths: number;
  /** Most letters that it can match. */
  readonly reach: number;
  readonly empty: boolean;
  /** Letters that it can begin with, and all that it can contain. */
  readonly first: Letters;
  readonly all: Letters;
  /** Letters of its first places, as long as each match has one there. */
  readonly places: readonly Letters[];
  /** It matches one length only. */
  readonly fixed: boolean;
}

const NONE: Letters = new Set();
const NOTHING: Part = {
  ways: 1,
  paths: 1,
  reach: 0,
  empty: true,
  first: NONE,
  all: NONE,
  places: [],
  fixed: true,
};
const share = (a: Letters, b: Letters): boolean => [...a].some((letter) => b.has(letter));
const union = (a: Letters, b: Letters): Letters => new Set([...a, ...b]);
const capped = (n: number): number => Math.min(n, 1e12);

/** One behind the other. Where the first one ends is open only if the second can begin with what the first can contain. */
function then(a: Part, b: Part): Part {
  if (b === NOTHING) return a;
  const ways = b.empty || share(a.all, b.first) ? a.paths : a.ways;
  return {
    ways: capped(ways * b.ways),
    paths: capped(ways * b.paths),
    reach: a.reach + b.reach,
    empty: a.empty && b.empty,
    first: a.empty ? union(a.first, b.first) : a.first,
    all: union(a.all, b.all),
    places: a.fixed ? [...a.places, ...b.places].slice(0, 40) : a.places,
    fixed: a.fixed && b.fixed,
  };
}

/** Two parts could match the same beginning. */
function alike(a: Part, b: Part): boolean {
  if (a.empty || b.empty) return true;
  const known = Math.min(a.places.length, b.places.length);
  if (known === 0) return share(a.first, b.first);
  for (let i = 0; i < known; i++) if (!share(a.places[i] ?? NONE, b.places[i] ?? NONE)) return false;
  return true;
}

/** One of them: as many ways as there are among those that can match the same. */
function either(parts: readonly Part[]): Part {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  const count = (of: (part: Part) => number): number[] =>
    parts.map((part) => parts.reduce((n, other) => (alike(part, other) ? n + of(other) : n), 0));
  const lengths = new Set(parts.map((part) => part.reach));
  const fixed = parts.every((part) => part.fixed) && lengths.size === 1;
  const least = Math.min(...parts.map((part) => part.places.length));
  return {
    ways: capped(Math.max(...count((part) => part.ways))),
    paths: capped(Math.max(...count((part) => part.paths))),
    reach: Math.max(...parts.map((part) => part.reach)),
    empty: parts.some((part) => part.empty),
    first: parts.reduce((all, part) => union(all, part.first), NONE),
    all: parts.reduce((all, part) => union(all, part.all), NONE),
    places: Array.from({ length: least }, (_, i) => parts.reduce((all, p) => union(all, p.places[i] ?? NONE), NONE)),
    fixed,
  };
}

/** A part several times. */
function times(part: Part, min: number, max: number): Part {
  const each = share(part.first, part.all) ? part.paths : part.ways;
  const ways = capped(Math.max(each, part.empty ? 2 : 1) ** Math.min(max, 60));
  return {
    ways,
    paths: capped(ways * (max - min + 1)),
    reach: capped(part.reach * max),
    empty: part.empty || min === 0,
    first: part.first,
    all: part.all,
    places:
      min === 0 ? [] : part.fixed ? Array.from({ length: Math.min(min, 40) }, () => part.places).flat() : part.places,
    fixed: part.fixed && min === max,
  };
}

class Refused extends Error {
  constructor(
    readonly problem: PatternProblem,
    readonly at: number,
  ) {
    super(problem);
  }
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  whole(): Part {
    const part = this.alternatives();
    if (this.at < this.source.length) throw new Refused('syntax', this.at);
    return part;
  }

  private alternatives(): Part {
    if (++this.depth > MAX_DEPTH) throw new Refused('many', this.at);
    const parts = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      parts.push(this.sequence());
    }
    this.depth--;
    return either(parts);
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] ?? '')) parts.push(this.piece());
    return parts.reduceRight((rest, part) => then(part, rest), NOTHING);
  }

  private piece(): Part {
    const from = this.at;
    const part = this.atom();
    const [open, min, comma, max] = this.bounds();
    if (open === 'open') throw new Refused('open', from);
    const [least, most] = [Number(min), comma === '' ? Number(min) : Number(max)];
    if (least === 1 && most === 1) return part;
    const repeated = times(part, least, most);
    if (repeated.reach > MAX_REACH) throw new Refused('many', from);
    return repeated;
  }

  /** Reads a quantifier, if there is one, as: whether it is open, least, comma, most. */
  private bounds(): readonly [string, string, string, string] {
    const found = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.source.slice(this.at));
    this.at += found?.[0].length ?? 0;
    const sign = found?.[0][0] ?? '';
    if (sign === '?') return ['', '0', ',', '1'];
    if (sign === '*' || sign === '+' || (found?.[2] === ',' && found[3] === '')) return ['open', '0', '', ''];
    return ['', found?.[1] ?? '1', found?.[2] ?? '', found?.[3] ?? ''];
  }

  private atom(): Part {
    const { source, at } = this;
    const c = source[at] ?? '';
    if (c === '(') return this.group();
    if (c === '[') return this.letters(this.classEnd());
    if (c === '^' || c === '$') {
      this.at++;
      return NOTHING;
    }
    if (c === '.') return this.letters(at + 1);
    if (c === '\\') {
      const escape = /^\\(?:[pP]\{[^}]*\}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|.)/su.exec(
        source.slice(at),
      )?.[0];
      if (escape === undefined) throw new Refused('syntax', at);
      if (/^\\[1-9k]/.test(escape)) throw new Refused('reference', at);
      if (/^\\[bB]/.test(escape)) {
        this.at += escape.length;
        return NOTHING;
      }
      return this.letters(at + escape.length);
    }
    if ('*+?{}'.includes(c)) throw new Refused('syntax', at);
    return this.letters(at + String.fromCodePoint(source.codePointAt(at) ?? 0).length);
  }

  private group(): Part {
    const { source, at } = this;
    const opening = /^\((?:\?(?::|<?[=!]|<[\p{L}_$][\p{L}\p{N}_$]*>))?/u.exec(source.slice(at))?.[0] ?? '(';
    this.at += opening.length;
    const part = this.alternatives();
    if (source[this.at] !== ')') throw new Refused('syntax', at);
    this.at++;
    // Looks at letters and takes none.
    return /[=!]$/.test(opening) ? { ...NOTHING, ways: part.paths, paths: part.paths } : part;
  }

  private classEnd(): number {
    let at = this.at + 1;
    while (at < this.source.length && this.source[at] !== ']') at += this.source[at] === '\\' ? 2 : 1;
    return at + 1;
  }

  /** One letter of the set that the source up to `end` stands for. */
  private letters(end: number): Part {
    const from = this.at;
    const text = this.source.slice(from, end);
    this.at = end;
    let one: RegExp;
    try {
      one = new RegExp(`^(?:${text})$`, 'su');
    } catch {
      throw new Refused('syntax', from);
    }
    const own = PROBES.flatMap((probe, i) => (one.test(probe) ? [i] : []));
    // A letter that no probe stands for is one of its own.
    const set = new Set(own.length > 0 ? own : [PROBES.length + hash(text)]);
    return { ways: 1, paths: 1, reach: 1, empty: false, first: set, all: set, places: [set], fixed: true };
  }
}

const hash = (text: string): number => [...text].reduce((n, c) => (n * 31 + (c.codePointAt(0) ?? 0)) % 1_000_003, 7);

/** Upper bound of the ways in which a pattern can be tried at one place, or why it is refused. */
export function waysOf(pattern: string): number | PatternMistake {
  if (pattern.length > MAX_PATTERN) return { problem: 'long', at: MAX_PATTERN };
  try {
    void new RegExp(pattern, 'u');
  } catch {
    return { problem: 'syntax', at: 0 };
  }
  try {
    return new Reader(pattern).whole().ways;
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem, at: error.at };
    throw error;
  }
}

/** null for a pattern that takes a bounded time at each place of a text, else what stands against it. Never runs it. */
export function patternMistake(pattern: string): PatternMistake | null {
  const ways = waysOf(pattern);
  if (typeof ways !== 'number') return ways;
  return ways > MAX_WAYS ? { problem: 'many', at: 0 } : null;
}
