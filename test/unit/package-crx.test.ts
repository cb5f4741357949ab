// What signs a roll-out: archives that are the same every time, packages that a browser accepts and nobody can change, keys
// that are strong enough and lie outside, options that are refused with one clear line.
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { filesOf, withManifest, zip } from '../../tools/package/archive.ts';
import { extensionIdOf, manifestKeyOf, openCrx, packCrx } from '../../tools/package/crx.ts';
import { CHECKSUMS, EXAMPLE_UPDATE_URL, HELP, parseOptions } from '../../tools/package/options.ts';
import { developmentKeyFile, ensureDevelopmentKey, isInside, readKey } from '../../tools/package/signing-key.ts';
import { chromiumExtensionId } from '../../tools/browsers/launch.ts';
import { writeKey } from '../support/package-site.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'demarc-crx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILES = new Map([
  ['manifest.json', bytes('{"manifest_version":3,"key":"x"}')],
  ['a/b.js', bytes('1;')],
  ['z.txt', bytes('zeitgeist '.repeat(500))],
]);
const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('archives', () => {
  test('the same files give the same bytes, whatever their order, the clock and the time zone', () => {
    const first = zip(FILES);
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Kiritimati';
    const second = zip(new Map([...FILES].reverse()));
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
    expect(new Map(Object.entries(unzipSync(first)))).toEqual(new Map([...FILES].sort()));
    expect(zip(new Map([...FILES, ['z.txt', bytes('other')]])).length).not.toBe(first.length);
  });

  test('a folder is read whole, with /, and without links', () => {
    const source = path.join(folder, 'source');
    mkdirSync(path.join(source, 'deep', 'er'), { recursive: true });
    writeFileSync(path.join(source, 'deep', 'er', 'file.txt'), 'x');
    writeFileSync(path.join(source, 'a.txt'), 'y');
    symlinkSync('/etc/hostname', path.join(source, 'link'));
    expect([...filesOf(source).keys()]).toEqual(['a.txt', 'deep/er/file.txt']);
  });

  test('a changed manifest leaves the original as it was', () => {
    const changed = withManifest(FILES, (manifest) => delete manifest['key']);
    expect(JSON.parse(new TextDecoder().decode(changed.get('manifest.json')))).toEqual({ manifest_version: 3 });
    expect(new TextDecoder().decode(FILES.get('manifest.json'))).toContain('"key"');
  });
});

describe('crx', () => {
  const archive = zip(FILES);
  const crx = packCrx(archive, key);

  test('opens with the id of its key, is the same every time, and holds the archive', () => {
    const opened = openCrx(crx);
    expect(opened.id).toBe(extensionIdOf(key));
    expect(opened.id).toBe(chromiumExtensionId(manifestKeyOf(key)));
    expect(opened.id).toMatch(/^[a-p]{32}$/);
    expect(Buffer.from(opened.archive).equals(Buffer.from(archive))).toBe(true);
    expect(Buffer.from(packCrx(archive, key)).equals(Buffer.from(crx))).toBe(true);
  });

  test('no byte can be changed, and no piece cut off', () => {
    const end = 12 + Buffer.from(crx).readUInt32LE(8);
    for (const at of [0, 4, 30, 400, end - 2, end, end + 20, crx.length - 1]) {
      const changed = Uint8Array.from(crx);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openCrx(changed), `byte ${at}`).toThrow();
    }
    for (const length of [0, 3, 11, 40, end, crx.length - 1]) {
      expect(() => openCrx(crx.slice(0, length)), `${length} bytes`).toThrow();
    }
  });

  test('another key makes another id', () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(openCrx(packCrx(archive, other)).id).not.toBe(extensionIdOf(key));
  });
});

describe('keys', () => {
  const at = (name: string): string => path.join(folder, name);
  const problem = (file: string): string => {
    const read = readKey(file);
    return read.ok ? '' : read.error;
  };

  test('RSA in PEM is taken, anything else named', () => {
    expect(problem(writeKey(at('good.pem')))).toBe('');
    const old = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
    writeFileSync(at('pkcs1.pem'), old);
    expect(problem(at('pkcs1.pem'))).toBe('');
    expect(problem(writeKey(at('short.pem'), 1024))).toContain('1024 bits');
    writeFileSync(at('text.pem'), 'no key');
    expect(problem(at('text.pem'))).toContain('no private key');
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    writeFileSync(at('curve.pem'), curve);
    expect(problem(at('curve.pem'))).toContain('must be RSA');
    expect(problem(at('none.pem'))).toContain('cannot be read');
  });

  test('the key for development lies with the person, is made once, and nobody else reads it', () => {
    const home = at('config');
    const file = developmentKeyFile({ XDG_CONFIG_HOME: home }, 'linux');
    expect(file).toBe(path.join(home, 'demarc', 'development-key.pem'));
    expect(developmentKeyFile({ LOCALAPPDATA: home }, 'win32').startsWith(home)).toBe(true);
    const first = ensureDevelopmentKey(file);
    expect(first.ok).toBe(true);
    expect(statSync(file).mode & 0o077).toBe(0);
    const before = readFileSync(file, 'utf8');
    expect(ensureDevelopmentKey(file).ok).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(before);
    writeFileSync(at('file'), '');
    expect(ensureDevelopmentKey(path.join(at('file'), 'demarc', 'key.pem')).ok).toBe(false);
  });

  test('what lies in a folder is seen through links', () => {
    mkdirSync(at('inside'), { recursive: true });
    const file = writeKey(path.join(at('inside'), 'k.pem'));
    symlinkSync(at('inside'), at('link-to-inside'));
    expect(isInside(file, at('inside'))).toBe(true);
    expect(isInside(path.join(at('link-to-inside'), 'k.pem'), at('inside'))).toBe(true);
    expect(isInside(file, at('config'))).toBe(false);
    expect(isInside(file, at('not-there'))).toBe(false);
  });
});

