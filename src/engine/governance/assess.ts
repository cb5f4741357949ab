// What an extension amounts to: a risk with its reasons, never a bare number. Pure; the catalogue of known extensions comes in.
// Sources of the signs: threats of extensions that read chats (U03, U04), take sessions (U05) and drive assistants (U01, U07),
// and of permissions that lead out of the browser (G01 to G04).
import type {
  ExtensionCatalog,
  ExtensionFacts,
  ExtensionRisk,
  KnownExtension,
  Reach,
  RiskReason,
} from '../../model/extension.ts';
import { readsAll } from './reach.ts';

export interface Assessment {
  readonly risk: ExtensionRisk;
  readonly reasons: readonly RiskReason[];
  readonly known: KnownExtension | null;
}

/** Permission → reason, and whether together with pages of AI services it is a high risk. */
const SIGNS: readonly (readonly [permissions: readonly string[], reason: RiskReason, heavy: boolean])[] = [
  [['debugger'], 'debugger', true],
  [['nativeMessaging'], 'native-messaging', true],
  [
    ['webRequest', 'webRequestBlocking', 'declarativeNetRequest', 'declarativeNetRequestWithHostAccess'],
    'requests',
    false,
  ],
  [['cookies'], 'cookies', true],
  [['tabCapture', 'desktopCapture', 'pageCapture'], 'captures', true],
  [['management'], 'management', false],
  [['proxy', 'vpnProvider'], 'proxy', true],
  [['userScripts'], 'user-scripts', true],
  [['clipboardRead'], 'clipboard', false],
  [['history', 'browsingData', 'topSites'], 'history', false],
];

/** Risk and reasons of an extension. @param reach as reach.ts gives it */
export function assess(
  facts: ExtensionFacts,
  reach: Readonly<Record<string, Reach>>,
  catalog: ExtensionCatalog,
): Assessment {
  const known = catalog.extensions.find(({ id }) => id === facts.id) ?? null;
  const reasons: RiskReason[] = [];
  const reaches = Object.values(reach);
  const readsAi = reaches.includes('always') || reaches.includes('maybe');
  const bad = known?.kind === 'bad';
  const outdated = known !== null && known.flawedBelow !== '' && isBelow(facts.version, known.flawedBelow);
  if (bad) reasons.push('listed-bad');
  if (outdated) reasons.push('outdated');
  if (readsAll(facts)) reasons.push('all-sites');
  else if (reaches.includes('always')) reasons.push('ai-sites');
  else if (reaches.includes('maybe')) reasons.push('unnamed-sites');
  else if (reaches.includes('click')) reasons.push('on-click');
  const found = SIGNS.filter(([names]) => names.some((name) => facts.permissions.includes(name)));
  reasons.push(...found.map(([, reason]) => reason));
  const strange = facts.installType === 'sideload' || fromElsewhere(facts, catalog);
  if (facts.installType === 'sideload') reasons.push('sideloaded');
  if (facts.installType === 'development') reasons.push('unpacked');
  if (fromElsewhere(facts, catalog)) reasons.push('other-store');
  if (known && known.kind !== 'bad') reasons.push(known.kind);
  if (facts.installType === 'admin') reasons.push('by-organisation');
  const heavy = found.some(([, , isHeavy]) => isHeavy);
  const risk: ExtensionRisk = bad
    ? 'known-bad'
    : outdated || facts.permissions.includes('debugger') || (readsAi && (heavy || strange))
      ? 'high'
      : readsAi || strange || known !== null
        ? 'raised'
        : 'low';
  return { risk, reasons, known };
}

/** Unpacked ones have no address, and an organisation has its own. */
function fromElsewhere({ installType, updateUrl }: ExtensionFacts, { stores }: ExtensionCatalog): boolean {
  return installType !== 'admin' && updateUrl !== '' && !stores.some((store) => updateUrl.startsWith(store));
}

/** Whether a version is older than another: numbers between dots, as browsers count them. What is no version is not. */
export function isBelow(version: string, other: string): boolean {
  const parts = (text: string): number[] | null =>
    /^\d{1,9}(?:\.\d{1,9}){0,3}$/.test(text) ? text.split('.').map(Number) : null;
  const [a, b] = [parts(version), parts(other)];
  if (!a || !b) return false;
  for (let i = 0; i < 4; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
