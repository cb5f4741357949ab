// Starts a browser under an organisation's policy without touching the machine: in a mount namespace of its own, a
// temporary folder lies over the folder from which the browser reads policies. Linux and root only. Chromium and Firefox
// see a real policy file; nobody else does.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserKind } from '../../tools/browsers/launch.ts';

/** Folders of Debian's packages; other builds read elsewhere. */
const FOLDERS: Readonly<Record<BrowserKind, { mount: string; file: string; browser: string; variable: string }>> = {
  chromium: {
    mount: '/etc/chromium',
    file: 'policies/managed/demarc.json',
    browser: '/usr/bin/chromium',
    variable: 'DEMARC_CHROMIUM',
  },
  firefox: {
    mount: '/usr/lib/firefox-esr/distribution',
    file: 'policies.json',
    browser: '/usr/bin/firefox-esr',
    variable: 'DEMARC_FIREFOX',
  },
};

/** Why no policy can be set here; '' when it can. */
export function noManagedBrowser(kind: BrowserKind): string {
  const { mount, browser, variable } = FOLDERS[kind];
  if (process.platform !== 'linux') return 'private mounts exist on Linux only';
  if (process.getuid?.() !== 0) return 'private mounts need root';
  const named = process.env[variable] ?? browser;
  if (named !== browser || !existsSync(browser)) return `only Debian's browser at ${browser} reads ${mount}`;
  if (!existsSync(mount)) return `${mount} is not there to be mounted over`;
  const tried = spawnSync('unshare', ['-m', 'true']);
  return tried.status === 0 ? '' : 'this machine does not allow private mounts';
}

export class ManagedFolder {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-policy-'));
  private readonly before: string | undefined;

  constructor(private readonly kind: BrowserKind) {
    const { mount, browser, variable } = FOLDERS[kind];
    mkdirSync(path.dirname(this.file), { recursive: true });
    const script = path.join(this.folder, 'browser.sh');
    const inside = `mount --bind '${path.join(this.folder, 'mounted')}' '${mount}' && exec '${browser}' "$@"`;
    writeFileSync(script, `#!/bin/sh\nexec unshare -m sh -c '${inside.replaceAll("'", `'"'"'`)}' sh "$@"\n`);
    chmodSync(script, 0o755);
    this.before = process.env[variable];
    process.env[variable] = script;
  }

  /** The policy file holds this from now on; a running Chromium notices within seconds. */
  write(policy: unknown): void {
    this.writeText(JSON.stringify(policy));
  }

  /** The same with the bytes of a file that is rolled out. */
  writeText(policy: string): void {
    writeFileSync(this.file, policy);
  }

  /** A second file beside it (Chromium), for what only the test needs. */
  writeBeside(name: string, policy: unknown): void {
    writeFileSync(path.join(path.dirname(this.file), name), JSON.stringify(policy));
  }

  /** Later browsers start as before. */
  remove(): void {
    const { variable } = FOLDERS[this.kind];
    if (this.before === undefined) delete process.env[variable];
    else process.env[variable] = this.before;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return path.join(this.folder, 'mounted', FOLDERS[this.kind].file);
  }
}
