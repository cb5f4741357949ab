// The data classes as data, put here by tools/data-classes.ts at build time; apart from load.ts, because the guard of every
// page carries that and never this. Nothing is parsed before it is needed.

/** JSON of engine/sensitive/data-class.ts' DataClasses, lists of words packed. */
declare const __DEMARC_DATA_CLASSES__: string;

/** JSON of managed-keys.json's keys without descriptions. */
declare const __DEMARC_POLICY_KEYS__: string;

/** The policy's keys as JSON, for a page that must know the defaults while the worker is silent. */
export const packedPolicyKeys: string = __DEMARC_POLICY_KEYS__;

/** For engine/sensitive/packed.ts' `unpackDataClasses`, and from there to `compileSensitive`. */
export const packedDataClasses: string = __DEMARC_DATA_CLASSES__;
