// Checks a catalogue file against its JSON Schema with the checker of the Lab. Used by the catalogue tests; input is our own.
import { schemaErrors as errorsOf, type Schema } from '../../src/lab/json-schema.ts';

/** Errors as `path: what is wrong`; empty when the value fits. */
export const schemaErrors = (root: Schema, value: unknown): string[] =>
  errorsOf(root, value).map(({ path, kind, detail }) => `${path}: ${kind} ${detail}`);
