// The arithmetic that check digits are made of. Values come compact: digits and capital letters without separators.

/** Digit at a place, or a letter's place behind 9 (A is 10). */
export function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code <= 0x39 ? code - 0x30 : code - 0x37;
}

/** Sum of digits times weights, from the first on; as many as there are weights. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += valueAt(text, i) * (weights[i] as number);
  return sum;
}

/** Luhn's formula over all digits. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const d = valueAt(digits, digits.length - 1 - i);
    sum += i % 2 === 0 ? d : d > 4 ? 2 * d - 9 : 2 * d;
  }
  return sum % 10 === 0;
}

/** Remainder of a number of any length. */
export function remainder(digits: string, modulus: number): number {
  let rest = 0;
  for (let i = 0; i < digits.length; i++) rest = (rest * 10 + valueAt(digits, i)) % modulus;
  return rest;
}

/** ISO 7064, 11 and 10. */
export function mod11and10(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < digits.length - 1; i++) {
    const sum = (valueAt(digits, i) + product) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10 === valueAt(digits, digits.length - 1);
}

const VERHOEFF_D = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const VERHOEFF_P = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const d = valueAt(VERHOEFF_P[i % 8] as string, valueAt(digits, digits.length - 1 - i));
    check = valueAt(VERHOEFF_D[check] as string, d);
  }
  return check === 0;
}

/** 13 digits of an article number. */
export function ean13(digits: string): boolean {
  return digits.length === 13 && weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

/** A day that may stand in a calendar; years are not looked at but for the 29th of February where four digits are given. */
export function isDay(day: number, month: number, year = 2000): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}

/** Digits of a text from a place on, as a number. */
export const numberAt = (text: string, at: number, length: number): number => Number(text.slice(at, at + length));

/** A day written as two digits each from a place on, in the order that is said. */
export function dayAt(text: string, at: number, order: 'DMY' | 'YMD' | 'MDY'): boolean {
  const [a, b, c] = [numberAt(text, at, 2), numberAt(text, at + 2, 2), numberAt(text, at + 4, 2)];
  if (order === 'DMY') return isDay(a, b);
  return order === 'YMD' ? isDay(c, b) : isDay(b, a);
}

/** A day of this or the last century with four digits for the year. */
export function fullDayAt(text: string, at: number): boolean {
  const year = numberAt(text, at, 4);
  return year >= 1900 && year <= 2099 && isDay(numberAt(text, at + 6, 2), numberAt(text, at + 4, 2), year);
}

/** All digits alike pass many formulas and are nobody's. */
export const varied = (text: string): boolean => !/^(.)\1+$/.test(text);
