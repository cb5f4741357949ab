// Made-up characters for the templates of samples, and made-up numbers that pass a check: nothing in this repository is
// anybody's key or number, and what scanners of repositories look for is put together at run time only.

/** Deterministic numbers 0…n-1. */
export function seeded(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * n);
  };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
/** What a letter of a template stands for. */
const ALPHABETS: Readonly<Record<string, string>> = {
  a: LOWER + LOWER.toUpperCase() + DIGITS,
  A: LOWER + LOWER.toUpperCase(),
  b: `${LOWER}${LOWER.toUpperCase()}${DIGITS}_-`,
  d: DIGITS,
  h: `${DIGITS}abcdef`,
  HX: `${DIGITS}ABCDEF`,
  l: LOWER + DIGITS,
  UP: LOWER.toUpperCase() + '234567',
  UPX: LOWER.toUpperCase() + DIGITS,
  W: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
};

/** A template with its places filled: `{h:32}` by 32 hex digits, `{uuid}` by a UUID. */
export function filled(template: string, random = seeded(1)): string {
  const some = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
  return template.replace(/\{([A-Za-z]+)(?::(\d+))?\}/g, (_, name: string, length: string | undefined) =>
    name === 'uuid'
      ? [8, 4, 4, 4, 12].map((n) => some(ALPHABETS['h'] as string, n)).join('-')
      : some(ALPHABETS[name] ?? '?', Number(length ?? '1')),
  );
}

/** Numbers of the form of a valid one that pass a check too: two of its digits changed at a time. */
export function others(
  valid: string,
  check: (compact: string) => boolean,
  count: number,
  random = seeded(7),
): string[] {
  const found = new Set<string>();
  let from = valid;
  for (let tries = 0; tries < 40_000 && found.size < count; tries++) {
    const digits = [...from];
    for (let n = 0; n < 3; n++) {
      const at = random(digits.length);
      if (/\d/.test(digits[at] as string)) digits[at] = String(random(10));
    }
    const next = digits.join('');
    if (next === from || !check(next)) continue;
    found.add(next);
    from = next;
  }
  return [...found];
}

/** Every number that differs from a valid one in one digit. */
export function typos(valid: string): string[] {
  return [...valid].flatMap((c, at) =>
    /\d/.test(c) ? [...DIGITS].filter((d) => d !== c).map((d) => valid.slice(0, at) + d + valid.slice(at + 1)) : [],
  );
}
