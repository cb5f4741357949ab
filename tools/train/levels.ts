// Weights in sixteen levels, so that two of them go into a byte. The levels are where the weights are (k-means on a line,
// Lloyd 1982): most are near nothing, the few large ones say most. Level 0 is exactly nothing, for places never learnt.
const LEVELS = 16;
const ROUNDS = 40;

/** Sixteen levels, the first of them 0. Deterministic. */
export function levelsOf(weights: Float32Array): Float32Array {
  const some = Float32Array.from(weights.filter((w) => w !== 0)).sort();
  const levels = new Float32Array(LEVELS);
  if (some.length === 0) return levels;
  // Half of the levels begin where many weights are, half evenly over their range.
  const [least, most] = [some[0] ?? 0, some.at(-1) ?? 0];
  const begin = Array.from({ length: LEVELS - 1 }, (_, i) =>
    i % 2 === 0
      ? (some[Math.floor(((i + 0.5) / (LEVELS - 1)) * some.length)] ?? 0)
      : 0.5 * (least + ((i + 0.5) / (LEVELS - 1)) * (most - least)),
  ).sort((a, b) => a - b);
  for (let round = 0; round < ROUNDS; round++) {
    // Large weights count more: a small one that is off is lost among its neighbours.
    const sums = new Float64Array(LEVELS - 1);
    const counts = new Float64Array(LEVELS - 1);
    let at = 0;
    for (const w of some) {
      while (at < LEVELS - 2 && Math.abs((begin[at + 1] ?? 0) - w) <= Math.abs((begin[at] ?? 0) - w)) at++;
      sums[at] = (sums[at] ?? 0) + Math.abs(w) * w;
      counts[at] = (counts[at] ?? 0) + Math.abs(w);
    }
    for (let i = 0; i < begin.length; i++) if (counts[i]) begin[i] = (sums[i] ?? 0) / (counts[i] ?? 1);
  }
  levels.set(begin, 1);
  return levels;
}

/** The nearest level of each weight, 0 to 15; 0 for a weight of 0. */
export function inLevels(weights: Float32Array, levels: Float32Array): Uint8Array {
  return Uint8Array.from(weights, (w) => {
    if (w === 0) return 0;
    let best = 0;
    for (let i = 1; i < levels.length; i++)
      if (Math.abs((levels[i] ?? 0) - w) < Math.abs((levels[best] ?? 0) - w)) best = i;
    return best;
  });
}
