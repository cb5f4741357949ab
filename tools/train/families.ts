// Which family an attack belongs to: a linear model for each against all others, enough to name what was found. Learnt from
// the corpus' own labels.
import { FAMILIES, type Family } from '../../src/model/finding.ts';
import type { Example } from './texts.ts';
import { train, type Settings, type Vector } from './linear.ts';

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

/** Fewer passes than the heads take: which family it is needs no fine line. */
const SETTINGS: Settings = { passes: 4, rate: 0.5, decay: 1e-5, seed: 1 };

/** Weights over `size` places for each family, one family behind the other, all in the same steps of a byte. */
export function trainFamilies(
  examples: readonly Example[],
  vectors: readonly Vector[],
  size: number,
): { families: readonly Family[]; weights: Int8Array } {
  const attacks = examples.flatMap((e, i) => {
    const family = e.attack ? familyOf(e) : undefined;
    const places = new Set<number>();
    for (const place of vectors[i]?.features ?? []) places.add(place & (size - 1));
    return family ? [{ family, features: Uint32Array.from(places) }] : [];
  });
  const families = FAMILIES.filter((family) => attacks.some((a) => a.family === family));
  const models = families.map((family) =>
    train(
      attacks.map((a) => ({ features: a.features, attack: a.family === family, weight: 1 })),
      size,
      SETTINGS,
    ),
  );
  const largest = models.reduce((most, { weights }) => weights.reduce((m, w) => Math.max(m, Math.abs(w)), most), 1e-9);
  const weights = new Int8Array(families.length * size);
  for (const [f, model] of models.entries())
    for (const [at, w] of model.weights.entries()) weights[f * size + at] = Math.round((w / largest) * 127);
  return { families, weights };
}
