// The one door to every command: `node tools/setup.mjs start|test|check|bench|evaluate|own-data|train|dev|package|build
// [arguments]`.
// Plain Node without any dependency, so that it works on a fresh clone: it checks Node, installs packages when the lock
// file changed, finds or installs a browser, builds when sources changed, then hands over to the job and its exit code.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './setup/build.mjs';
import { ensureBrowser } from './setup/find-browser.mjs';
import { SetupError, reason, run, say } from './setup/say.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const NEEDED = [20, 19];

/** What each command needs before its program runs. `program` gets the rest of the arguments. */
const JOBS = {
  start: { program: () => 'tools/start/main.ts', browsers: true, build: true },
  test: { program: () => 'tools/test.ts', browsers: true, both: true },
  check: { program: () => 'tools/check.ts', browsers: true, both: true },
  bench: { program: (name) => `tools/bench/${name}.ts`, browsers: true, build: true, named: 'pages' },
  evaluate: { program: () => 'tools/evaluate/main.ts' },
  'own-data': { program: () => 'tools/own-data.ts' },
  train: { program: () => 'tools/train/main.ts' },
  dev: { program: () => 'tools/dev.ts' },
  package: { program: () => 'tools/package/main.ts', build: true },
  build: { build: true },
};

/** What is wrong with this Node, or ''. */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return '';
  return `Demarc needs Node ${NEEDED.join('.')} or newer, and this is ${version}. Install a newer Node and run it again.`;
}

/** Which browsers a job needs: both for the checks, the one asked for otherwise. */
export function browsersFor(job, args) {
  if (!job.browsers || args.includes('--help') || args.includes('-h')) return [];
  if (job.both) return ['chromium', 'firefox'];
  const at = args.findIndex((arg) => arg === '--browser' || arg.startsWith('--browser='));
  const asked = at < 0 ? '' : args[at] === '--browser' ? args[at + 1] : args[at].slice('--browser='.length);
  return [asked === 'firefox' ? 'firefox' : 'chromium'];
}

/** Installs the packages that the lock file names, when it differs from what was installed last. */
export async function ensurePackages(root) {
  const lock = path.join(root, 'package-lock.json');
  if (!existsSync(lock)) {
    throw new SetupError('package-lock.json is missing. Restore it (git checkout package-lock.json) and run it again.');
  }
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const stamp = path.join(root, 'node_modules', '.demarc-setup');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Installing the packages that package-lock.json names (about half a minute).');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } = await run('npm ci', npm, args, { cwd: root });
  if (code === 127) {
    throw new SetupError('npm could not be started. Install npm (it comes with Node) and run the command again.');
  }
  if (code !== 0) {
    throw new SetupError(
      `Installing the packages failed: ${reason(output)}. ` +
        'Check that package-lock.json is whole and that the package registry can be reached, then run it again.',
    );
  }
  writeFileSync(stamp, hash);
}

/** Runs the job with our terminal, passing signals on; resolves to its exit code. */
function runJob(program, args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, program), ...args], {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => {
      say(`${program} could not be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

async function main([name, ...rest]) {
  const problem = nodeProblem(process.version);
  if (problem) throw new SetupError(problem);
  const job = Object.hasOwn(JOBS, name ?? '') ? JOBS[name] : null;
  if (!job) throw new SetupError(`Unknown command "${name ?? ''}". There are: ${Object.keys(JOBS).join(', ')}.`);

  let args = rest;
  let part = job.named;
  if (job.named && /^[a-z][a-z-]*$/.test(args[0] ?? '')) [part, ...args] = args;
  const program = job.program?.(part);
  if (program && !existsSync(path.join(ROOT, program))) {
    throw new SetupError(`There is no ${program}. Look at the list in tools/ for what "${name}" can run.`);
  }

  await ensurePackages(ROOT);
  // Relative paths in the arguments are the caller's. npm changes the directory and tells the first one in INIT_CWD.
  const caller = (process.env.npm_lifecycle_event && process.env.INIT_CWD) || process.cwd();
  const env = { ...process.env, DEMARC_CWD: caller };
  for (const which of browsersFor(job, args)) {
    const found = await ensureBrowser(which, ROOT);
    env[which === 'chromium' ? 'DEMARC_CHROMIUM' : 'DEMARC_FIREFOX'] = found;
  }
  if (job.build && !args.includes('--help')) await ensureBuild(ROOT);
  return program ? runJob(program, args, env) : 0;
}

// Only when run as a program: tests import the functions above.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      say(
        error instanceof SetupError ? `Stopped: ${error.message}` : `Stopped by a fault in the set-up: ${error.stack}`,
      );
      process.exitCode = 1;
    },
  );
}
