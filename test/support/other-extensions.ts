// Other extensions, written to a folder of their own and really installed beside Demarc; and Demarc's build with the permission
// to see them in its package, as an organisation may build it: browsers ask a person for it in a window that no test can press.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserKind } from '../../tools/browsers/launch.ts';
import { builtExtension } from './demarc.ts';

export interface OtherExtension {
  readonly name: string;
  readonly version?: string;
  readonly permissions?: readonly string[];
  readonly hosts?: readonly string[];
  /** Where its content script runs, and what the script is. */
  readonly matches?: readonly string[];
  readonly script?: string;
}

/** Folders of one test file; all go at its end. */
export class OtherExtensions {
  private readonly root = mkdtempSync(path.join(tmpdir(), 'demarc-others-'));

  /** Writes an extension, or the next version of one, and answers its folder. */
  write(folder: string, { name, version = '1.0', permissions, hosts, matches, script = '' }: OtherExtension): string {
    const place = path.join(this.root, folder);
    mkdirSync(place, { recursive: true });
    const manifest = {
      manifest_version: 3,
      name,
      version,
      permissions: permissions ?? [],
      host_permissions: hosts ?? [],
      ...(matches ? { content_scripts: [{ matches, js: ['script.js'], run_at: 'document_idle' }] } : {}),
      browser_specific_settings: { gecko: { id: `${folder}@others.example` } },
    };
    writeFileSync(path.join(place, 'manifest.json'), JSON.stringify(manifest));
    writeFileSync(path.join(place, 'script.js'), script);
    return place;
  }

  /** Demarc with `management` among what it needs. */
  demarcThatSees(kind: BrowserKind): string {
    const place = path.join(this.root, `demarc-${kind}`);
    cpSync(builtExtension(kind), place, { recursive: true });
    const file = path.join(place, 'manifest.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as {
      permissions: string[];
      optional_permissions?: string[];
    };
    manifest.permissions.push('management');
    delete manifest.optional_permissions;
    writeFileSync(file, JSON.stringify(manifest));
    return place;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
