// What OCSF asks of a Detection Finding (class 2004) with the profile security_control, as a checker for tests. There is no
// package with its schema; names in brackets are the files of the schema's repository, version 1.5.0, that say so. Written to
// refuse: an attribute that is not named here is a fault.
import { ownSchema, type Check } from './ajv.ts';

const text = { type: 'string' };
const filled = { type: 'string', minLength: 1 };
const whole = { type: 'integer' };
const time = { type: 'integer', minimum: 0 };
const listOf = (items: object): object => ({ type: 'array', items, minItems: 1 });
const object = (required: readonly string[], properties: object, more: object = {}): object => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
  ...more,
});
/** [objects/_entity.json: name or uid] */
const named = (required: readonly string[], properties: object): object =>
  object(
    required,
    { name: filled, uid: filled, ...properties },
    { anyOf: [{ required: ['name'] }, { required: ['uid'] }] },
  );
/** An id and its caption agree [dictionary.json]. */
const pairs = (id: string, name: string, values: Readonly<Record<number, string>>): object => ({
  oneOf: Object.entries(values).map(([n, caption]) => ({
    properties: { [id]: { const: Number(n) }, [name]: { const: caption } },
  })),
});

// [objects/attack.json: tactic, technique or sub_technique] [objects/technique.json]
const attacks = listOf(object(['technique'], { technique: named([], { src_url: filled }), version: filled }));
const product = named([], { vendor_name: filled, version: filled });
const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...object(
    // [events/base_event.json, events/findings/finding.json: requirement "required"]
    ['activity_id', 'category_uid', 'class_uid', 'type_uid', 'time', 'severity_id', 'metadata', 'finding_info'],
    {
      activity_id: { enum: [1, 2, 3] },
      activity_name: { enum: ['Create', 'Update', 'Close'] },
      category_uid: { const: 2 },
      category_name: { const: 'Findings' },
      class_uid: { const: 2004 },
      class_name: { const: 'Detection Finding' },
      // [events/base_event.json: class_uid * 100 + activity_id]
      type_uid: { const: 200401 },
      type_name: { const: 'Detection Finding: Create' },
      time,
      severity_id: whole,
      severity: text,
      status_id: { const: 1 },
      status: { const: 'New' },
      confidence_id: whole,
      confidence: text,
      confidence_score: { type: 'integer', minimum: 0, maximum: 100 },
      is_alert: { type: 'boolean' },
      message: filled,
      // [profiles/security_control.json]
      action_id: whole,
      action: text,
      disposition_id: whole,
      disposition: text,
      policy: named([], { desc: text, version: text, group: text, is_applied: { type: 'boolean' } }),
      attacks,
      // [objects/metadata.json: product and version]
      metadata: object(['product', 'version'], {
        product,
        version: { const: '1.5.0' },
        uid: filled,
        profiles: { const: ['security_control'] },
        log_name: filled,
      }),
      // [objects/finding_info.json: uid and, until 1.7.0, title]
      finding_info: object(['uid', 'title'], {
        uid: filled,
        title: filled,
        created_time: time,
        types: listOf(filled),
        // [objects/analytic.json: type_id]
        analytic: {
          ...named(['type_id'], { type_id: whole, type: text, version: text }),
          ...pairs('type_id', 'type', { 1: 'Rule', 4: 'Learning (ML/DL)' }),
        },
        attacks,
      }),
      // [objects/observable.json: type_id; name until 1.4.0]
      observables: {
        type: 'array',
        items: {
          ...object(['name', 'type_id'], { name: filled, type_id: whole, type: text, value: filled }),
          ...pairs('type_id', 'type', { 1: 'Hostname', 6: 'URL String' }),
        },
      },
      // [objects/evidences.json: at least one of its parts] [objects/url.json]
      evidences: listOf(
        object(
          [],
          { url: object(['url_string'], { url_string: filled, hostname: filled }), data: { type: 'object' } },
          { minProperties: 1 },
        ),
      ),
      unmapped: { type: 'object' },
    },
  ),
  allOf: [
    pairs('severity_id', 'severity', { 1: 'Informational', 2: 'Low', 3: 'Medium', 4: 'High', 5: 'Critical' }),
    pairs('confidence_id', 'confidence', { 1: 'Low', 2: 'Medium', 3: 'High' }),
    pairs('action_id', 'action', { 1: 'Allowed', 2: 'Denied', 3: 'Observed', 4: 'Modified' }),
    pairs('disposition_id', 'disposition', { 1: 'Allowed', 2: 'Blocked', 9: 'Restored', 17: 'Logged', 19: 'Alert' }),
  ],
};

/** Every place where an event is no Detection Finding; empty: it holds. */
export const ocsfProblems: Check = ownSchema(SCHEMA);
