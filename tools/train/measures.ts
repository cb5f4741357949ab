// Figures of merit of a detector that gives each text a score.

/** Share of `attacks` above the lowest score that at most `rate` of `honest` exceed, and that score. */
export function recallAt(
  attacks: readonly number[],
  honest: readonly number[],
  rate: number,
): { recall: number; at: number } {
  const sorted = [...honest].sort((a, b) => b - a);
  const at = sorted[Math.floor(sorted.length * rate)] ?? -Infinity;
  return { recall: attacks.filter((s) => s > at).length / Math.max(1, attacks.length), at };
}

/** Area under the ROC curve: how often an attack scores above an honest text. */
export function areaUnderRoc(attacks: readonly number[], honest: readonly number[]): number {
  const all = [...attacks.map((s) => [s, 1] as const), ...honest.map((s) => [s, 0] as const)].sort(
    (a, b) => a[0] - b[0],
  );
  let sum = 0;
  for (const [rank, [, attack]] of all.entries()) if (attack) sum += rank + 1;
  return (sum - (attacks.length * (attacks.length + 1)) / 2) / Math.max(1, attacks.length * honest.length);
}

/** Area under the precision-recall curve (average precision). */
export function averagePrecision(attacks: readonly number[], honest: readonly number[]): number {
  const all = [...attacks.map((s) => [s, 1] as const), ...honest.map((s) => [s, 0] as const)].sort(
    (a, b) => b[0] - a[0],
  );
  let [hits, sum] = [0, 0];
  for (const [rank, [, attack]] of all.entries()) if (attack) sum += ++hits / (rank + 1);
  return sum / Math.max(1, attacks.length);
}

/** Mean distance between what is claimed and what is so, over ten bins of equal width (expected calibration error). */
export function calibrationError(probabilities: readonly number[], attacks: readonly boolean[]): number {
  const bins = Array.from({ length: 10 }, () => ({ claimed: 0, so: 0 }));
  for (const [i, p] of probabilities.entries()) {
    const bin = bins[Math.min(9, Math.floor(p * 10))] as { claimed: number; so: number };
    bin.claimed += p;
    if (attacks[i]) bin.so++;
  }
  return bins.reduce((sum, { claimed, so }) => sum + Math.abs(claimed - so), 0) / Math.max(1, probabilities.length);
}
