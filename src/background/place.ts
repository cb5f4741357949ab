// Which assistant a page or frame is, by its address as the browser tells it.
import { serviceFor } from '../engine/responsibility/service-for.ts';
import type { Sender } from '../messaging/router.ts';
import type { AssistantCatalog } from '../model/assistant.ts';
import type { AiService } from '../model/service.ts';

/** Id of the service of a page or frame; '' for one that no catalogue knows. */
export function serviceIdOf(
  { assistants }: Pick<AssistantCatalog, 'assistants'>,
  services: readonly AiService[],
  { url, tabUrl }: Pick<Sender, 'url' | 'tabUrl'>,
): string {
  const own = [url, tabUrl].map((at) => placeOf(services, at) ?? placeOf(assistants, at));
  return own.find((s) => s !== null)?.id ?? '';
}

/** Where something happens, for the policy: service and layer by the address as the browser tells it. */
export function policyPlace(
  catalog: Pick<AssistantCatalog, 'assistants'>,
  services: readonly AiService[],
  sender: Pick<Sender, 'url' | 'tabUrl'>,
  site: string,
): { site: string; service: string; layer: AiService['layer'] | '' } {
  const service = serviceIdOf(catalog, services, sender);
  return { site, service, layer: layerOf(services, service) };
}

/** Layer of a service; '' for one that the catalogue does not know. */
export const layerOf = (services: readonly AiService[], id: string): AiService['layer'] | '' =>
  services.find((s) => s.id === id)?.layer ?? '';

/** The entry whose hosts and paths an address fits best; null when there is none, or no address. */
export function placeOf<S extends Pick<AiService, 'hosts' | 'paths'>>(list: readonly S[], address: string): S | null {
  try {
    const { hostname, pathname } = new URL(address);
    return serviceFor(list, hostname, pathname);
  } catch {
    return null;
  }
}
