// The form beside a rule file: reads what it can of the JSON, writes a field back into it. The JSON stays the one truth, so
// whatever the form does not know of a file is kept. Input may be any JSON.
type Json = Readonly<Record<string, unknown>>;

export const RULE_FIELDS = [
  'id',
  'description',
  'status',
  'severity',
  'confidence',
  'within',
  'ordered',
  'pattern',
  'anchors',
  'needs',
  'match',
  'noMatch',
  'knownMisses',
  'falsePositives',
  'owaspLlm',
  'owaspAgentic',
  'atlas',
] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

/** Where each field stands in a rule. */
const PATHS: Readonly<Record<RuleField, readonly string[]>> = {
  id: ['id'],
  description: ['description'],
  status: ['status'],
  severity: ['severity'],
  confidence: ['confidence'],
  within: ['match', 'within'],
  ordered: ['match', 'ordered'],
  pattern: ['match', 'pattern'],
  anchors: ['match', 'anchors'],
  needs: ['match', 'needs'],
  match: ['samples', 'match'],
  noMatch: ['samples', 'noMatch'],
  knownMisses: ['knownMisses'],
  falsePositives: ['falsePositives'],
  owaspLlm: ['references', 'owaspLlm'],
  owaspAgentic: ['references', 'owaspAgentic'],
  atlas: ['references', 'atlas'],
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface FormFile {
  readonly family: string;
  /** The file as it is, and its rules. */
  readonly whole: Json;
  readonly rules: readonly Json[];
}

/** null where the text is no JSON of a rule file's form. */
export function readForm(text: string): FormFile | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value) || !Array.isArray(value['rules']) || value['rules'].length === 0) return null;
  if (!value['rules'].every(isObject)) return null;
  return { family: String(value['family'] ?? ''), whole: value, rules: value['rules'] };
}

/** Value of a field of a rule; undefined where it has none. */
export function fieldOf(rule: Json, field: RuleField): unknown {
  let at: unknown = rule;
  for (const name of PATHS[field]) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** Slots of concepts; null for a rule with a pattern. */
export function slotsOf(rule: Json): string[][] | null {
  const match = rule['match'];
  if (!isObject(match) || Object.hasOwn(match, 'pattern')) return null;
  const slots = Array.isArray(match['concepts']) ? (match['concepts'] as readonly unknown[]) : [];
  return slots.map((slot) => (Array.isArray(slot) ? slot.map(String) : []));
}

/** The file's text with one rule changed. */
function withRule(form: FormFile, index: number, change: (rule: Json) => Json): string {
  const rules = form.rules.map((rule, i) => (i === index ? change(rule) : rule));
  return JSON.stringify({ ...form.whole, rules }, null, 2);
}

/** @param value undefined takes the field away */
export const withField = (form: FormFile, index: number, field: RuleField, value: unknown): string =>
  withRule(form, index, (rule) => put(rule, PATHS[field], value));

export const withSlots = (form: FormFile, index: number, slots: readonly (readonly string[])[]): string =>
  withRule(form, index, (rule) => put(rule, ['match', 'concepts'], slots));

/** Makes a rule one of concepts or one of a pattern; what the other kind had is left out, as no rule has both. */
export const asKind = (form: FormFile, index: number, kind: 'concepts' | 'pattern'): string =>
  withRule(form, index, (rule) => ({
    ...rule,
    match: kind === 'pattern' ? { pattern: '' } : { concepts: [[]], within: 100, ordered: true },
  }));

/** The file in another family: ids go with it, as a rule is named after its family. */
export function withFamily(form: FormFile, family: string): string {
  const rules = form.rules.map((rule) => {
    const id = typeof rule['id'] === 'string' ? rule['id'] : '';
    return { ...rule, id: `${family}.${id.slice(id.indexOf('.') + 1)}` };
  });
  return JSON.stringify({ ...form.whole, family, rules }, null, 2);
}

function put(at: Json, [name = '', ...rest]: readonly string[], value: unknown): Json {
  if (rest.length > 0) {
    const inside = at[name];
    return { ...at, [name]: put(isObject(inside) ? inside : {}, rest, value) };
  }
  if (value !== undefined) return { ...at, [name]: value };
  return Object.fromEntries(Object.entries(at).filter(([key]) => key !== name));
}

/** A list as lines for a text field: a line break inside an entry is written `\n`, a backslash `\\`. */
export const linesOf = (value: unknown): string =>
  (Array.isArray(value) ? value : [])
    .map((entry) => String(entry).replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r'))
    .join('\n');

/** And back; empty lines are no entries. */
export const listOf = (lines: string): string[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/\\([\\nr])/g, (_, sign: string) => ({ n: '\n', r: '\r' })[sign] ?? '\\'));

/** Where somebody begins: everything that a rule must say, with nothing said yet. */
export function newRule(family: string): string {
  const rule = {
    id: `${family}.`,
    status: 'experimental',
    severity: 'medium',
    confidence: 0.5,
    match: { concepts: [[]], within: 100, ordered: true },
    description: '',
    references: { owaspLlm: ['LLM01:2025'], owaspAgentic: ['ASI01'], atlas: ['AML.T0051.001'] },
    falsePositives: [],
    samples: { match: [], noMatch: [] },
    knownMisses: [],
  };
  return JSON.stringify({ family, rules: [rule] }, null, 2);
}
