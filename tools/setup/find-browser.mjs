// Finds a browser on this machine, or installs one. No dependency.
// Only paths that exist and can be executed are believed; an explicit CHROME_PATH or FIREFOX_PATH that is wrong is an
// error, because silently testing in another browser than the one asked for would be worse.
import { accessSync, constants, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { SetupError, reason, run, say } from './say.mjs';

const KINDS = {
  chromium: {
    name: 'a Chromium browser (Chromium, Chrome, Edge or Brave)',
    variable: 'CHROME_PATH',
    commands: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'chrome',
      'microsoft-edge',
      'msedge',
      'brave-browser',
      'brave',
    ],
    windows: [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
    ],
    mac: [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'Brave Browser.app/Contents/MacOS/Brave Browser',
    ],
    debian: 'chromium',
    download: 'chrome@stable',
    binary: /^(chrome|chrome\.exe|Google Chrome for Testing)$/,
  },
  firefox: {
    name: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox-esr', 'firefox'],
    windows: ['Mozilla Firefox\\firefox.exe'],
    mac: ['Firefox.app/Contents/MacOS/firefox'],
    debian: 'firefox-esr',
    download: 'firefox@stable',
    binary: /^(firefox|firefox\.exe)$/,
  },
};

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Every place to look in, in order of preference. */
function candidates(kind, env, platform) {
  const suffixes = platform === 'win32' ? ['.exe'] : [''];
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const list = kind.commands.flatMap((name) => folders.flatMap((f) => suffixes.map((s) => path.join(f, name + s))));
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean);
    list.push(...kind.windows.flatMap((file) => roots.map((root) => path.join(root, file))));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', env.HOME ? path.join(env.HOME, 'Applications') : ''].filter(Boolean);
    list.push(...kind.mac.flatMap((file) => roots.map((root) => path.join(root, file))));
  }
  return list;
}

/** A browser that an earlier run downloaded into `folder`. */
function downloaded(kind, folder) {
  if (!existsSync(folder)) return null;
  const walk = (dir, depth) => {
    const entries = readdirSync(dir, { withFileTypes: true });
    for (const entry of entries) {
      const file = path.join(dir, entry.name);
      if (entry.isFile() && kind.binary.test(entry.name) && executable(file)) return file;
    }
    if (depth === 0) return null;
    for (const entry of entries) {
      const found = entry.isDirectory() ? walk(path.join(dir, entry.name), depth - 1) : null;
      if (found) return found;
    }
    return null;
  };
  return walk(folder, 6);
}

/**
 * Path of an installed browser, or null. Throws a SetupError when the person named one that is not there.
 * @param {'chromium' | 'firefox'} which
 */
export function findBrowser(which, { env = process.env, platform = process.platform, folder = '' } = {}) {
  const kind = KINDS[which];
  const named = env[kind.variable];
  if (named) {
    if (executable(named)) return named;
    throw new SetupError(
      `${kind.variable} names ${named}, which cannot be run. Correct it, or unset it to let Demarc look for a browser.`,
    );
  }
  return (
    candidates(kind, env, platform).find(executable) ??
    (folder ? downloaded(kind, path.join(folder, which === 'chromium' ? 'chrome' : 'firefox')) : null)
  );
}

/** Debian itself; on its relatives the package of the same name may be a stub that needs another installer. */
export function isDebian(release = '/etc/os-release') {
  try {
    return /^ID=["']?debian["']?$/m.test(readFileSync(release, 'utf8'));
  } catch {
    return false;
  }
}

async function installFromDebian(kind) {
  say(`No browser found: installing Debian's ${kind.debian} package.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get update', 'apt-get', ['update'], { env });
  if (update.code !== 0) say(`apt-get update failed (${reason(update.output)}); trying the lists that are there.`);
  const args = ['install', '-y', '--no-install-recommends', kind.debian];
  const install = await run(`apt-get install ${kind.debian}`, 'apt-get', args, { env });
  return install.code === 0 ? '' : reason(install.output);
}

async function installByDownload(kind, root, folder) {
  say(`Downloading ${kind.download} into build/browsers.`);
  const program = path.join(root, 'node_modules', '@puppeteer', 'browsers', 'lib', 'cjs', 'main-cli.js');
  if (!existsSync(program)) return 'the download program is not installed';
  const args = [program, 'install', kind.download, '--path', folder];
  const result = await run(`Download of ${kind.download}`, process.execPath, args, { cwd: root });
  return result.code === 0 ? '' : reason(result.output);
}

/**
 * Path of a browser, installing one when there is none. Throws a SetupError that says what was tried.
 * @param {'chromium' | 'firefox'} which
 */
export async function ensureBrowser(which, root) {
  const kind = KINDS[which];
  const folder = path.join(root, 'build', 'browsers');
  const found = findBrowser(which, { folder });
  if (found) return found;
  const problems = [];
  const asRoot = typeof process.getuid === 'function' && process.getuid() === 0;
  if (process.platform === 'linux' && asRoot && isDebian()) {
    const problem = await installFromDebian(kind);
    const installed = findBrowser(which, { folder });
    if (installed) return installed;
    problems.push(`apt-get: ${problem || 'installed, but no program appeared'}`);
  }
  const problem = await installByDownload(kind, root, folder);
  const installed = findBrowser(which, { folder });
  if (installed) return installed;
  problems.push(`download: ${problem || 'finished, but no program appeared'}`);
  throw new SetupError(
    `There is no ${kind.name.replace(/^an? /, '')} and none could be installed (${problems.join('; ')}). ` +
      `Install one, or set ${kind.variable} to its program, and run the command again.`,
  );
}
