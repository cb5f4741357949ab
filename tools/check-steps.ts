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
  /** Test files that fail are run once more, one at a time: two browsers share two cores, and a key may come late. */
  readonly again: boolean;
}

/** More broken files than this are no matter of chance. */
const MOST_FILES_AGAIN = 6;

const bin = (file: string): string => path.join('node_modules', file);
const PRETTIER = bin('prettier/bin/prettier.cjs');
const ESLINT = bin('eslint/bin/eslint.js');
const TSC = bin('typescript/bin/tsc');
const VITEST = bin('vitest/vitest.mjs');
const WEB_EXT = bin('web-ext/bin/web-ext.js');

function step(id: string, what: string, rest: Partial<Step>): Step {
  return { id, what, commands: [], projects: [], needs: [], again: false, ...rest };
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
  step('e2e', 'the extension in real browsers', { projects: ['e2e', 'readers'], needs: ['build'], again: true }),
  step('web-ext', "Mozilla's lint of the Firefox build", {
    commands: [[WEB_EXT, 'lint', '--source-dir', 'dist/firefox', '--self-hosted', '--no-config-discovery']],
    needs: ['build'],
  }),
];

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** What failed, one line each; also what failed at first only. */
  readonly notes: readonly string[];
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

/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

interface VitestRun {
  readonly code: number;
  readonly output: string;
  /** null: vitest died before it wrote one. */
  readonly report: VitestReport | null;
}

async function vitest(id: string, args: readonly string[], show: boolean): Promise<VitestRun> {
  const file = path.join(ROOT, 'build', 'test', `${id}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code, output } = await runNode([VITEST, 'run', ...args, ...reporters], show);
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as VitestReport) : null;
  return { code, output, report };
}

/** Files of a report in which something failed, and a line for each failure: file, test, first line of what was said. */
function failuresOf(report: VitestReport): { readonly files: readonly string[]; readonly lines: readonly string[] } {
  const bad = report.testResults.filter((file) => file.status !== 'passed');
  const lines = bad.flatMap((file) => {
    const name = path.relative(ROOT, file.name);
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0) return [`${name}: ${firstLine(file.message)}`];
    return tests.map((test) => `${name} > ${test.fullName.trim()}: ${firstLine(test.failureMessages?.[0])}`);
  });
  return { files: bad.map((file) => file.name), lines };
}

const firstLine = (message = 'failed'): string => (message.trim().split('\n')[0] ?? '').slice(0, 200);

async function runVitest({ id, projects, again }: Step, show: boolean): Promise<Omit<StepResult, 'seconds'>> {
  const chosen = projects.flatMap((project) => ['--project', project]);
  const first = await vitest(id, chosen, show);
  if (!first.report) return { passed: 0, failed: 1, notes: [`${id}: no report was written`], output: first.output };
  const { numPassedTests, numFailedTests } = first.report;
  // A file that does not even load, or an unhandled error, fails the run without failing a test.
  const failed = Math.max(numFailedTests, first.code === 0 ? 0 : 1);
  const { files, lines } = failuresOf(first.report);
  const notes = failed > 0 && lines.length === 0 ? ['an error outside any test'] : lines;
  const whole = { passed: numPassedTests, failed, notes, output: first.output };
  if (!again || files.length === 0 || files.length > MOST_FILES_AGAIN) return whole;
  const second = await vitest(`${id}-again`, [...chosen, '--maxWorkers=1', ...files], show);
  if (!second.report) return whole;
  const still = failuresOf(second.report);
  // The files that were run again count by their second run alone.
  const firstPassed = first.report.testResults
    .filter((file) => files.includes(file.name))
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'passed').length;
  return {
    passed: numPassedTests - firstPassed + second.report.numPassedTests,
    failed: Math.max(second.report.numFailedTests, second.code === 0 ? 0 : 1),
    notes: [...lines.map((line) => `at first: ${line}`), ...still.lines.map((line) => `again: ${line}`)],
    output: first.output + second.output,
  };
}

/** Runs one step. Every command counts as one check, every test as one. */
export async function runStep(step: Step, show: boolean): Promise<StepResult> {
  const { commands, projects } = step;
  const from = Date.now();
  let passed = 0;
  let failed = 0;
  const outputs: string[] = [];
  const notes: string[] = [];
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
    const result = await runVitest({ ...step, projects: present }, show);
    passed += result.passed;
    failed += result.failed;
    notes.push(...result.notes);
    outputs.push(result.output);
  }
  return { passed, failed, seconds: (Date.now() - from) / 1000, notes, output: outputs.join('') };
}
