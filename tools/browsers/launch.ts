// Starts a real Chromium or Firefox, with or without the built extension, and opens the extension's own pages.
// Pages shown in these browsers are untrusted; nothing they contain reaches a shell or a file name here.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer';
import type { Browser, Page } from 'puppeteer';
import { openInFirefox } from './bidi.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const BROWSER_KINDS = ['chromium', 'firefox'] as const;
export type BrowserKind = (typeof BROWSER_KINDS)[number];

export interface LaunchOptions {
  /** Built extension folder; undefined: the one of this build; null: none. */
  readonly extension?: string | null;
  /**
   * Id of an extension that the browser's own policy installs: nothing is loaded from the folder above, which then only
   * names its pages. The browser may fetch packages. Chromium shows it to tools only with `DeveloperToolsAvailability` 1.
   */
  readonly installedByPolicy?: string;
  /** Forced to true where there is no display. */
  readonly headless?: boolean;
  /** `host:port` of an HTTP proxy for every request, loopback included. Its certificates are accepted as they are. */
  readonly proxy?: string;
  readonly args?: readonly string[];
  readonly userDataDir?: string;
  /** Firefox: an event page that has nothing to do is stopped after so many milliseconds; the browser's own value is 30,000. */
  readonly eventPageIdle?: number;
  /**
   * Chromium: the browser tells pages that a program drives it, as it does by itself. Left out, it does not: most of what
   * is driven here plays a person.
   */
  readonly driven?: boolean;
  /** Longest answer to wait for from the browser, in milliseconds. */
  readonly protocolTimeout?: number;
}

interface Loaded {
  readonly kind: BrowserKind;
  /** `chrome-extension://…` or `moz-extension://…`; '' without the extension. */
  readonly origin: string;
  readonly pages: Readonly<Record<ExtensionPage, string>>;
}
export type ExtensionPage = 'popup' | 'console';

interface BuiltManifest {
  readonly key?: string;
  readonly action: { readonly default_popup: string };
  readonly options_ui: { readonly page: string };
  readonly browser_specific_settings?: { readonly gecko?: { readonly id?: string } };
}

/** Firefox gives an add-on a random host per profile; a fixed one makes its pages addressable. */
const FIREFOX_UUID = 'de3a2c00-0000-4000-8000-000000000001';
const START_TIMEOUT = 15_000;
/** Also among puppeteer's own; with it no package of a policy is fetched. */
const NO_UPDATES = '--disable-background-networking';
const CHROMIUM_ARGS = [
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-component-update',
  '--disable-sync',
];

const loaded = new WeakMap<Browser, Loaded>();

/** True where a window can be shown. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
}

/** The extension id that Chromium derives from the manifest's key. */
export function chromiumExtensionId(key: string): string {
  const digits = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
}

function readManifest(folder: string): BuiltManifest {
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) throw new Error(`${folder} holds no built extension. Run "npm run build" first.`);
  return JSON.parse(readFileSync(file, 'utf8')) as BuiltManifest;
}

