// Configuration profiles of macOS: a property list in XML. Same input, same identifiers, so that a profile pushed again
// replaces the one before. Format: Apple, Configuration Profile Reference; PropertyList-1.0.dtd.
import { createHash } from 'node:crypto';
import type { ChromiumBrowser, Deployment } from './deployment.ts';
import { chromiumPolicies, FIREFOX, firefoxPolicies } from './deployment.ts';
import { xml } from './xml.ts';

export type PlistValue = unknown;

function lines(value: PlistValue, indent: string): string[] {
  if (typeof value === 'boolean') return [`${indent}<${value}/>`];
  if (typeof value === 'number') {
    return [Number.isInteger(value) ? `${indent}<integer>${value}</integer>` : `${indent}<real>${value}</real>`];
  }
  if (typeof value === 'string') return [`${indent}<string>${xml(value)}</string>`];
  const deeper = `${indent}\t`;
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}<array/>`];
    return [`${indent}<array>`, ...value.flatMap((entry: unknown) => lines(entry, deeper)), `${indent}</array>`];
  }
  if (typeof value !== 'object' || value === null) throw new Error(`a property list cannot hold ${String(value)}`);
  const entries = Object.entries(value).flatMap(([key, entry]) => [
    `${deeper}<key>${xml(key)}</key>`,
    ...lines(entry, deeper),
  ]);
  return entries.length === 0 ? [`${indent}<dict/>`] : [`${indent}<dict>`, ...entries, `${indent}</dict>`];
}

/** A property list. @throws Error for null and undefined, which the format does not know. */
export function plist(value: PlistValue): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    ...lines(value, ''),
    '</plist>',
    '',
  ].join('\n');
}

/** An identifier that follows from a name (version 8 of RFC 9562). */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex').slice(0, 32).toUpperCase().split('');
  hex[12] = '8';
  hex[16] = '89AB'[Number.parseInt(hex[16] ?? '0', 16) & 3] ?? '8';
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export interface Payload {
  /** Preference domain. */
  readonly domain: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * A profile for the whole machine that sets preferences of one or more domains. It can be removed: profiles that a device
 * management pushed stay anyway, and a pilot by hand must not get stuck.
 */
export function profile(identifier: string, name: string, payloads: readonly Payload[]): string {
  return plist({
    PayloadContent: payloads.map(({ domain, values }) => ({
      PayloadDisplayName: `${name} (${domain})`,
      PayloadEnabled: true,
      PayloadIdentifier: `${identifier}.${domain}`,
      PayloadType: domain,
      PayloadUUID: uuidOf(`${identifier} ${domain}`),
      PayloadVersion: 1,
      ...values,
    })),
    PayloadDisplayName: name,
    PayloadIdentifier: identifier,
    PayloadRemovalDisallowed: false,
    PayloadScope: 'System',
    PayloadType: 'Configuration',
    PayloadUUID: uuidOf(identifier),
    PayloadVersion: 1,
  });
}

/** Chromium on macOS reads an extension's settings from a domain of its own: the browser's, `extensions`, the id. */
export function chromiumProfile(deployment: Deployment, browser: ChromiumBrowser): string {
  const { '3rdparty': _settings, ...policies } = chromiumPolicies(deployment, browser);
  const own = { domain: `${browser.macos}.extensions.${deployment.chromiumId}`, values: deployment.settings };
  return profile(`org.demarc.policy.${browser.id}`, `Demarc for ${browser.name}`, [
    { domain: browser.macos, values: policies },
    ...(deployment.installation === 'removed' ? [] : [own]),
  ]);
}

export function firefoxProfile(deployment: Deployment): string {
  return profile(`org.demarc.policy.${FIREFOX.id}`, `Demarc for ${FIREFOX.name}`, [
    { domain: FIREFOX.macos, values: { EnterprisePoliciesEnabled: true, ...firefoxPolicies(deployment) } },
  ]);
}
