// A package as `npm run package` makes it, and a server on this machine that publishes it: what an administrator has after
// the first step of a roll-out. Runs the real program with a key of its own.
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../tools/browsers/launch.ts';

/** A new RSA key in PEM. */
export function writeKey(file: string, bits = 2048): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  return file;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program from a folder, without the set-up before it: tests have a build already. */
export function runPackage(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Run {
  const program = path.join(ROOT, 'tools/package/main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, DEMARC_CWD: cwd, ...env },
  });
  return { status, stdout, stderr };
}

export class PackageSite {
  /** Paths that browsers asked for, in order. */
  readonly asked: string[] = [];
  readonly out: string;

  private constructor(
    private readonly folder: string,
    private readonly server: Server,
    readonly url: string,
  ) {
    this.out = path.join(folder, 'package');
  }

  /** Makes the package for its own address and publishes it. `more` are further options. */
  static async open(more: readonly string[] = []): Promise<PackageSite> {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-package-'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const site = new PackageSite(folder, server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.on('request', (request, response) => {
      const { pathname } = new URL(request.url ?? '/', site.url);
      site.asked.push(pathname);
      const file = path.join(site.out, path.basename(pathname));
      if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
      const type = file.endsWith('.xml')
        ? 'text/xml'
        : file.endsWith('.xpi')
          ? 'application/x-xpinstall'
          : 'application/x-chrome-extension';
      response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
    });
    writeKey(path.join(folder, 'key.pem'));
    site.make(more);
    return site;
  }

  /** Publishes the same build under a higher version, signed with the same key, in the place of the package. */
  publishAs(version: string): void {
    const dist = path.join(this.folder, 'dist');
    cpSync(process.env['DEMARC_DIST'] ?? path.join(ROOT, 'dist'), dist, { recursive: true });
    for (const kind of ['chromium', 'firefox']) {
      const file = path.join(dist, kind, 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as object;
      writeFileSync(file, JSON.stringify({ ...manifest, version }));
    }
    this.make([], { DEMARC_DIST: dist });
  }

  private make(more: readonly string[], env: NodeJS.ProcessEnv = {}): void {
    const own = ['--out', this.out, '--key', path.join(this.folder, 'key.pem'), '--update-url', this.url];
    const run = runPackage([...own, ...more], this.folder, env);
    if (run.status !== 0) throw new Error(`the package was not made: ${run.stderr}`);
  }

  /** A file of the package as text. */
  read(file: string): string {
    return readFileSync(path.join(this.out, file), 'utf8');
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
