// The data classes as data, put here by tools/data-classes.ts at build time; apart from load.ts, because the guard of every
// page carries that and never this. Nothing is parsed before it is needed.

/** JSON of engine/sensitive/data-class.ts' DataClasses, lists of words packed. */
declare const __DEMARC_DATA_CLASSES__: string;

/** To be parsed with engine/sensitive/packed.ts' `revivePacked` and handed to `compileSensitive`. */
export const packedDataClasses: string = __DEMARC_DATA_CLASSES__;
