// Validators of JSON Schema for tests: what this project writes is held to the schemas of the standards and to its own.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

interface Fault {
  readonly instancePath: string;
  readonly message?: string | undefined;
}
/** Every place where a value breaks a schema, as `path: what`; empty: it holds. */
export type Check = (value: unknown) => string[];

interface Validate {
  (value: unknown): boolean | Promise<unknown>;
  errors?: null | readonly Fault[];
}

const check =
  (validate: Validate): Check =>
  (value) =>
    validate(value) === true ? [] : (validate.errors ?? []).map((e) => `${e.instancePath || '$'}: ${e.message ?? ''}`);

/** A schema of this project (2020-12), with others that it refers to by their `$id`. */
export function ownSchema(schema: object, others: readonly object[] = []): Check {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  addFormats.default(ajv);
  for (const other of others) ajv.addSchema(other);
  return check(ajv.compile(schema));
}

/** The schema of SARIF 2.1.0 as its makers publish it in a package of theirs. */
export function sarifSchema(): Check {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // Unknown formats and keywords are none of ours to mend; `strict` would refuse them.
  const ajv = new AjvDraft4({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv as unknown as Parameters<typeof addFormats.default>[0]);
  return check(ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object));
}

const compiled = new WeakMap<object, Check>();

/** The same in one call; `others` count the first time. */
export function schemaProblems(schema: object, value: unknown, others: readonly object[] = []): string[] {
  const known = compiled.get(schema) ?? ownSchema(schema, others);
  compiled.set(schema, known);
  return known(value);
}
