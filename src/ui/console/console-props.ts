// What the console's views are given: the worker, the stored incidents, the catalogue and the version. Nothing is global.
import type { Schema } from '../../formats/schema-check.ts';
import type { Client } from '../../messaging/contract.ts';
import type { Family } from '../../model/finding.ts';
import type { Incident } from '../../model/incident.ts';
import type { EffectivePolicy, PolicyKey } from '../../model/policy.ts';
import type { ReplayChange } from '../../model/replay.ts';
import type { Assurance, Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import type { LabKit } from './lab/lab-kit.ts';
import type { IncidentReader } from '../incident-reader.ts';
import type { KeptValues } from '../kept-values.ts';

/** Rule id → framework → ids. */
export type RuleReferences = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export type Replay = (
  incidents: readonly Incident[],
  from: EffectivePolicy,
  to: EffectivePolicy,
) => readonly ReplayChange[];

/** What is known of techniques and frameworks (src/catalog). */
export interface Glossary {
  /** By reason of concealment: examples of code, and framework → ids. */
  readonly techniques: Readonly<
    Record<
      string,
      { readonly examples: readonly string[]; readonly references: Readonly<Record<string, readonly string[]>> }
    >
  >;
  /** Id in a framework → its name there. */
  readonly frameworks: Readonly<Record<string, string>>;
}

/** What an import of a file is read with. */
export interface Records {
  /** The schema of a record (catalog/incident.schema.json), loaded when asked for. */
  readonly schema: () => Promise<Schema>;
  /** Reads records that are in memory, as those of this device are read. */
  readonly readerOf: (records: readonly Incident[]) => IncidentReader;
}

export interface ConsoleProps {
  readonly client: Client;
  readonly reader: IncidentReader;
  /** A person's own arrangement of the console, over restarts. */
  readonly kept: KeptValues;
  readonly services: readonly AiService[];
  readonly controls: readonly Control[];
  /** Every setting, in the order in which people see them (catalogue of managed keys). */
  readonly policyKeys: readonly PolicyKey[];
  /** Settings that a person may set at all. */
  readonly userKeys: readonly PolicyKey[];
  /** How sure the catalogue is of its references to each framework. */
  readonly referenceAssurance: Readonly<Record<string, Assurance>>;
  /** Ids in known frameworks for the rules of a family, loaded when asked for. */
  readonly ruleReferences: (family: Family) => Promise<RuleReferences>;
  readonly glossary: Glossary;
  /** Incidents that two policies would treat differently; see engine/policy/replay.ts. */
  readonly replay: Replay;
  readonly records: Records;
  /** What the Lab works with, loaded when somebody opens it. */
  readonly lab: () => Promise<LabKit>;
  readonly version: string;
}
