// Whether incidents may leave with their texts. While it is not known what the organisation says, they may not.
import type { EffectivePolicy } from '../../../model/policy.ts';

export function fullExportOf({ managed, settings }: EffectivePolicy): 'yes' | 'no' | 'pending' {
  if (managed === 'pending') return 'pending';
  return settings.fullExport ? 'yes' : 'no';
}
