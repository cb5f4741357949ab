// Runs of base64 and hex that hold text. What they hold is decoded only to be judged; lengths are bounded.

const MAX_RUN = 4_000;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text in a whole run of base64 (either alphabet), base32 or hex; '' when it holds none. */
export function textOfRun(run: string): string {
  const bare = run.slice(0, MAX_RUN).replace(/=+$/, '');
  if (bare.length < 8) return '';
  const readings = [
    /^(?:[0-9a-f]{2})+$/i.test(bare) ? fromHex(bare) : '',
    /^[A-Z2-7]+$/.test(bare) ? fromBits(bare, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 5) : '',
    /^[A-Za-z0-9+/_-]+$/.test(bare) ? fromBits(bare.replace(/-/g, '+').replace(/_/g, '/'), BASE64, 6) : '',
  ];
  return readings.find(isText) ?? '';
}

function fromHex(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 2) bytes.push(parseInt(text.slice(i, i + 2), 16));
  return fromBytes(bytes);
}

function fromBits(text: string, alphabet: string, width: number): string {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text) {
    bits = ((bits << width) | alphabet.indexOf(letter)) & 0xffff;
    held += width;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 0xff);
    }
  }
  return fromBytes(bytes);
}

/** UTF-8 by way of percent escapes, which the language itself reads; bytes that are none give ''. */
function fromBytes(bytes: readonly number[]): string {
  try {
    return decodeURIComponent(bytes.map((b) => `%${b.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return '';
  }
}

/** Whether decoded bytes are something that a person could have written: letters, hardly anything that cannot be shown. */
function isText(text: string): boolean {
  if (text.length < 6) return false;
  const odd = text.match(/[\p{Cc}\p{Cn}\p{Co}\ufffd]/gu)?.length ?? 0;
  const words = text.match(/[\p{L}\p{N} .,:;@/=_{}"'\n-]/gu)?.length ?? 0;
  // Chance gives letters of strange scripts and marks side by side; people write mostly in one script.
  const foreign = text.match(/[^\p{Script=Latin}\p{N}\p{P}\p{Z}\p{Sc}\n\t+=|<>~^`]/gu)?.length ?? 0;
  const oneScript = foreign === 0 || foreign > text.length * 0.6;
  return odd <= text.length * 0.02 && words >= text.length * 0.85 && oneScript && /\p{L}{2}/u.test(text);
}

/** Bits of information per character (Shannon), 0 for an empty text. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let sum = 0;
  for (const n of counts.values()) sum -= (n / text.length) * Math.log2(n / text.length);
  return sum;
}
