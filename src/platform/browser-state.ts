// What the browser says of itself and of this extension. Nothing here needs a permission; what a browser does not tell is ''.
import { browser } from './browser.ts';

export interface BrowserState {
  /** May the extension run in private windows? null: not told. */
  readonly privateWindows: boolean | null;
  /** May it act on all sites? null: not told. */
  readonly allSites: boolean | null;
  /** How it was installed: 'admin', 'normal', 'development', 'sideload', 'other'. */
  readonly install: string;
  /** 'linux', 'mac', 'win' … */
  readonly platform: string;
  /** Names under which the browser goes, and the version of the first. */
  readonly names: readonly string[];
  readonly version: string;
}

interface UserAgentData {
  readonly brands?: readonly { readonly brand: string; readonly version: string }[];
}

/** Never rejects. */
export async function browserState(): Promise<BrowserState> {
  const [privateWindows, allSites, self, platform, info] = await Promise.all([
    told(() => browser.extension.isAllowedIncognitoAccess()),
    told(() => browser.permissions.contains({ origins: ['<all_urls>'] })),
    told(() => browser.management.getSelf()),
    told(() => browser.runtime.getPlatformInfo()),
    told(async () => (await (browser.runtime as Partial<typeof browser.runtime>).getBrowserInfo?.()) ?? null),
  ]);
  const data = (navigator as { userAgentData?: UserAgentData }).userAgentData;
  // Chromium adds a name that means nothing, so that nobody relies on the list's form.
  const brands = (data?.brands ?? []).filter(({ brand }) => !/not.?a.?brand/i.test(brand));
  return {
    privateWindows,
    allSites,
    install: self?.installType ?? '',
    platform: platform?.os ?? '',
    names: info ? [info.name] : brands.map(({ brand }) => brand),
    version: info?.version ?? brands[0]?.version ?? '',
  };
}

async function told<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch {
    return null;
  }
}
