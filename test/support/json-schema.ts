// The part of JSON Schema that this project's own schemas use, as a checker for tests. An unknown keyword throws:
// a schema that this checker does not understand must not look as if it held.

type Schema = Readonly<Record<string, unknown>>;
type Types = string | readonly string[];

const SILENT = new Set(['$schema', '$id', '$defs', 'title', 'description', 'default', 'examples', '$comment']);

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function isType(value: unknown, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;
}

function resolve(root: Schema, ref: string): Schema {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (at as Schema | undefined)?.[key], root);
  if (found === undefined) throw new Error(`the schema refers to ${ref}, which it does not have`);
  return found as Schema;
}

/** Every place where the value breaks the schema, as `path: what`. */
export function schemaProblems(schema: Schema, value: unknown, root: Schema = schema, at = '$'): string[] {
  const problems: string[] = [];
  const check = (holds: boolean, what: string): void => void (holds || problems.push(`${at}: ${what}`));
  const inside = (part: Schema, item: unknown, place: string): void =>
    void problems.push(...schemaProblems(part, item, root, place));
  const object = typeOf(value) === 'object' ? (value as Readonly<Record<string, unknown>>) : null;
  const list = Array.isArray(value) ? (value as readonly unknown[]) : null;
  const text = typeof value === 'string' ? value : null;
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;

  for (const [keyword, rule] of Object.entries(schema)) {
    if (SILENT.has(keyword)) continue;
    switch (keyword) {
      case '$ref':
        inside(resolve(root, rule as string), value, at);
        break;
      case 'type':
        check(
          [rule as Types].flat().some((type) => isType(value, type)),
          `is ${typeOf(value)}, not ${String(rule)}`,
        );
        break;
      case 'const':
        check(value === rule, `is not ${String(rule)}`);
        break;
      case 'enum':
        check((rule as readonly unknown[]).includes(value), `${String(value)} is not one of ${String(rule)}`);
        break;
      case 'anyOf':
        check(
          (rule as readonly Schema[]).some((part) => schemaProblems(part, value, root, at).length === 0),
          'fits none of the alternatives',
        );
        break;
      case 'required':
        if (object) for (const key of rule as readonly string[]) check(Object.hasOwn(object, key), `lacks ${key}`);
        break;
      case 'properties':
        for (const [key, part] of Object.entries(properties)) {
          if (object && Object.hasOwn(object, key)) inside(part, object[key], `${at}.${key}`);
        }
        break;
      case 'additionalProperties':
        for (const key of Object.keys(object ?? {})) {
          if (Object.hasOwn(properties, key)) continue;
          if (rule === false) check(false, `has the unknown ${key}`);
          else if (rule !== true) inside(rule as Schema, object?.[key], `${at}.${key}`);
        }
        break;
      case 'items':
        list?.forEach((item, index) => inside(rule as Schema, item, `${at}[${index}]`));
        break;
      case 'minItems':
        if (list) check(list.length >= (rule as number), `has fewer than ${String(rule)} items`);
        break;
      case 'maxItems':
        if (list) check(list.length <= (rule as number), `has more than ${String(rule)} items`);
        break;
      case 'minLength':
        if (text !== null) check(text.length >= (rule as number), 'is too short');
        break;
      case 'maxLength':
        if (text !== null) check(text.length <= (rule as number), 'is too long');
        break;
      case 'pattern':
        if (text !== null) check(new RegExp(rule as string, 'u').test(text), `does not match ${String(rule)}`);
        break;
      case 'minimum':
        if (typeof value === 'number') check(value >= (rule as number), `is below ${String(rule)}`);
        break;
      case 'maximum':
        if (typeof value === 'number') check(value <= (rule as number), `is above ${String(rule)}`);
        break;
      default:
        throw new Error(`${at}: this checker does not know the keyword ${keyword}`);
    }
  }
  return problems;
}