describe('options', () => {
  const place = (name: string, content: string): string => {
    writeFileSync(path.join(folder, name), content);
    return name;
  };
  const parse = (...args: string[]) => parseOptions(args, folder, { firefoxId: 'demarc@demarc.example' });
  const error = (...args: string[]): string => {
    const parsed = parse(...args);
    return parsed.ok ? '' : parsed.error;
  };

  test('none are needed', () => {
    expect(parse()).toEqual({
      ok: true,
      value: {
        out: path.join(folder, 'build', 'package'),
        key: '',
        updateUrl: EXAMPLE_UPDATE_URL,
        preset: 'monitor',
        settings: null,
        firefoxId: 'demarc@demarc.example',
        seeExtensions: false,
        help: false,
      },
    });
  });

  test('all are taken, paths seen from the caller', () => {
    const policy = place('policy.json', '{"enabled": true, "preset": "strict"}');
    const all = ['--out', 'o', '--key', 'k.pem', '--update-url', 'https://h.example/d', '--policy', policy];
    expect(parse(...all, '--firefox-id', '{01234567-89ab-cdef-0123-456789abcdef}')).toMatchObject({
      ok: true,
      value: {
        out: path.join(folder, 'o'),
        key: path.join(folder, 'k.pem'),
        updateUrl: 'https://h.example/d/',
        settings: { enabled: true, preset: 'strict' },
      },
    });
  });

  test.each([
    [['--what'], 'Unknown option'],
    [['stray'], 'Unexpected argument'],
    [['--preset', 'lax'], 'monitor, balanced, strict'],
    [['--out'], '--out'],
    [['--out='], 'need a path'],
    [['--update-url', 'intranet'], 'no address'],
    [['--update-url', 'http://intranet.example/'], 'must be https'],
    [['--update-url', 'ftp://127.0.0.1/'], 'must be https'],
    [['--update-url', 'https://u:p@h.example/'], 'plain folder'],
    [['--update-url', 'https://h.example/?v=1'], 'plain folder'],
    [['--firefox-id', 'demarc'], 'name@example.org'],
    [['--policy', 'none.json'], 'cannot be read'],
    [['--policy', 'list.json'], 'not an object'],
    [['--policy', 'odd.json'], 'retentionDays: It must lie between'],
    [['--policy', 'unknown.json'], 'There is no setting of this name'],
    [['--policy', 'empty.json'], 'sets nothing'],
    [['--policy', 'broken.json'], 'cannot be read as JSON'],
    [['--policy', 'odd.json', '--preset', 'strict'], 'exclude each other'],
  ])('%j is refused', (args, words) => {
    place('list.json', '[]');
    place('odd.json', '{"retentionDays": 0}');
    place('unknown.json', '{"retension": 1}');
    place('empty.json', '{}');
    place('broken.json', '{');
    expect(error(...args)).toContain(words);
    expect(error(...args)).not.toContain('\n');
  });

  test('the help names every option', () => {
    for (const option of ['out', 'key', 'update-url', 'preset', 'policy', 'firefox-id', 'help']) {
      expect(HELP).toContain(`\n  --${option} `);
    }
    expect(parse('--help', '--out', 'o')).toMatchObject({ ok: true, value: { help: true } });
  });

  test('a loopback server and a folder are addresses', () => {
    expect(error('--update-url', 'http://127.0.0.1:8080/x')).toBe('');
    expect(error('--update-url', 'file:///srv/demarc')).toBe('');
  });

  test('a folder with other things is not written into, an earlier package is', () => {
    mkdirSync(path.join(folder, 'full'), { recursive: true });
    writeFileSync(path.join(folder, 'full', 'thesis.txt'), 'x');
    expect(error('--out', 'full')).toContain('holds other things');
    expect(error('--out', 'full/thesis.txt')).toContain('is a file');
    mkdirSync(path.join(folder, 'earlier'), { recursive: true });
    writeFileSync(path.join(folder, 'earlier', CHECKSUMS), '');
    expect(error('--out', 'earlier')).toBe('');
  });
});
