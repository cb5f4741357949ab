// The catalogue as data, put here by tools/rule-catalog.ts at build time. Nothing is parsed before it is needed.

/** Expression for word starts, folds of single characters, and the table of terms, by far the largest part (engine/detect/term-format.ts). */
declare const __DEMARC_STARTS__: string;
declare const __DEMARC_FOLDS__: string;
declare const __DEMARC_TERMS__: string;
/** What else the table says of itself (engine/detect/terms.ts). */
declare const __DEMARC_BASIS__: number;
declare const __DEMARC_LEADING__: number;
/** JSON of the rules (engine/detect/pack.ts). */
declare const __DEMARC_RULES__: string;

/** The packed catalogue; what it means is engine/detect's business. */
export const packedRules = {
  table: {
    starts: __DEMARC_STARTS__,
    folds: __DEMARC_FOLDS__,
    packed: __DEMARC_TERMS__,
    basis: __DEMARC_BASIS__,
    leading: __DEMARC_LEADING__,
  },
  rules: __DEMARC_RULES__,
} as const;

/** Version of the catalogue, kept with every incident. */
export const CATALOG_VERSION = '1';

/** Day on which rules and lists were last gone through; a release moves it on. */
export const CATALOG_DATE = '2026-11-28';
