// What a policy would do with incidents that are on record: for trying a draft before it is set. Pure. A record holds what
// was found and where, so the decision is made anew from it; what no record holds, no replay can show.
import type { Incident } from '../../model/incident.ts';
import type { Action, EffectivePolicy, PolicyKey } from '../../model/policy.ts';
import type { ReplayChange } from '../../model/replay.ts';
import type { Place, ServiceLayer } from './conditions.ts';
import { decide } from './decide.ts';
import { decideInput } from './decide-input.ts';
import { decideOutput, decidePrompt, decideRequest, decideShare } from './decide-output.ts';

/**
 * Incidents that two policies treat differently.
 * @param layers layer of each service by id
 * @param now milliseconds since the epoch, for the ends of exceptions: both policies as they are today
 */
export function replay(
  incidents: readonly Incident[],
  from: EffectivePolicy,
  to: EffectivePolicy,
  layers: ReadonlyMap<string, ServiceLayer>,
  now: number,
): readonly ReplayChange[] {
  const out: ReplayChange[] = [];
  for (const incident of incidents) {
    const [before, after] = [decisionOn(from, incident, layers, now), decisionOn(to, incident, layers, now)];
    if (before === null || after === null || before.action === after.action) continue;
    const { id, site, time } = incident;
    out.push({ id, site, time, from: before.action, to: after.action, key: after.key });
  }
  return out;
}

/** null where no setting decides: a memory is put on record and nothing else. */
function decisionOn(
  policy: EffectivePolicy,
  { carrier, name, site, frameSite, service, verdict, concealment, input }: Incident,
  layers: ReadonlyMap<string, ServiceLayer>,
  now: number,
): { readonly action: Action; readonly key: PolicyKey } | null {
  const { kind, families, severity, confidence } = verdict;
  const at: Place = { site, service, layer: layers.get(service) ?? '' };
  switch (carrier) {
    case 'memory':
      return null;
    case 'input':
      if (!input) return null;
      return decideInput(policy, { ...at, account: input.account }, { ...input, steering: kind, families }, now);
    case 'answer':
    case 'copied':
      return (name === 'share' ? decideShare : decideOutput)(policy, { ...at, families }, now);
    case 'prompt':
      return decidePrompt(policy, { ...at, families }, now);
    case 'request':
      return decideRequest(policy, at, now);
    default:
      return decide(
        policy,
        { ...at, frameSite, hidden: concealment !== null, verdictKind: kind, families, severity, confidence },
        now,
      );
  }
}
