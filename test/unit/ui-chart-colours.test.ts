// The colours of the charts are told apart by everybody: contrast to the page, and distance from one another as people see
// them who lack one kind of cone. Simulation after Machado, Oliveira and Fernandes (2009), severity 1; distance in OKLab.
import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';

type Triple = readonly [number, number, number];

const css = readFileSync(new URL('../../src/ui/theme/tokens.css', import.meta.url), 'utf8');
const NAMES = ['series-0', 'series-1', 'series-2', 'series-3', 'series-4', 'series-other'];
const SIGHT: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Values of a scheme's tokens; the dark ones stand in a block of their own. */
function tokens(scheme: 'light' | 'dark'): (name: string) => Triple {
  const [light = '', dark = ''] = css.split('prefers-color-scheme: dark');
  const of = scheme === 'light' ? light : dark;
  return (name) => {
    const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(of)?.[1] ?? '';
    return [0, 2, 4].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    }) as unknown as Triple;
  };
}

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const contrast = (a: Triple, b: Triple): number => {
  const [low = 0, high = 0] = [a, b].map((c) => dot(c, [0.2126, 0.7152, 0.0722])).sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

function oklab(colour: Triple): Triple {
  const [l, m, s] = [
    dot(colour, [0.4122214708, 0.5363325363, 0.0514459929]),
    dot(colour, [0.2119034982, 0.6806995451, 0.1073969566]),
    dot(colour, [0.0883024619, 0.2817188376, 0.6299787005]),
  ].map(Math.cbrt) as unknown as Triple;
  return [
    dot([l, m, s], [0.2104542553, 0.793617785, -0.0040720468]),
    dot([l, m, s], [1.9779984951, -2.428592205, 0.4505937099]),
    dot([l, m, s], [0.0259040371, 0.7827717662, -0.808675766]),
  ];
}

const seen = (colour: Triple, sight: readonly Triple[]): Triple =>
  sight.map((row) => Math.min(1, Math.max(0, dot(row, colour)))) as unknown as Triple;

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  const token = tokens(scheme);

  it('each series stands out from the page (WCAG 1.4.11: 3:1)', () => {
    for (const name of NAMES) expect(contrast(token(name), token('paper')), name).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(SIGHT))('no two series look alike, %s', (_name, sight) => {
    const places = NAMES.map((name) => oklab(seen(token(name), sight)));
    places.forEach((a, i) => {
      places.slice(i + 1).forEach((b, k) => {
        const distance = Math.hypot(...a.map((v, d) => v - (b[d] ?? 0)));
        expect(distance, `${NAMES[i]}, ${NAMES[i + k + 1]}`).toBeGreaterThan(0.1);
      });
    });
  });
});
