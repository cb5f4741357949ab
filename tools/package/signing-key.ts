// The private key that makes a package an update of the one before. It is read, or for development made, outside the
// repository and outside what is published; its content is never printed.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { err, ok } from '../../src/model/result.ts';
import type { Result } from '../../src/model/result.ts';
import { problemOf } from '../browsers/bounded.ts';

const BITS = 2048;

/** Whether a file or folder that exists lies in a folder, links followed. */
export function isInside(file: string, folder: string): boolean {
  if (!existsSync(folder)) return false;
  const relative = path.relative(realpathSync(folder), realpathSync(file));
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}

/** Reads an RSA key in PEM, PKCS#8 or PKCS#1, without a password. An error is one line for the person. */
export function readKey(file: string): Result<KeyObject> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return err(`the key ${file} cannot be read: ${problemOf(error)}`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    return err(`${file} holds no private key in PEM without a password`);
  }
  if (key.asymmetricKeyType !== 'rsa')
    return err(`${file} holds a key of type ${key.asymmetricKeyType}; it must be RSA`);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits >= BITS ? ok(key) : err(`${file} holds an RSA key of ${bits} bits; it must have ${BITS} at least`);
}

/** Where the key for development lies: in the configuration of the person, never in the repository. */
export function developmentKeyFile(env: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  const home = os.homedir();
  const base =
    platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'))
      : (env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'));
  return path.join(base, 'demarc', 'development-key.pem');
}

/** Makes the key if it is not there; readable by its owner only. */
export function ensureDevelopmentKey(file: string): Result<KeyObject> {
  if (existsSync(file)) return readKey(file);
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: BITS });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
    chmodSync(file, 0o600);
  } catch (error) {
    return err(`no key for development could be made at ${file}: ${problemOf(error)}`);
  }
  return readKey(file);
}
