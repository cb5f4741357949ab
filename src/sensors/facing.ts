// Boxes turned in space: one that shows its back and has none, and one that stands behind the viewer's eye.
// S6 of threats.md §3. Matrices are multiplied by the browser; nothing is measured.
import { flatParent } from './flat-tree.ts';

/** Evidence that the element's own box is not painted because of how it is turned; null when it is. */
export function turnedAway(e: Element, s: CSSStyleDeclaration): Record<string, string> | null {
  if (s.backfaceVisibility === 'hidden' && inSpace(e, s).m33 < 0)
    return { 'backface-visibility': 'hidden', transform: s.transform, rotate: s.rotate };
  if (!/3d|px/.test(s.transform + s.translate)) return null;
  const parent = flatParent(e);
  const perspective = parent ? parseFloat(getComputedStyle(parent).perspective) : NaN;
  // What stands nearer than the eye is not painted (CSS transforms 2 §4.1).
  return perspective > 0 && own(s).m43 >= perspective
    ? { perspective: `${perspective}px`, transform: s.transform, translate: s.translate }
    : null;
}

/** The element's transform together with those of the ancestors that share its space. */
function inSpace(element: Element, style: CSSStyleDeclaration): DOMMatrix {
  let matrix = own(style);
  for (let e = flatParent(element); e; e = flatParent(e)) {
    const s = getComputedStyle(e);
    if (s.transformStyle !== 'preserve-3d') break;
    matrix = own(s).multiply(matrix);
  }
  return matrix;
}

function own(s: CSSStyleDeclaration): DOMMatrix {
  let matrix = new DOMMatrix();
  if (s.translate !== 'none') {
    const [x = 0, y = 0, z = 0] = s.translate.split(' ').map((v) => (v.endsWith('px') ? parseFloat(v) : 0));
    matrix = matrix.translate(x, y, z);
  }
  if (s.rotate !== 'none') {
    const parts = s.rotate.split(' ');
    const angle = parseFloat(parts.at(-1) ?? '0');
    const axis = { x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }[parts[0] ?? ''];
    const [x = 0, y = 0, z = 1] = axis ?? (parts.length === 4 ? parts.slice(0, 3).map(Number) : []);
    matrix = matrix.rotateAxisAngle(x, y, z, angle);
  }
  return s.transform === 'none' ? matrix : matrix.multiply(new DOMMatrix(s.transform));
}
