// The set-up program and the command line of `npm start`: each failure says what is wrong and what to do.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { chromiumExtensionId, hasDisplay } from '../../tools/browsers/launch.ts';
import { parseArguments } from '../../tools/start/arguments.ts';
import { asUrl, checkFile, notHtml } from '../../tools/start/inputs.ts';
import { loadProblem } from '../../tools/start/load.ts';

interface Setup {
  nodeProblem(version: string): string;
  browsersFor(job: object, args: readonly string[]): string[];
}
interface Finder {
  findBrowser(which: string, where: object): string | null;
  isDebian(file: string): boolean;
}
interface Words {
  reason(output: string): string;
}
interface Build {
  sourceHash(root: string): string;
}

// Plain JavaScript on purpose (it runs before anything is installed), so its types are written here.
const load = async <T>(file: string): Promise<T> => (await import(path.resolve(file))) as T;
const { nodeProblem, browsersFor } = await load<Setup>('tools/setup.mjs');
const { findBrowser, isDebian } = await load<Finder>('tools/setup/find-browser.mjs');
const { reason } = await load<Words>('tools/setup/say.mjs');
const { sourceHash } = await load<Build>('tools/setup/build.mjs');

const folder = mkdtempSync(path.join(tmpdir(), 'demarc-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function place(name: string, content = '', mode = 0o644): string {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

describe('Node', () => {
  test.each(['v20.19.0', 'v20.20.2', 'v22.0.0', 'v100.1.0'])('%s will do', (version) =>
    expect(nodeProblem(version)).toBe(''),
  );
  test.each(['v20.18.9', 'v18.20.8', 'v4.0.0', 'nonsense'])('%s will not', (version) => {
    expect(nodeProblem(version)).toMatch(/needs Node 20\.19 or newer.*Install/);
  });
});

describe('browsers', () => {
  const chromium = place('bin/chromium', '#!/bin/sh\n', 0o755);
  place('bin/google-chrome', '#!/bin/sh\n', 0o755);
  place('other/firefox', 'not executable', 0o644);

  test('are found on the PATH, in order of preference', () => {
    expect(findBrowser('chromium', { env: { PATH: path.dirname(chromium) }, platform: 'linux' })).toBe(chromium);
  });
  test('are not believed when they cannot be run', () => {
    expect(findBrowser('firefox', { env: { PATH: path.join(folder, 'other') }, platform: 'linux' })).toBeNull();
    expect(findBrowser('chromium', { env: { PATH: '' }, platform: 'linux' })).toBeNull();
  });
  test('named ones win, and a wrong name is an error', () => {
    const chosen = path.join(folder, 'bin', 'google-chrome');
    expect(findBrowser('chromium', { env: { CHROME_PATH: chosen, PATH: path.dirname(chromium) } })).toBe(chosen);
    expect(() => findBrowser('chromium', { env: { CHROME_PATH: '/no/such/browser' } })).toThrow(/CHROME_PATH names/);
  });
  test('downloaded ones are found again', () => {
    const downloaded = place('browsers/chrome/linux-1/chrome-linux64/chrome', '', 0o755);
    expect(findBrowser('chromium', { env: {}, platform: 'linux', folder: path.join(folder, 'browsers') })).toBe(
      downloaded,
    );
  });
  test('a relative of Debian is not Debian', () => {
    expect(isDebian(place('debian', 'NAME="Debian"\nID=debian\n'))).toBe(true);
    expect(isDebian(place('ubuntu', 'ID=ubuntu\nID_LIKE=debian\n'))).toBe(false);
    expect(isDebian('/no/such/file')).toBe(false);
  });
  test('each job asks for what it needs', () => {
    expect(browsersFor({ browsers: true, both: true }, [])).toEqual(['chromium', 'firefox']);
    expect(browsersFor({ browsers: true }, ['--browser', 'firefox'])).toEqual(['firefox']);
    expect(browsersFor({ browsers: true }, ['--browser=firefox'])).toEqual(['firefox']);
    expect(browsersFor({ browsers: true }, ['a.html'])).toEqual(['chromium']);
    expect(browsersFor({ browsers: true }, ['--help'])).toEqual([]);
    expect(browsersFor({}, [])).toEqual([]);
  });
  test('the id of the extension follows from its key', () => {
    // sha256 of nothing begins e3b0c442…; the second is what Chromium itself shows for our key.
    expect(chromiumExtensionId('')).toBe('odlameecjipmbmbejkplpemijjgpljce');
    const { key } = JSON.parse(readFileSync('manifest.json', 'utf8')) as { key: string };
    expect(chromiumExtensionId(key)).toBe('dilfdbkfedndeeeemmbekfinpijbnnkg');
    expect(chromiumExtensionId('AAAA')).toMatch(/^[a-p]{32}$/);
  });
  test('a window needs a display', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'win32')).toBe(true);
  });
});

