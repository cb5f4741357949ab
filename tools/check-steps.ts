// The steps of `npm run check` and `npm test`, in order, and how one is run. Steps are other programs of this project;
// their output is shown, their exit code believed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './browsers/launch.ts';

export interface Step {
  readonly id: string;
  readonly what: string;
  /** Program files of installed packages, or of this project, each run by Node. */
  readonly commands: readonly (readonly string[])[];
  /** Test projects, run by vitest after the commands. */
  readonly projects: readonly string[];
  /** Ids of steps without which this one says nothing. */
  readonly needs: readonly string[];
}

const bin = (file: string): string => path.join('node_modules', file);
const PRETTIER = bin('prettier/bin/prettier.cjs');
const ESLINT = bin('eslint/bin/eslint.js');
const TSC = bin('typescript/bin/tsc');
const VITEST = bin('vitest/vitest.mjs');
const WEB_EXT = bin('web-ext/bin/web-ext.js');

function step(id: string, what: string, rest: Partial<Step>): Step {
  return { id, what, commands: [], projects: [], needs: [], ...rest };
}

export const STEPS: readonly Step[] = [
  step('format', 'formatting', { commands: [[PRETTIER, '--check', '--log-level', 'warn', '.']] }),
  step('lint', 'lint rules', { commands: [[ESLINT, '.']] }),
  step('types', 'types, and the engine without browser types', {
    commands: [
      [TSC, '--noEmit', '-p', '.'],
      [TSC, '--noEmit', '-p', 'src/engine'],
    ],
  }),
  step('unit', 'unit tests and properties', { projects: ['unit', 'properties'] }),
  step('build', 'build for Chromium and Firefox', { commands: [['tools/setup.mjs', 'build']] }),
  // After the build: some of these tests look at built files.
  step('architecture', 'imports, manifest, permissions, texts', { projects: ['architecture'], needs: ['build'] }),
  step('budgets', 'sizes of built files', { commands: [['--import', 'tsx', 'tools/budgets.ts']], needs: ['build'] }),
  step('page', 'sensors and enforcement in a real page', { projects: ['page'] }),
  step('e2e', 'the extension in real browsers', { projects: ['e2e', 'readers'], needs: ['build'] }),
  step('web-ext', "Mozilla's lint of the Firefox build", {
    commands: [[WEB_EXT, 'lint', '--source-dir', 'dist/firefox', '--self-hosted', '--no-config-discovery']],
    needs: ['build'],
  }),
];

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly output: string;
}

function runNode(args: readonly string[], show: boolean): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const parts: string[] = [];
    const take = (chunk: Buffer): void => {
      parts.push(chunk.toString('utf8'));
      if (show) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output: parts.join('') }));
  });
}

/** A project with no test file yet makes vitest fail; it is left out, and said. */
function hasTests(project: string): boolean {
  const folder = path.join(ROOT, 'test', project);
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((file) => /\.test\.tsx?$/.test(String(file)));
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

async function runVitest(id: string, projects: readonly string[], show: boolean): Promise<StepResult> {
  const from = Date.now();
  const file = path.join(ROOT, 'build', 'test', `${id}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const chosen = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await runNode([VITEST, 'run', ...chosen, ...reporters], show);
  const seconds = (Date.now() - from) / 1000;
  if (!existsSync(file)) return { passed: 0, failed: 1, seconds, output };
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  // A file that does not even load, or an unhandled error, fails the run without failing a test.
  const failed = Math.max(report.numFailedTests, code === 0 ? 0 : 1);
  return { passed: report.numPassedTests, failed, seconds, output };
}

/** Runs one step. Every command counts as one check, every test as one. */
export async function runStep({ id, commands, projects }: Step, show: boolean): Promise<StepResult> {
  const from = Date.now();
  let passed = 0;
  let failed = 0;
  const outputs: string[] = [];
  for (const command of commands) {
    const { code, output } = await runNode(command, show);
    outputs.push(output);
    if (code !== 0) {
      failed = 1;
      break;
    }
  }
  if (commands.length > 0 && failed === 0) passed = 1;
  const present = projects.filter(hasTests);
  const absent = projects.filter((project) => !present.includes(project));
  if (absent.length > 0) outputs.push(`No tests yet in: ${absent.join(', ')}\n`);
  if (present.length > 0 && failed === 0) {
    const result = await runVitest(id, present, show);
    passed += result.passed;
    failed += result.failed;
    outputs.push(result.output);
  }
  return { passed, failed, seconds: (Date.now() - from) / 1000, output: outputs.join('') };
}
