// The part of JSON Schema 2020-12 that the schema of an incident uses, as an interpreter: extensions may not compile code,
// so no validator that does can run there. Values are hostile; the schema is the catalogue's own, and an unknown keyword in
// it throws, because a schema that is not understood must not look as if it held.

export type Schema = Readonly<Record<string, unknown>>;

const SILENT = new Set(['$schema', '$id', '$defs', 'title', 'description', '$comment']);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const isType = (value: unknown, type: string): boolean =>
  type === 'integer' ? Number.isSafeInteger(value) : typeOf(value) === type;

const patterns = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  const known = patterns.get(pattern) ?? new RegExp(pattern, 'u');
  patterns.set(pattern, known);
  return known.test(text);
}

function resolve(root: Schema, ref: string): Schema {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (at as Schema | undefined)?.[key], root);
  if (found === undefined) throw new Error(`the schema refers to ${ref}, which it does not have`);
  return found as Schema;
}

/** The first place where a value breaks the schema, as `path: what`; '' when it holds. No word of the value is in it. */
export function schemaProblem(schema: Schema, value: unknown, root: Schema = schema, at = '$'): string {
  const object = typeOf(value) === 'object' ? (value as Readonly<Record<string, unknown>>) : null;
  const list = Array.isArray(value) ? (value as readonly unknown[]) : null;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
  for (const [keyword, rule] of Object.entries(schema)) {
    if (SILENT.has(keyword)) continue;
    const fault = breaks(keyword, rule);
    if (fault !== '') return fault;
  }
  return '';

  function breaks(keyword: string, rule: unknown): string {
    const unless = (holds: boolean, what: string): string => (holds ? '' : `${at}: ${what}`);
    switch (keyword) {
      case '$ref':
        return schemaProblem(resolve(root, rule as string), value, root, at);
      case 'type':
        return unless(
          [rule as string | readonly string[]].flat().some((type) => isType(value, type)),
          `is no ${String(rule)}`,
        );
      case 'const':
        return unless(value === rule, `is not ${String(rule)}`);
      case 'enum':
        return unless((rule as readonly unknown[]).includes(value), 'is none of the known values');
      case 'anyOf':
        return unless(
          (rule as readonly Schema[]).some((part) => schemaProblem(part, value, root, at) === ''),
          'fits none of the alternatives',
        );
      case 'required': {
        const gone = (rule as readonly string[]).find((name) => object && !Object.hasOwn(object, name));
        return unless(gone === undefined, `lacks ${String(gone)}`);
      }
      case 'properties':
        for (const [name, part] of Object.entries(properties)) {
          const inside =
            object && Object.hasOwn(object, name) ? schemaProblem(part, object[name], root, `${at}.${name}`) : '';
          if (inside !== '') return inside;
        }
        return '';
      case 'additionalProperties': {
        if (rule === true) return '';
        for (const name of Object.keys(object ?? {})) {
          if (Object.hasOwn(properties, name)) continue;
          if (rule === false) return `${at}: has a field that is not known`;
          const inside = schemaProblem(rule as Schema, object?.[name], root, `${at}.*`);
          if (inside !== '') return inside;
        }
        return '';
      }
      case 'maxProperties':
        return unless(!object || Object.keys(object).length <= (rule as number), 'has too many fields');
      case 'propertyNames':
        return (
          Object.keys(object ?? {})
            .map((name) => schemaProblem(rule as Schema, name, root, `${at}.*`))
            .find((fault) => fault !== '') ?? ''
        );
      case 'items':
        for (const [i, item] of (list ?? []).entries()) {
          const inside = schemaProblem(rule as Schema, item, root, `${at}[${i}]`);
          if (inside !== '') return inside;
        }
        return '';
      case 'maxItems':
        return unless(!list || list.length <= (rule as number), 'has too many entries');
      case 'minItems':
        return unless(!list || list.length >= (rule as number), 'has too few entries');
      case 'minLength':
        return unless(typeof value !== 'string' || value.length >= (rule as number), 'is too short');
      case 'maxLength':
        return unless(typeof value !== 'string' || value.length <= (rule as number), 'is too long');
      case 'pattern':
        return unless(typeof value !== 'string' || matches(rule as string, value), 'has another form');
      case 'minimum':
        return unless(typeof value !== 'number' || value >= (rule as number), `is below ${String(rule)}`);
      case 'maximum':
        return unless(typeof value !== 'number' || value <= (rule as number), `is above ${String(rule)}`);
      default:
        throw new Error(`${at}: this checker does not know the keyword ${keyword}`);
    }
  }
}

/** The value without fields that the schema does not name, at any depth that it describes by itself. */
export function onlyKnown(schema: Schema, value: unknown, root: Schema = schema): unknown {
  if (typeof schema['$ref'] === 'string') return onlyKnown(resolve(root, schema['$ref']), value, root);
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined;
  // Beside properties, alternatives only say more about them.
  const parts = properties ? undefined : (schema['anyOf'] as readonly Schema[] | undefined);
  if (parts) {
    const fits = parts.find((part) => schemaProblem(part, value, root) === '');
    return fits ? onlyKnown(fits, value, root) : value;
  }
  if (Array.isArray(value)) {
    const items = schema['items'] as Schema | undefined;
    return items ? value.map((item: unknown) => onlyKnown(items, item, root)) : value;
  }
  if (!properties || typeof value !== 'object' || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => Object.hasOwn(object, name))
      .map(([name, part]) => [name, onlyKnown(part, object[name], root)]),
  );
}
