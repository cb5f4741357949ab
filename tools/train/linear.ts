// Trains a logistic regression on hashed features with AdaGrad. Deterministic: the order comes from a seed, numbers are
// 32-bit floats in a fixed order of operations.

export interface Vector {
  /** Places of the features, each once. */
  readonly features: Uint32Array;
  readonly attack: boolean;
  readonly weight: number;
}

export interface Settings {
  /** Passes over all vectors. */
  readonly passes: number;
  readonly rate: number;
  /** Pull towards zero, per visit of a feature. */
  readonly decay: number;
  readonly seed: number;
}

export interface Linear {
  readonly weights: Float32Array;
  bias: number;
}

/** Numbers in 0…1 from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Score of a vector: positive leans to attack. Divided by the root of the number of features, so length does not decide. */
export function scoreOf({ weights, bias }: Linear, features: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < features.length; i++) sum += weights[features[i] ?? 0] ?? 0;
  return bias + sum / Math.sqrt(Math.max(1, features.length));
}

/** @param size number of places, a power of two */
export function train(vectors: readonly Vector[], size: number, { passes, rate, decay, seed }: Settings): Linear {
  const model: Linear = { weights: new Float32Array(size), bias: 0 };
  const squares = new Float32Array(size).fill(1e-3);
  let biasSquares = 1e-3;
  const random = randomFrom(seed);
  const order = Uint32Array.from(vectors.keys());
  for (let pass = 0; pass < passes; pass++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
    }
    for (const index of order) {
      const { features, attack, weight } = vectors[index] as Vector;
      const p = 1 / (1 + Math.exp(-scoreOf(model, features)));
      const error = (p - (attack ? 1 : 0)) * weight;
      if (Math.abs(error) < 1e-4) continue;
      const each = error / Math.sqrt(Math.max(1, features.length));
      const { weights } = model;
      for (let i = 0; i < features.length; i++) {
        const at = features[i] ?? 0;
        const w = weights[at] ?? 0;
        const gradient = each + decay * w;
        const total = (squares[at] ?? 0) + gradient * gradient;
        squares[at] = total;
        weights[at] = w - (rate * gradient) / Math.sqrt(total);
      }
      biasSquares += error * error;
      model.bias -= (rate * 0.1 * error) / Math.sqrt(biasSquares);
    }
  }
  return model;
}
