// Whether incidents may leave with their texts. While it is not known what the organisation says, they may not.
import type { ExportedIncident } from '../../../formats/format.ts';
import { redact } from '../../../formats/redact.ts';
import type { Incident } from '../../../model/incident.ts';
import type { EffectivePolicy } from '../../../model/policy.ts';

export function fullExportOf({ managed, settings }: EffectivePolicy): 'yes' | 'no' | 'pending' {
  if (managed === 'pending') return 'pending';
  return settings.fullExport ? 'yes' : 'no';
}

/** The record as it may leave by a copy. */
export const asAllowed = (incident: Incident, policy: EffectivePolicy): ExportedIncident =>
  fullExportOf(policy) === 'yes' ? incident : redact(incident, (host) => host);
