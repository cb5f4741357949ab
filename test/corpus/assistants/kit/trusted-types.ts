// Google's pages demand Trusted Types. Their libraries get by with a policy; the replica's get by with the default one.
// Imported first, so that it is there before any library makes a document from a text.

interface TrustedTypes {
  createPolicy(name: string, rules: Readonly<Record<string, (value: string) => string>>): unknown;
}

const { trustedTypes } = globalThis as unknown as { readonly trustedTypes?: TrustedTypes };
const same = (value: string): string => value;
trustedTypes?.createPolicy('default', { createHTML: same, createScript: same, createScriptURL: same });

export {};
