// Checks a value against a JSON Schema, for the keywords that the catalogue's schemas use; an unknown keyword is an error, so
// that no part of a schema is silently without effect. The Lab shows the errors; the catalogue's tests want none.
import type { MistakeKind } from './contract.ts';

export type Schema = Readonly<Record<string, unknown>>;

export interface SchemaError {
  readonly path: string;
  readonly kind: Extract<
    MistakeKind,
    'type' | 'enum' | 'form' | 'short' | 'small' | 'large' | 'few' | 'missing' | 'unknown' | 'double'
  >;
  /** What was wanted, or the name that is missing or not known. */
  readonly detail: string;
}

const KEYWORDS = new Set(
  '$schema $defs $ref title description type const enum oneOf required properties additionalProperties items minItems uniqueItems pattern minLength minimum maximum'.split(
    ' ',
  ),
);

/**
 * Everything in which a value breaks a schema; empty when it fits.
 * @throws Error for a schema with a keyword that this does not know: it must not look as if it held
 */
export function schemaErrors(root: Schema, value: unknown, schema: Schema = root, path = '$'): SchemaError[] {
  const foreign = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  if (foreign.length > 0) throw new Error(`${path}: schema keyword ${foreign.join(', ')} is not supported`);
  const errors: SchemaError[] = [];
  const fail = (kind: SchemaError['kind'], detail: string): void => void errors.push({ path, kind, detail });
  const { $ref, type, oneOf } = schema;
  if (typeof $ref === 'string') errors.push(...schemaErrors(root, value, definition(root, $ref), path));
  if (type !== undefined && !([type].flat() as string[]).some((name) => hasType(value, name))) {
    return [...errors, { path, kind: 'type', detail: [type].flat().join(', ') }];
  }
  if ('const' in schema && value !== schema['const']) fail('enum', String(schema['const']));
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) fail('enum', schema['enum'].join(', '));
  if (Array.isArray(oneOf)) errors.push(...nearest(root, value, oneOf as readonly Schema[], path));
  if (typeof value === 'string') textErrors(schema, value, fail);
  if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema as { minimum?: number; maximum?: number };
    if (value < minimum) fail('small', String(minimum));
    if (value > maximum) fail('large', String(maximum));
  }
  if (Array.isArray(value)) {
    const least = (schema['minItems'] as number | undefined) ?? 0;
    if (value.length < least) fail('few', String(least));
    if (schema['uniqueItems'] === true && new Set(value.map((v) => JSON.stringify(v))).size !== value.length)
      fail('double', '');
    const items = schema['items'] as Schema | undefined;
    if (items) errors.push(...value.flatMap((entry, i) => schemaErrors(root, entry, items, `${path}[${i}]`)));
  } else if (typeof value === 'object' && value !== null) {
    errors.push(...objectErrors(root, value as Schema, schema, path));
  }
  return errors;
}

/** Of alternatives of which exactly one must fit: the errors of the one that is nearest. */
function nearest(root: Schema, value: unknown, options: readonly Schema[], path: string): SchemaError[] {
  const found = options.map((option) => schemaErrors(root, value, option, path));
  if (found.filter((errors) => errors.length === 0).length === 1) return [];
  const [first = []] = found.sort((a, b) => a.length - b.length);
  return first.length > 0 ? first : [{ path, kind: 'form', detail: '' }];
}

function textErrors(schema: Schema, value: string, fail: (kind: SchemaError['kind'], detail: string) => void): void {
  const { pattern, minLength } = schema;
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) fail('form', pattern);
  if (typeof minLength === 'number' && value.length < minLength) fail('short', String(minLength));
}

function objectErrors(root: Schema, value: Schema, schema: Schema, path: string): SchemaError[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const additional = schema['additionalProperties'];
  const missing = ((schema['required'] ?? []) as readonly string[]).filter((name) => !Object.hasOwn(value, name));
  const errors = missing.map((name): SchemaError => ({ path, kind: 'missing', detail: name }));
  for (const [name, entry] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const inside = `${path}.${name}`;
    if (known) errors.push(...schemaErrors(root, entry, known, inside));
    else if (additional === false) errors.push({ path: inside, kind: 'unknown', detail: name });
    else if (typeof additional === 'object') errors.push(...schemaErrors(root, entry, additional as Schema, inside));
  }
  return errors;
}

function hasType(value: unknown, name: string): boolean {
  if (name === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (name === 'array') return Array.isArray(value);
  return name === 'integer' ? Number.isInteger(value) : typeof value === name;
}

function definition(root: Schema, ref: string): Schema {
  const found = (root['$defs'] as Readonly<Record<string, Schema>> | undefined)?.[ref.replace('#/$defs/', '')];
  if (!found) throw new Error(`schema has no ${ref}`);
  return found;
}
