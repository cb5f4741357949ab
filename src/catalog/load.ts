// The catalogue as data. Lazy: nothing is parsed before it is needed.

/** JSON of { lexicon, files }, put here by tools/rule-catalog.ts at build time. */
declare const __DEMARC_RULES__: string;
/** Source of the prefilter expression that belongs to these rules. */
declare const __DEMARC_PREFILTER__: string;

/** Lexicon and rule files; what they mean is engine/detect's business. */
export const ruleCatalog = (): unknown => JSON.parse(__DEMARC_RULES__);

export const prefilterSource = (): string => __DEMARC_PREFILTER__;

/** Version of the catalogue, kept with every incident. */
export const CATALOG_VERSION = '1';
