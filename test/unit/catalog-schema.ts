// Checks a catalogue file against its JSON Schema, for the keywords that our schemas use; an unknown keyword is an error,
// so that no part of a schema is silently without effect. Used by the catalogue tests only; input is our own.

type Schema = Readonly<Record<string, unknown>>;

const KEYWORDS = new Set(
  '$schema $defs $ref title description type const enum oneOf required properties additionalProperties items minItems uniqueItems pattern minLength minimum maximum'.split(
    ' ',
  ),
);

/** Errors as `path: what is wrong`; empty when the value fits. */
export function schemaErrors(root: Schema, value: unknown, schema: Schema = root, path = '$'): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword));
  if (unknown.length > 0) return [`${path}: schema keyword ${unknown.join(', ')} is not supported`];
  const errors: string[] = [];
  const fail = (problem: string) => void errors.push(`${path}: ${problem}`);
  const { $ref, type, oneOf } = schema;
  if (typeof $ref === 'string') errors.push(...schemaErrors(root, value, definition(root, $ref), path));
  if (type !== undefined && !([type].flat() as string[]).some((name) => hasType(value, name))) {
    return [`${path}: is not ${String(type)}`];
  }
  if ('const' in schema && value !== schema['const']) fail(`is not ${String(schema['const'])}`);
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) fail(`${String(value)} is not allowed`);
  if (Array.isArray(oneOf)) {
    const fitting = oneOf.filter((option: Schema) => schemaErrors(root, value, option, path).length === 0);
    if (fitting.length !== 1) fail(`fits ${fitting.length} of the alternatives`);
  }
  if (typeof value === 'string') textErrors(schema, value, fail);
  if (typeof value === 'number') {
    if (value < ((schema['minimum'] as number | undefined) ?? -Infinity)) fail('is too small');
    if (value > ((schema['maximum'] as number | undefined) ?? Infinity)) fail('is too large');
  }
  if (Array.isArray(value)) {
    if (value.length < ((schema['minItems'] as number | undefined) ?? 0)) fail('has too few entries');
    if (schema['uniqueItems'] === true && new Set(value.map((v) => JSON.stringify(v))).size !== value.length)
      fail('has doubles');
    const items = schema['items'] as Schema | undefined;
    if (items) errors.push(...value.flatMap((entry, i) => schemaErrors(root, entry, items, `${path}[${i}]`)));
  } else if (typeof value === 'object' && value !== null) {
    errors.push(...objectErrors(root, value as Schema, schema, path));
  }
  return errors;
}

function textErrors(schema: Schema, value: string, fail: (problem: string) => void): void {
  const { pattern, minLength } = schema;
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) fail(`"${value}" does not fit ${pattern}`);
  if (typeof minLength === 'number' && value.length < minLength) fail('is too short');
}

function objectErrors(root: Schema, value: Schema, schema: Schema, path: string): string[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  const additional = schema['additionalProperties'];
  const missing = ((schema['required'] ?? []) as readonly string[]).filter((name) => !Object.hasOwn(value, name));
  const errors = missing.map((name) => `${path}: ${name} is missing`);
  for (const [name, entry] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known) errors.push(...schemaErrors(root, entry, known, `${path}.${name}`));
    else if (additional === false) errors.push(`${path}: ${name} is not known`);
    else if (typeof additional === 'object')
      errors.push(...schemaErrors(root, entry, additional as Schema, `${path}.${name}`));
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
