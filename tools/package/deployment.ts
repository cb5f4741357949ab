// What one roll-out of Demarc consists of, and the policies that browsers of both engines need for it, as plain values. The
// templates of each system only write these values down in their own format.
import managedKeys from '../../src/catalog/managed-keys.json' with { type: 'json' };
import type { PolicyKeyData } from '../../src/engine/policy/parse.ts';
import browsers from './browsers.json' with { type: 'json' };

/** Managed settings of Demarc by key, as an administrator writes them. */
export type Settings = Readonly<Record<string, unknown>>;

/** `removed` takes Demarc off again, with everything that it stored. */
export type Installation = 'forced' | 'removed';

export interface Deployment {
  readonly version: string;
  readonly chromiumId: string;
  readonly firefoxId: string;
  /** Ends in `/`. */
  readonly updateUrl: string;
  readonly settings: Settings;
  readonly installation: Installation;
}

export interface ChromiumBrowser {
  readonly id: string;
  readonly name: string;
  /** Folder of policy files; '' where it is not confirmed that the browser reads one. */
  readonly linux: string;
  /** Key below HKEY_LOCAL_MACHINE; '' likewise. */
  readonly windows: string;
  /** Preference domain; '' likewise. */
  readonly macos: string;
  /** More of ExtensionSettings that this browser is known to have. */
  readonly settings: Readonly<Record<string, string>>;
  /** Whether Windows lets a device management write below its key through a template of our own. */
  readonly ingest: boolean;
}

export const CHROMIUM_BROWSERS: readonly ChromiumBrowser[] = browsers.chromium.map(({ settings, ...rest }) => ({
  ...rest,
  settings: Object.fromEntries(Object.entries(settings)),
}));
export const FIREFOX = browsers.firefox;

/** A file of the package; paths have `/`. */
export interface OutFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export const keys = managedKeys.keys as readonly PolicyKeyData[];

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export interface PackageNames {
  readonly zip: string;
  readonly crx: string;
  readonly xpi: string;
}

/** The version is part of the name: Firefox fetches a package again when its address changes. */
export function packageNames(version: string): PackageNames {
  return {
    zip: `demarc-${version}-chromium.zip`,
    crx: `demarc-${version}.crx`,
    xpi: `demarc-${version}.xpi`,
  };
}
export const CHROMIUM_UPDATES = 'update.xml';
export const FIREFOX_UPDATES = 'updates.json';

/**
 * Demarc's entry of Chromium's ExtensionSettings. The address of updates is forced (`override_update_url`), because
 * otherwise it counts for the first installation only.
 */
export function chromiumExtension(deployment: Deployment, browser: ChromiumBrowser): Readonly<Record<string, unknown>> {
  if (deployment.installation === 'removed') return { installation_mode: 'removed' };
  return {
    installation_mode: 'force_installed',
    update_url: `${deployment.updateUrl}${CHROMIUM_UPDATES}`,
    override_update_url: true,
    ...browser.settings,
  };
}

/** Chromium's policies for Demarc. A removed extension has no settings. */
export function chromiumPolicies(deployment: Deployment, browser: ChromiumBrowser): Readonly<Record<string, unknown>> {
  const { chromiumId, settings, installation } = deployment;
  return {
    ExtensionSettings: { [chromiumId]: chromiumExtension(deployment, browser) },
    ...(installation === 'removed' ? {} : { '3rdparty': { extensions: { [chromiumId]: settings } } }),
  };
}

/** Demarc's entry of Firefox's ExtensionSettings. Firefox removes what is blocked. */
export function firefoxExtension(deployment: Deployment): Readonly<Record<string, unknown>> {
  if (deployment.installation === 'removed') return { installation_mode: 'blocked' };
  return {
    installation_mode: 'force_installed',
    install_url: `${deployment.updateUrl}${packageNames(deployment.version).xpi}`,
    private_browsing: true,
  };
}

/** Firefox's policies for Demarc. */
export function firefoxPolicies(deployment: Deployment): Readonly<Record<string, unknown>> {
  const { firefoxId, settings, installation } = deployment;
  return {
    ExtensionSettings: { [firefoxId]: firefoxExtension(deployment) },
    ...(installation === 'removed' ? {} : { '3rdparty': { Extensions: { [firefoxId]: settings } } }),
  };
}
