// What the console's views are given: the worker, the stored incidents, the catalogue and the version. Nothing is global.
import type { Client } from '../../messaging/contract.ts';
import type { Family } from '../../model/finding.ts';
import type { PolicyKey } from '../../model/policy.ts';
import type { Assurance, Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import type { IncidentReader } from '../incident-reader.ts';

/** Rule id → framework → ids. */
export type RuleReferences = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface ConsoleProps {
  readonly client: Client;
  readonly reader: IncidentReader;
  readonly services: readonly AiService[];
  readonly controls: readonly Control[];
  /** Settings that a person may set at all (catalogue of managed keys). */
  readonly userKeys: readonly PolicyKey[];
  /** How sure the catalogue is of its references to each framework. */
  readonly referenceAssurance: Readonly<Record<string, Assurance>>;
  /** Ids in known frameworks for the rules of a family, loaded when asked for. */
  readonly ruleReferences: (family: Family) => Promise<RuleReferences>;
  readonly version: string;
}
