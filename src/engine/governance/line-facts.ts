// What the line's controls ask about extensions and page interfaces (engine/responsibility/facts.ts has the names). Pure.
import type { ExtensionReport } from '../../model/extension.ts';
import type { PageApiRecord } from '../../model/page-api.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import type { FactValue } from '../../model/responsibility.ts';
import { siteEntries } from '../policy/site-list.ts';
import { touches } from './inventory.ts';

/** The facts. What cannot be seen is left out, so that no control takes it for none. @param service id, or null for all */
export function governanceFacts(
  report: ExtensionReport,
  policy: Pick<EffectivePolicy, 'settings'>,
  pages: readonly PageApiRecord[],
  service: string | null,
): Readonly<Record<string, FactValue>> {
  const { webMcp, builtInAi } = policy.settings;
  const held = [webMcp, builtInAi].map((list) => [...siteEntries(list)]);
  const everywhere = held.every((list) => list.some(([pattern, action]) => pattern === '*' && action !== 'allow'));
  const somewhere = held.some((list) => list.some(([, action]) => action !== 'allow'));
  const doubtful = pages.flatMap(({ tools }) => tools).filter(({ verdict }) => verdict !== 'clean').length;
  const apis = {
    'pageApis.policy': everywhere ? 'all' : somewhere ? 'some' : 'none',
    'pageApis.doubtful': doubtful,
  };
  if (report.state === 'no-permission') return { ...apis, 'extensions.state': 'no-permission' };
  const running = report.extensions.filter(({ facts }) => facts.enabled);
  const services = (extension: (typeof running)[number]): readonly string[] =>
    Object.keys(extension.reach).filter((id) => touches(extension, id));
  const vetted = ({ kept, decision, facts }: (typeof running)[number]): boolean =>
    kept || facts.installType === 'admin' || decision.entry.startsWith('allow ');
  const ai = running.filter((extension) => extension.known !== null || services(extension).length > 0);
  return {
    ...apis,
    'extensions.state': 'listed',
    'extensions.harmful': running.filter(({ risk }) => risk === 'known-bad').length,
    'extensions.unvetted': ai.filter((extension) => !vetted(extension)).length,
    'extensions.reach': running.filter((e) => (service === null ? services(e).length > 0 : touches(e, service))).length,
  };
}
