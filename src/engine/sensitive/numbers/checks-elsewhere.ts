// Check digits of numbers from outside Europe. Facts: the offices' own descriptions; each is tested with made-up numbers.
import { dayAt, fullDayAt, isDay, luhn, numberAt, valueAt, varied, verhoeff, weighted } from './arithmetic.ts';

const last = (text: string): number => valueAt(text, text.length - 1);
/** What is left to eleven, where ten and eleven stand for nought. */
const elevens = (sum: number): number => {
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
};
const CURP = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const CBU_ACCOUNT = [3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3, 1];
const TW = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

/** Two digits at the end, each over all digits before it. */
function twoDigits(text: string, first: readonly number[], second: readonly number[]): boolean {
  const at = text.length - 2;
  return (
    elevens(weighted(text, first)) === valueAt(text, at) && elevens(weighted(text, second)) === valueAt(text, at + 1)
  );
}

export const OTHERS = {
  ilId: (t: string) => varied(t) && luhn(t),
  zaId: (t: string) => dayAt(t, 0, 'YMD') && luhn(t),
  egDate: (t: string) => dayAt(t, 1, 'YMD') && numberAt(t, 7, 2) <= 88,
  prefixDate784: (t: string) => numberAt(t, 3, 4) >= 1900 && numberAt(t, 3, 4) < 2100 && luhn(t),
  irCode: (t: string) => {
    const rest = weighted(t, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return varied(t) && (rest < 2 ? rest : 11 - rest) === last(t);
  },
  ssn: (t: string) => varied(t) && !/^(?:123456789|078051120|219099999|987654321|111223333|123121234)$/.test(t),
  npi: (t: string) => luhn(`80840${t}`),
  dea: (t: string) => {
    const odd = valueAt(t, 2) + valueAt(t, 4) + valueAt(t, 6);
    const even = valueAt(t, 3) + valueAt(t, 5) + valueAt(t, 7);
    return (odd + 2 * even) % 10 === last(t);
  },
  aba: (t: string) =>
    weighted(t, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 && varied(t) && /^(?:[0-2]\d|3[0-2]|6[1-9]|7[0-2]|80)/.test(t),
  clabe: (t: string) => {
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += (valueAt(t, i) * ([3, 7, 1][i % 3] as number)) % 10;
    return (10 - (sum % 10)) % 10 === last(t);
  },
  arCbu: (t: string) =>
    varied(t) && weighted(t, [7, 1, 3, 9, 7, 1, 3, 1]) % 10 === 0 && weighted(t.slice(8), CBU_ACCOUNT) % 10 === 0,
  curp: (t: string) => {
    let sum = 0;
    for (let i = 0; i < 17; i++) sum += CURP.indexOf(t[i] as string) * (18 - i);
    return dayAt(t, 4, 'YMD') && (10 - (sum % 10)) % 10 === last(t);
  },
  rfcDate: (t: string) => dayAt(t, t.length - 9, 'YMD'),
  cpf: (t: string) => varied(t) && twoDigits(t, [10, 9, 8, 7, 6, 5, 4, 3, 2], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]),
  cnpj: (t: string) =>
    varied(t) && twoDigits(t, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]),
  pis: (t: string) => elevens(weighted(t, [3, 2, 9, 8, 7, 6, 5, 4, 3, 2])) === last(t),
  cuit: (t: string) => ((11 - (weighted(t, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === last(t),
  rut: (t: string) => {
    const digits = t.slice(0, -1).padStart(8, '0');
    return '0K987654321'[weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11] === t.at(-1);
  },
  ecCedula: (t: string) => numberAt(t, 0, 2) >= 1 && numberAt(t, 0, 2) <= 30 && valueAt(t, 2) < 7 && luhn(t),
  uyCi: (t: string) => {
    const eight = t.padStart(8, '0');
    return (10 - (weighted(eight, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === last(eight);
  },
  cnId: (t: string) =>
    fullDayAt(t, 6) && '10X98765432'[weighted(t, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11] === t[17],
  twId: (t: string) => {
    const place = TW.indexOf(t[0] as string) + 10;
    const second = t.charCodeAt(1) >= 0x41 ? (TW.indexOf(t[1] as string) + 10) % 10 : valueAt(t, 1);
    const sum =
      Math.floor(place / 10) + (place % 10) * 9 + second * 8 + weighted(t.slice(2), [7, 6, 5, 4, 3, 2, 1]) + last(t);
    return sum % 10 === 0;
  },
  hkId: (t: string) => {
    const body = t.slice(0, -1).padStart(8, ' ');
    let sum = 0;
    for (let i = 0; i < 8; i++) sum += (body[i] === ' ' ? 36 : valueAt(body, i)) * (9 - i);
    return '0123456789A'[(11 - (sum % 11)) % 11] === t.at(-1);
  },
  nric: (t: string) => {
    const offset = t.startsWith('T') || t.startsWith('G') ? 4 : t.startsWith('M') ? 3 : 0;
    const rest = (weighted(t.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
    const letters = /^[ST]/.test(t) ? 'JZIHGFEDCBA' : /^[FG]/.test(t) ? 'XWUTRQPNMLK' : 'KLJNPQRTUWX';
    return (t.startsWith('M') ? letters[10 - rest] : letters[rest]) === t[8];
  },
  mykad: (t: string) => dayAt(t, 0, 'YMD') && !/^(?:00|1[7-9]|20|69|70|73|80|81|9[4-7])$/.test(t.slice(6, 8)),
  thId: (t: string) => (11 - (weighted(t, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === last(t),
  nik: (t: string) => {
    const day = numberAt(t, 6, 2);
    return (
      numberAt(t, 0, 2) >= 11 &&
      numberAt(t, 0, 2) <= 96 &&
      isDay(day > 40 ? day - 40 : day, numberAt(t, 8, 2)) &&
      !t.endsWith('0000')
    );
  },
  verhoeff: (t: string) => varied(t) && verhoeff(t),
  // Numbers of after 2020 carry no check digit, so the day decides.
  krDate: (t: string) => dayAt(t, 0, 'YMD'),
  myNumber: (t: string) => {
    const rest = weighted(t, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return (rest <= 1 ? 0 : 11 - rest) === last(t);
  },
  tfn: (t: string) =>
    weighted(t, t.length === 9 ? [1, 4, 3, 7, 5, 8, 6, 9, 10] : [10, 7, 8, 4, 6, 3, 5, 1]) % 11 === 0 && varied(t),
  auMedicare: (t: string) => weighted(t, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === valueAt(t, 8),
  abn: (t: string) => (weighted(t, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
  ird: (t: string) => {
    const eight = t.slice(0, -1).padStart(8, '0');
    const one = (11 - (weighted(eight, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    const two = (11 - (weighted(eight, [7, 4, 3, 2, 5, 2, 7, 6]) % 11)) % 11;
    return (one < 10 ? one : two) === last(t);
  },
  luhn: (t: string) => varied(t) && luhn(t),
  withDigit: (t: string) => /\d/.test(t) && varied(t.replace(/\D/g, '')),
  withDigitAndLetter: (t: string) => /\d/.test(t) && /[A-Z]/.test(t),
} as const;
