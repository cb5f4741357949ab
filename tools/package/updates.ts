// Update manifests: where browsers look for a newer package. Formats: Chromium, "Autoupdate" (gupdate 2.0); Mozilla,
// "Updating your extension" (updates.json).
import { createHash } from 'node:crypto';
import type { Deployment } from './deployment.ts';
import { json, packageNames } from './deployment.ts';
import { element } from './xml.ts';

/** Chromium takes the package only if its hash is this one. */
export function chromiumUpdates(deployment: Deployment, crx: Uint8Array, minimumChrome: string): string {
  const check = element('updatecheck', {
    codebase: `${deployment.updateUrl}${packageNames(deployment.version).crx}`,
    version: deployment.version,
    prodversionmin: minimumChrome,
    hash_sha256: createHash('sha256').update(crx).digest('hex'),
  });
  const app = element('app', { appid: deployment.chromiumId }, check);
  const root = element('gupdate', { xmlns: 'http://www.google.com/update2/response', protocol: '2.0' }, app);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...root].join('\n')}\n`;
}

/** No hash: signing at Mozilla changes the package, and the address is https. */
export function firefoxUpdates(deployment: Deployment, minimumFirefox: string): string {
  const update = {
    version: deployment.version,
    update_link: `${deployment.updateUrl}${packageNames(deployment.version).xpi}`,
    applications: { gecko: { strict_min_version: minimumFirefox } },
  };
  return json({ addons: { [deployment.firefoxId]: { updates: [update] } } });
}
