// The catalogue as data. Lazy: nothing is parsed before it is needed.

/** Terms of the packed rules: by far the largest part, and no JSON, so that it need not be parsed. */
declare const __DEMARC_TERMS__: string;
/** JSON of the rest of the packed rules (engine/detect/pack.ts), put here by tools/rule-catalog.ts at build time. */
declare const __DEMARC_RULES__: string;
/** Bit table of the prefilter that belongs to these rules. */
declare const __DEMARC_PREFILTER__: string;

/** The packed rules; what they mean is engine/detect's business. */
export const packedRules = (): unknown => ({ ...(JSON.parse(__DEMARC_RULES__) as object), terms: __DEMARC_TERMS__ });

export const prefilterTable = (): string => __DEMARC_PREFILTER__;

/** Version of the catalogue, kept with every incident. */
export const CATALOG_VERSION = '1';
