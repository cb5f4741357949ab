// The policy templates of one deployment for every system, as files. The same function writes the roll-out and, with other
// values, the two ways back.
import { admx, adml } from './admx.ts';
import { googleAdmin, omaRows } from './cloud.ts';
import { CHROMIUM_BROWSERS, chromiumPolicies, FIREFOX, firefoxPolicies, json } from './deployment.ts';
import type { Deployment, OutFile } from './deployment.ts';
import { chromiumProfile, firefoxProfile } from './plist.ts';
import { powershell, regFile, registryOf } from './registry.ts';

const file = (path: string, content: string | Uint8Array): OutFile => ({ path, content });

function linux(deployment: Deployment): OutFile[] {
  const firefox = firefoxPolicies(deployment);
  // Only an ESR heeds this; it is the one that takes a package without Mozilla's signature.
  const unsigned = {
    ...firefox,
    Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } },
  };
  return [
    ...CHROMIUM_BROWSERS.filter((browser) => browser.linux !== '').map((browser) =>
      file(`linux/${browser.id}.json`, json(chromiumPolicies(deployment, browser))),
    ),
    file('linux/firefox-policies.json', json({ policies: firefox })),
    ...(deployment.installation === 'removed'
      ? []
      : [file('linux/firefox-esr-unsigned-policies.json', json({ policies: unsigned }))]),
  ];
}

function windows(deployment: Deployment): OutFile[] {
  const about = deployment.installation === 'removed' ? 'Removes Demarc' : 'Installs and configures Demarc';
  const registry = registryOf(deployment);
  return [
    ...registry.map(([id, keys]) => file(`windows/${id}.reg`, regFile(keys))),
    file(
      'windows/demarc.ps1',
      powershell(
        `${about} in all browsers.`,
        registry.flatMap(([, keys]) => keys),
      ),
    ),
  ];
}

function macos(deployment: Deployment): OutFile[] {
  return [
    ...CHROMIUM_BROWSERS.filter((browser) => browser.macos !== '').map((browser) =>
      file(`macos/${browser.id}.mobileconfig`, chromiumProfile(deployment, browser)),
    ),
    file(`macos/${FIREFOX.id}.mobileconfig`, firefoxProfile(deployment)),
  ];
}

/** Every template of one deployment; paths start below `folder`, which is '' or ends in `/`. */
export function templates(deployment: Deployment, folder = ''): OutFile[] {
  const template = admx(deployment);
  const forced = deployment.installation === 'forced';
  const files = [
    ...linux(deployment),
    ...windows(deployment),
    ...macos(deployment),
    file('intune/oma-uri.json', json(omaRows(deployment, template))),
    ...(forced ? [file('google-admin/policy-for-extensions.json', json(googleAdmin(deployment.settings)))] : []),
    // Enabled and disabled mean the roll-out and the way back in the same template.
    ...(forced && folder === ''
      ? [file('windows/admx/demarc.admx', template), file('windows/admx/en-US/demarc.adml', adml(deployment))]
      : []),
  ];
  return files.map(({ path, content }) => ({ path: `${folder}${path}`, content }));
}