function executable(kind: BrowserKind): string {
  const named =
    kind === 'chromium'
      ? (process.env['DEMARC_CHROMIUM'] ?? process.env['CHROME_PATH'] ?? '/usr/bin/chromium')
      : (process.env['DEMARC_FIREFOX'] ?? process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr');
  if (!existsSync(named)) {
    const variable = kind === 'chromium' ? 'CHROME_PATH' : 'FIREFOX_PATH';
    throw new Error(`${named} is not there. Set ${variable} to a browser, or start through "npm start" or "npm test".`);
  }
  return named;
}

function pagesOf(manifest: BuiltManifest): Loaded['pages'] {
  return { popup: manifest.action.default_popup, console: manifest.options_ui.page };
}

function folderOf(options: LaunchOptions, kind: BrowserKind): string | null {
  if (options.extension === null) return null;
  return path.resolve(options.extension ?? path.join(ROOT, 'dist', kind));
}

/** Starts Chromium, Chrome, Edge or Brave. Resolves when the extension's worker is up. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const folder = folderOf(options, 'chromium');
  const manifest = folder === null ? null : readManifest(folder);
  const byPolicy = options.installedByPolicy === undefined ? undefined : true;
  const headless = (options.headless ?? true) || !hasDisplay();
  // Chromium refuses its sandbox to root, and some containers refuse it to everybody.
  const noSandbox = process.getuid?.() === 0 || Boolean(process.env['DEMARC_NO_SANDBOX']);
  const browser = await puppeteer.launch({
    executablePath: executable('chromium'),
    headless,
    pipe: true,
    enableExtensions: byPolicy ?? (folder === null ? false : [folder]),
    ignoreDefaultArgs: byPolicy ? [NO_UPDATES] : [],
    acceptInsecureCerts: options.proxy !== undefined,
    protocolTimeout: options.protocolTimeout ?? 120_000,
    defaultViewport: headless ? { width: 1280, height: 800 } : null,
    // The caller stops the browser itself, so that a report can still be written on Ctrl-C.
    handleSIGINT: false,
    ...(options.userDataDir === undefined ? {} : { userDataDir: options.userDataDir }),
    args: [
      ...CHROMIUM_ARGS,
      ...(options.driven === true ? [] : ['--disable-blink-features=AutomationControlled']),
      ...(byPolicy ? [] : [NO_UPDATES]),
      ...(headless ? ['--disable-gpu'] : []),
      ...(noSandbox ? ['--no-sandbox'] : []),
      ...(options.proxy === undefined ? [] : [`--proxy-server=${options.proxy}`, '--proxy-bypass-list=<-loopback>']),
      ...(options.args ?? []),
    ],
  });
  if (manifest === null) {
    loaded.set(browser, { kind: 'chromium', origin: '', pages: { popup: '', console: '' } });
    return browser;
  }
  const origin = `chrome-extension://${options.installedByPolicy ?? chromiumExtensionId(manifest.key ?? '')}`;
  loaded.set(browser, { kind: 'chromium', origin, pages: pagesOf(manifest) });
  try {
    await browser.waitForTarget((target) => target.type() === 'service_worker' && target.url().startsWith(origin), {
      timeout: START_TIMEOUT,
    });
  } catch {
    await browser.close();
    throw new Error('The browser started, but the worker of the extension did not. Is the build whole?');
  }
  return browser;
}

function firefoxProxy(proxy: string): Record<string, string | number | boolean> {
  const at = proxy.lastIndexOf(':');
  const host = proxy.slice(0, at);
  const port = Number(proxy.slice(at + 1));
  return {
    'network.proxy.type': 1,
    'network.proxy.http': host,
    'network.proxy.http_port': port,
    'network.proxy.ssl': host,
    'network.proxy.ssl_port': port,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
    // Host names of the range exist only in the proxy.
    'network.trr.mode': 5,
    'network.stricttransportsecurity.preloadlist': false,
    'security.cert_pinning.enforcement_level': 0,
  };
}

/** Starts Firefox and installs the extension for this session. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<Browser> {
  const folder = folderOf(options, 'firefox');
  const manifest = folder === null ? null : readManifest(folder);
  const gecko = options.installedByPolicy ?? manifest?.browser_specific_settings?.gecko?.id ?? '';
  const headless = (options.headless ?? true) || !hasDisplay();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: executable('firefox'),
    headless,
    acceptInsecureCerts: options.proxy !== undefined,
    protocolTimeout: options.protocolTimeout ?? 120_000,
    defaultViewport: headless ? { width: 1280, height: 800 } : null,
    handleSIGINT: false,
    ...(options.userDataDir === undefined ? {} : { userDataDir: options.userDataDir }),
    // Without system access Firefox lets no test tool open the pages of an add-on.
    args: ['--remote-allow-system-access', ...(options.args ?? [])],
    extraPrefsFirefox: {
      ...(gecko === '' ? {} : { 'extensions.webextensions.uuids': JSON.stringify({ [gecko]: FIREFOX_UUID }) }),
      ...(options.proxy === undefined ? {} : firefoxProxy(options.proxy)),
      ...(options.eventPageIdle === undefined ? {} : { 'extensions.background.idle.timeout': options.eventPageIdle }),
    },
  });
  if (folder === null || manifest === null) {
    loaded.set(browser, { kind: 'firefox', origin: '', pages: { popup: '', console: '' } });
    return browser;
  }
  try {
    if (options.installedByPolicy === undefined) await browser.installExtension(folder);
  } catch (error) {
    await browser.close();
    throw new Error(`Firefox refused the extension: ${error instanceof Error ? error.message : String(error)}`);
  }
  loaded.set(browser, { kind: 'firefox', origin: `moz-extension://${FIREFOX_UUID}`, pages: pagesOf(manifest) });
  return browser;
}

/** Starts either kind. */
export function launch(kind: BrowserKind, options: LaunchOptions = {}): Promise<Browser> {
  return kind === 'chromium' ? launchChromium(options) : launchFirefox(options);
}

function infoOf(browser: Browser): Loaded {
  const info = loaded.get(browser);
  if (info === undefined) throw new Error('This browser was not started by launchChromium or launchFirefox.');
  return info;
}

export const browserKind = (browser: Browser): BrowserKind => infoOf(browser).kind;

/** Origin of the extension's pages, '' when the browser runs without it. */
export const extensionOrigin = (browser: Browser): string => infoOf(browser).origin;

/** Opens the popup's or the console's page in a tab of its own; `hash` is the route, without `#`. */
export async function openExtensionPage(browser: Browser, name: ExtensionPage, hash = ''): Promise<Page> {
  const info = infoOf(browser);
  if (info.origin === '') throw new Error('This browser runs without the extension.');
  const url = `${info.origin}/${info.pages[name]}${hash === '' ? '' : `#${hash}`}`;
  const page = await browser.newPage();
  if (info.kind === 'firefox') await openInFirefox(browser, page, url);
  else await page.goto(url, { waitUntil: 'domcontentloaded' });
  return page;
}
