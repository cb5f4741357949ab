// The list of policy keys for the script of assistants' pages, put here by tools/lean-texts.ts at build time: what each key is and
// may be, without the words for administrators.

/** JSON of the keys of managed-keys.json (engine/policy/parse.ts has their form). */
declare const __DEMARC_KEYS__: string;

export const packedKeys: string = __DEMARC_KEYS__;
