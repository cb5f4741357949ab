// One line of a set of texts → one line of sensitive spans, with the product's own engine and catalogue.
import type { SensitiveSpan } from '../../src/model/sensitive.ts';
import { compileSensitive } from '../../src/engine/sensitive/compile.ts';
import { findSensitive } from '../../src/engine/sensitive/find.ts';
import { ROOT } from '../browsers/launch.ts';
import { readDataClasses } from '../data-classes.ts';

export type Finder = (text: string) => readonly SensitiveSpan[];

/** The engine with the catalogue as it stands in the source tree. */
export function loadFinder(): Finder {
  const catalog = compileSensitive(readDataClasses(ROOT));
  return (text) => findSensitive(text, { catalog });
}

/** Never throws: one text that cannot be read must not keep the others from it. */
export function sensitiveLine(find: Finder, line: string): object {
  let row: unknown;
  try {
    row = JSON.parse(line.replace(/^\ufeff/, ''));
  } catch {
    return { error: 'not JSON' };
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { error: 'not an object' };
  const { id, text } = row as Record<string, unknown>;
  const own = id === undefined ? {} : { id };
  if (typeof text !== 'string') return { ...own, error: 'no "text" that is a string' };
  const spans = find(text).map(({ start, end, type, confidence }) => ({
    start,
    end,
    type,
    confidence: Number(confidence.toFixed(3)),
  }));
  return { ...own, spans };
}
