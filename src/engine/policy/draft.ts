// A draft of one layer, read as if it were set: what would hold, what of it is good, what is not. The text comes from a file
// or a person and may be anything; a bad value costs only itself.
import type { PolicyDraft } from '../../model/policy.ts';
import { effectivePolicy, type PolicyInput } from './effective.ts';
import { parseLayer } from './parse.ts';

/** Reads a draft. @param as the layer in whose place it is tried: the organisation's, or the person's own */
export function policyDraft(input: PolicyInput, text: string, as: 'managed' | 'user'): PolicyDraft {
  const raw = fromJson(text);
  if (raw === undefined) return { problem: 'draftNotJson', settings: {}, problems: [], policy: effectivePolicy(input) };
  const { settings, problems } = parseLayer(as, raw, input.keys);
  // The last good policy is no part of a draft: what is broken in it must show.
  const policy = effectivePolicy(
    as === 'managed' ? { ...input, managed: { state: 'present', raw, lastKnown: undefined } } : { ...input, user: raw },
  );
  return { problem: '', settings, problems, policy };
}

/** An object of settings; undefined for anything else. */
function fromJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
