// What device managements in the cloud take: Google's Admin console a JSON of its own form, Intune the Group Policy template
// and one row per policy. Formats: Microsoft, "Win32 and Desktop Bridge app ADMX policy ingestion"; Google's form of values
// is reported, not confirmed.
import { categoryOf, ADMX_CATEGORY, elementId, fieldOf, policyName } from './admx.ts';
import { CHROMIUM_BROWSERS, FIREFOX, firefoxExtension, keys } from './deployment.ts';
import type { Deployment, Settings } from './deployment.ts';
import { xml } from './xml.ts';

/** Every value wrapped in an object, as the field "Policy for extensions" takes it. */
export function googleAdmin(settings: Settings): Readonly<Record<string, { readonly Value: unknown }>> {
  return Object.fromEntries(Object.entries(settings).map(([key, Value]) => [key, { Value }]));
}

export interface OmaRow {
  readonly name: string;
  readonly omaUri: string;
  readonly dataType: 'String';
  readonly value: string;
}

const APP = 'Demarc';
const INGEST = `./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/${APP}/Policy/DemarcAdmx`;
/** Between names and values of a list in a policy row. */
const LIST_MARK = '\uf000';

const uri = (browserId: string, key: string): string =>
  `./Device/Vendor/MSFT/Policy/Config/${APP}~Policy~${ADMX_CATEGORY}~${categoryOf(browserId)}/${policyName(browserId, key)}`;

const data = (id: string, value: string): string =>
  `<enabled/><data id="${xml(id)}" value="${xml(value).replaceAll(LIST_MARK, '&#xF000;')}"/>`;

function settingValue(browserId: string, key: string, value: unknown): string {
  const spec = keys.find((candidate) => candidate.key === key);
  if (spec === undefined) throw new Error(`there is no policy key ${key}`);
  if (fieldOf(spec) === 'switch') return value === true ? '<enabled/>' : '<disabled/>';
  const id = elementId(browserId, key);
  if (fieldOf(spec) === 'list') {
    const entries = (value as readonly string[]).flatMap((entry, i) => [String(i + 1), entry]);
    return data(id, entries.join(LIST_MARK));
  }
  return data(id, typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value));
}

/**
 * Rows for a custom profile of Intune. Edge is not among them: Windows refuses ingested templates that write below its key;
 * the script does it. An empty list cannot be said in a row and is left to the script as well.
 */
export function omaRows(deployment: Deployment, admx: string): OmaRow[] {
  const row = (name: string, omaUri: string, value: string): OmaRow => ({ name, omaUri, dataType: 'String', value });
  const rows = [row('Demarc: template', INGEST, admx)];
  for (const { id, name } of CHROMIUM_BROWSERS.filter((browser) => browser.ingest)) {
    const install = deployment.installation === 'removed' ? '<disabled/>' : '<enabled/>';
    rows.push(row(`Demarc in ${name}: install`, uri(id, 'install'), install));
    if (deployment.installation === 'removed') continue;
    for (const [key, value] of Object.entries(deployment.settings)) {
      if (Array.isArray(value) && value.length === 0) continue;
      rows.push(row(`Demarc in ${name}: ${key}`, uri(id, key), settingValue(id, key, value)));
    }
  }
  const json = (value: unknown): string => JSON.stringify(value);
  const firefox = (key: string, value: unknown): OmaRow =>
    row(`Demarc in ${FIREFOX.name}: ${key}`, uri(FIREFOX.id, key), data(elementId(FIREFOX.id, key), json(value)));
  rows.push(firefox('install', firefoxExtension(deployment)));
  if (deployment.installation === 'forced') rows.push(firefox('settings', deployment.settings));
  return rows;
}
