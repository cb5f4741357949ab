// The sensitive-data engine with the catalogue of the source tree, compiled once per test file.
import { compileSensitive } from '../../src/engine/sensitive/compile.ts';
import { findSensitive } from '../../src/engine/sensitive/find.ts';
import type { SensitiveSpan } from '../../src/model/sensitive.ts';
import { readDataClasses } from '../../tools/data-classes.ts';

export const ROOT = new URL('../..', import.meta.url).pathname;
export const catalog = compileSensitive(readDataClasses(ROOT));

/** Findings in a text. */
export const find = (text: string): readonly SensitiveSpan[] => findSensitive(text, { catalog });

/** Findings as `type: value`. */
export const shown = (text: string): string[] => find(text).map((s) => `${s.type}: ${text.slice(s.start, s.end)}`);
