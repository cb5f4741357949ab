// Host labels with letters beyond ASCII, as browsers write them (RFC 3492, prefix xn--). The engine has no URL class.
// Input is a label typed by a person or an administrator; its length is bounded by the caller.

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;

const digit = (value: number) => String.fromCharCode(value < 26 ? value + 97 : value + 22);

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  while (rest > ((BASE - T_MIN) * T_MAX) >> 1) {
    rest = Math.floor(rest / (BASE - T_MIN));
    k += BASE;
  }
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** One label in ASCII: unchanged when it is ASCII, else xn-- and its Punycode. */
export function asciiLabel(label: string): string {
  const points = [...label].map((character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < 0x80);
  if (basic.length === points.length) return label;
  let output = basic.map((point) => String.fromCharCode(point)).join('');
  if (output !== '') output += '-';
  let next = 0x80;
  let delta = 0;
  let bias = 72;
  let handled = basic.length;
  while (handled < points.length) {
    const smallest = Math.min(...points.filter((point) => point >= next));
    delta += (smallest - next) * (handled + 1);
    next = smallest;
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX);
        if (rest < threshold) break;
        output += digit(threshold + ((rest - threshold) % (BASE - threshold)));
        rest = Math.floor((rest - threshold) / (BASE - threshold));
      }
      output += digit(rest);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    next++;
  }
  return `xn--${output}`;
}