describe('messages', () => {
  test('the telling line of npm is kept', () => {
    expect(reason('npm error code EUSAGE\nnpm error\nnpm error The lock file is old.\nnpm error A complete log')).toBe(
      'The lock file is old',
    );
    expect(reason('')).toBe('it gave no reason');
  });
  test('an unknown command lists those there are', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/setup.mjs', 'constructor'], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Stopped: Unknown command "constructor"\. There are: start, test/);
  });
  test('a change of any source asks for a new build', () => {
    place('project/src/a.ts', 'one');
    const root = path.join(folder, 'project');
    const before = sourceHash(root);
    expect(sourceHash(root)).toBe(before);
    place('project/src/a.ts', 'two');
    expect(sourceHash(root)).not.toBe(before);
  });
});

describe('arguments of npm start', () => {
  test('are read', () => {
    expect(parseArguments(['a.html', '--json', 'o.json', '--browser=firefox', '--timeout', '5', '--headless'])).toEqual(
      {
        ok: true,
        value: {
          inputs: ['a.html'],
          json: 'o.json',
          screenshots: '',
          browser: 'firefox',
          timeout: 5,
          headless: true,
          help: false,
        },
      },
    );
  });
  test.each([['--browser', 'opera'], ['--timeout', '0'], ['--timeout', 'soon'], ['--nope'], ['--json']])(
    '%s %s is refused',
    (...args) => expect(parseArguments(args.filter((arg) => arg !== undefined)).ok).toBe(false),
  );
});

describe('inputs', () => {
  test('addresses and files are told apart', () => {
    expect(asUrl('https://example.org/a')).toMatchObject({ ok: true });
    expect(asUrl('ftp://example.org/a')).toMatchObject({ ok: false });
    expect(asUrl('file:///a.html')).toMatchObject({ ok: false });
    expect(asUrl('page.html')).toBeNull();
    expect(asUrl('C:\\page.html')).toBeNull();
  });
  test.each([
    ['missing.html', 'there is no such file'],
    ['.', 'it is a folder; give the files in it'],
    ['empty.html', 'the file is empty'],
    ['binary.html', 'it is not HTML (binary data)'],
    ['words.txt', 'it is not HTML (no markup in its first 64 KB)'],
  ])('%s: %s', async (input, problem) => {
    place('empty.html');
    place('binary.html', 'a\0b<p>');
    place('words.txt', 'a < b and b > c');
    expect(await checkFile(input, folder)).toEqual({ ok: false, error: problem });
  });
  test('pages are accepted, in old encodings too', async () => {
    const file = place('page.html', '<p>a');
    expect(await checkFile('page.html', folder)).toEqual({ ok: true, value: file });
    expect(notHtml(Buffer.from('\ufeff<html>', 'utf16le'))).toBe('');
    expect(notHtml(Buffer.from('<!-- a -->'))).toBe('');
  });
  test.each([
    ['net::ERR_NAME_NOT_RESOLVED at http://x/', 'there is no server of this name'],
    ['net::ERR_CONNECTION_REFUSED at http://x/', 'the server refused the connection'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'the certificate of the server is not valid'],
    ['something else\nat stack', 'something else'],
  ])('a browser saying %j is put in words', (text, words) => expect(loadProblem(new Error(text))).toBe(words));
});
