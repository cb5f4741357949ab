// The inventory: facts, reach, risk and decision of each extension, worst first. Pure.
import {
  EXTENSION_RISKS,
  type AssessedExtension,
  type ExtensionCatalog,
  type ExtensionFacts,
  type Touching,
} from '../../model/extension.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import { assess } from './assess.ts';
import { decideExtension } from './decide-extension.ts';
import { reachOf, type ServiceHosts } from './reach.ts';

/** What a person said may stay, by id: the form that it had then (`formOf`). */
export type Kept = Readonly<Record<string, string>>;

/** What of an extension a person's word is about; another permission or host makes it another. */
export function formOf({ permissions, hosts, warned, warnsAll, warnsUnnamed }: ExtensionFacts): string {
  const text = JSON.stringify([permissions, hosts, warned, warnsAll, warnsUnnamed]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return `${text.length}-${(hash >>> 0).toString(16)}`;
}

/** Every extension with what it amounts to, highest risk first. */
export function inventory(
  all: readonly ExtensionFacts[],
  services: readonly ServiceHosts[],
  catalog: ExtensionCatalog,
  policy: Pick<EffectivePolicy, 'settings' | 'source'>,
  kept: Kept,
): readonly AssessedExtension[] {
  return all
    .map((facts): AssessedExtension => {
      const reach = reachOf(facts, services);
      const assessment = assess(facts, reach, catalog);
      const decision = decideExtension(policy, facts, reach, assessment.risk);
      const stays = Object.hasOwn(kept, facts.id) && kept[facts.id] === formOf(facts);
      return { facts, reach, ...assessment, decision, kept: stays };
    })
    .sort(
      (a, b) =>
        Number(b.facts.enabled) - Number(a.facts.enabled) ||
        EXTENSION_RISKS.indexOf(b.risk) - EXTENSION_RISKS.indexOf(a.risk) ||
        Object.keys(b.reach).length - Object.keys(a.reach).length ||
        (a.facts.name < b.facts.name ? -1 : 1),
    );
}

/** Whether an extension that runs gets at a service without being called. */
export const touches = ({ facts, reach }: AssessedExtension, service: string): boolean =>
  facts.enabled && (reach[service] ?? 'click') !== 'click';

/** Who gets at one service, for a line in the popup. */
export function touching(all: readonly AssessedExtension[], service: string): Touching {
  const those = all.filter((extension) => touches(extension, service));
  return {
    state: 'listed',
    names: those.slice(0, 3).map(({ facts }) => facts.name),
    count: those.length,
    maybe: those.filter(({ reach }) => reach[service] === 'maybe').length,
    risky: those.some(({ risk }) => risk === 'high' || risk === 'known-bad'),
  };
}
