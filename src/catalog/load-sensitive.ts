// The data classes as data, put here by tools/data-classes.ts at build time; apart from load.ts, because the guard of every
// page carries that and never this. Nothing is parsed before it is needed.

/** JSON of engine/sensitive/data-class.ts' DataClasses, lists of words packed. */
declare const __DEMARC_DATA_CLASSES__: string;

/** For engine/sensitive/packed.ts' `unpackDataClasses`, and from there to `compileSensitive`. */
export const packedDataClasses: string = __DEMARC_DATA_CLASSES__;
