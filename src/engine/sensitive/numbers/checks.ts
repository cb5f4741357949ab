// Checks by the name that data classes call them by.
import isIBAN from 'validator/es/lib/isIBAN.js';
import { EUROPEAN } from './checks-europe.ts';
import { OTHERS } from './checks-elsewhere.ts';

/** True when a compact value in capitals is one that could have been given out. */
export type Check = (compact: string) => boolean;

export const CHECKS: Readonly<Record<string, Check>> = { ...EUROPEAN, ...OTHERS, iban: (t) => isIBAN(t) };
