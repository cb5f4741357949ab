// Which family an attack belongs to: counts of features per family against all others (naive Bayes), enough to name what
// was found. Learnt from the corpus' own labels.
import { FAMILIES, type Family } from '../../src/model/finding.ts';
import type { Example } from './texts.ts';
import type { Vector } from './linear.ts';

/** Families of the corpus that the product knows under another name. */
const ALSO: Readonly<Record<string, Family>> = {
  'encoded-hint': 'encoded-payload',
  'prefilled-prompt': 'assistant-address',
};

/** The product's name for what the corpus says of an attack; undefined where it has none. */
export function familyOf(example: Example): Family | undefined {
  const name = ALSO[example.family] ?? example.family;
  return FAMILIES.find((family) => family === name);
}

/** Weights over `size` places for each family, one family behind the other, in −127…127. */
export function trainFamilies(
  examples: readonly Example[],
  vectors: readonly Vector[],
  size: number,
): { families: readonly Family[]; weights: Int8Array } {
  const attacks = examples.flatMap((e, i) => {
    const family = e.attack ? familyOf(e) : undefined;
    return family ? [{ family, features: vectors[i]?.features ?? new Uint32Array() }] : [];
  });
  const families = FAMILIES.filter((family) => attacks.some((a) => a.family === family));
  const counts = families.map(() => new Float64Array(size));
  const all = new Float64Array(size);
  const totals = families.map(() => 1);
  for (const { family, features } of attacks) {
    const f = families.indexOf(family);
    totals[f] = (totals[f] ?? 0) + 1;
    for (const place of features) {
      const at = place & (size - 1);
      const own = counts[f] as Float64Array;
      own[at] = (own[at] ?? 0) + 1;
      all[at] = (all[at] ?? 0) + 1;
    }
  }
  const weights = new Int8Array(families.length * size);
  for (const [f, own] of counts.entries()) {
    const share = (totals[f] ?? 1) / attacks.length;
    for (let at = 0; at < size; at++) {
      // Log ratio of what was met to what would be by chance, smoothed so that rare features say little.
      const ratio = ((own[at] ?? 0) + 5 * share) / (((all[at] ?? 0) + 5) * share);
      weights[f * size + at] = Math.max(-127, Math.min(127, Math.round(32 * Math.log(ratio))));
    }
  }
  return { families, weights };
}
