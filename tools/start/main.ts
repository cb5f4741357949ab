// The main job, `npm start`: the range or pages of your own, in a browser with Demarc, with a table, a report and
// pictures. Wires the parts; what it reads is untrusted and handled by them. Set-up is done by tools/setup.mjs before.
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bounded, problemOf } from '../browsers/bounded.ts';
import { hasDisplay, launch, ROOT } from '../browsers/launch.ts';
import { readersFor } from '../readers/readers.ts';
import { REPORT_SCHEMA, summarise } from '../report/report.ts';
import type { FailedInput, PageReport, Report } from '../report/report.ts';
import { printable, summaryText, tableText, verdictText, actionText } from '../report/table.ts';
import { startFiles, startRange } from '../range/server.ts';
import { HELP, parseArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { asUrl, checkFile, plainTarget } from './inputs.ts';
import type { Target } from './inputs.ts';
import { Walker } from './walk.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const folder = process.env['DEMARC_CWD'] ?? process.cwd();

interface Work {
  readonly targets: readonly Target[];
  readonly failures: readonly FailedInput[];
  readonly proxy?: string;
  readonly indexUrl: string;
  close(): Promise<void>;
}

async function rangeWork(): Promise<Work> {
  const range = await startRange();
  const targets = range.urls.map(({ id, url, title, kind, technique, markers, expect }) => ({
    input: id,
    url,
    title,
    kind,
    technique,
    markers,
    expect,
  }));
  return { targets, failures: [], proxy: range.proxy, indexUrl: range.indexUrl, close: async () => range.close() };
}

async function ownWork(inputs: readonly string[]): Promise<Work> {
  const servers = new Map<string, Awaited<ReturnType<typeof startFiles>>>();
  const targets: Target[] = [];
  const failures: FailedInput[] = [];
  for (const input of inputs) {
    const url = asUrl(input);
    if (url !== null) {
      if (url.ok) targets.push(plainTarget(input, url.value.href));
      else failures.push({ input, problem: url.error });
      continue;
    }
    const file = await checkFile(input, folder);
    if (!file.ok) {
      failures.push({ input, problem: file.error });
      continue;
    }
    const parent = path.dirname(file.value);
    const server = servers.get(parent) ?? (await startFiles(parent));
    servers.set(parent, server);
    targets.push(plainTarget(input, server.url(path.basename(file.value))));
  }
  const close = async (): Promise<void> => {
    for (const server of servers.values()) await server.close();
  };
  return { targets, failures, indexUrl: targets[0]?.url ?? '', close };
}

/** Resolves at Ctrl-C. Signals that arrive twice at once (terminal and npm) count as one; a later one ends at once. */
function interruption(): { readonly signal: AbortSignal; readonly stopped: Promise<void> } {
  const controller = new AbortController();
  let first = 0;
  const onSignal = (): void => {
    if (first === 0) {
      first = Date.now();
      say('\nStopping …');
      controller.abort();
    } else if (Date.now() - first > 1_000) process.exit(130);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  const stopped = new Promise<void>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return { signal: controller.signal, stopped };
}

const appVersion = (): string => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  return version;
};

/** Walks every target and builds the report. */
async function walk(work: Work, args: Arguments, stop: ReturnType<typeof interruption>): Promise<Report> {
  const started = new Date();
  const pages: PageReport[] = [];
  const failures = [...work.failures];
  const walker = new Walker({
    kind: args.browser,
    timeout: args.timeout * 1000,
    screenshots: args.screenshots === '' ? '' : path.resolve(folder, args.screenshots),
    ...(work.proxy === undefined ? {} : { proxy: work.proxy }),
  });
  let version: string = args.browser;
  try {
    if (work.targets.length > 0) version = await walker.start();
    for (const [at, target] of work.targets.entries()) {
      if (stop.signal.aborted) break;
      const visited = await Promise.race([walker.visit(target, at + 1), stop.stopped]);
      if (!visited) break;
      const place = `[${at + 1}/${work.targets.length}] ${printable(target.title || target.input)}`;
      if (visited.ok) {
        pages.push(visited.value);
        say(`${place}: ${verdictText(visited.value)}, ${actionText(visited.value)} (${visited.value.seconds} s)`);
        for (const note of visited.value.notes) say(`  ${note}`);
      } else {
        failures.push({ input: target.input, problem: visited.error });
        say(`${place}: could not be read`);
      }
    }
  } finally {
    await walker.close();
  }
  return {
    schema: REPORT_SCHEMA,
    appVersion: appVersion(),
    started: started.toISOString(),
    seconds: Math.round((Date.now() - started.getTime()) / 100) / 10,
    browser: { kind: args.browser, version },
    readers: readersFor(args.browser).map(({ id, name }) => ({ id, name })),
    interrupted: stop.signal.aborted,
    pages,
    failures,
    summary: summarise(pages, failures),
  };
}

/** Shows the pages in a window and waits until it is closed. */
async function show(work: Work, args: Arguments, stop: ReturnType<typeof interruption>): Promise<void> {
  const browser = await launch(args.browser, {
    headless: false,
    ...(work.proxy === undefined ? {} : { proxy: work.proxy }),
  });
  const closed = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  const urls = work.proxy === undefined ? work.targets.map((target) => target.url) : [work.indexUrl];
  for (const url of urls) {
    const page = await browser.newPage();
    const opened = await bounded(page.goto(url, { waitUntil: 'domcontentloaded' }), args.timeout * 1000);
    if (!opened.ok) say(`${printable(url)} did not open: ${opened.error}`);
  }
  say('Demarc is running in the browser window. Close the window, or press Ctrl-C, to end.');
  await Promise.race([closed, stop.stopped]);
  if (browser.connected) await bounded(browser.close(), 10_000);
}

/** Writes the report; '' or why it could not be written. */
async function writeReport(file: string, report: Report): Promise<string> {
  const target = path.resolve(folder, file);
  try {
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, `${JSON.stringify(report, null, 2)}\n`);
    say(`Report written to ${file}`);
    return '';
  } catch (error) {
    return `The report could not be written to ${file}: ${problemOf(error)}`;
  }
}

async function main(): Promise<number> {
  const parsed = parseArguments(process.argv.slice(2));
  if (!parsed.ok) {
    say(`${parsed.error} "npm start -- --help" lists what there is.`);
    return 1;
  }
  const args = parsed.value;
  if (args.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const stop = interruption();
  const own = args.inputs.length > 0;
  const work = own ? await ownWork(args.inputs) : await rangeWork();
  try {
    const windowed = !args.headless && hasDisplay();
    const wanted = args.json !== '' || args.screenshots !== '';
    if (windowed && !own && !wanted) {
      await show(work, args, stop);
      return stop.signal.aborted ? 130 : 0;
    }
    if (!windowed && !args.headless) say('There is no display: walking the pages and printing what Demarc did.');
    const report = await walk(work, args, stop);
    if (report.pages.length > 0) {
      process.stdout.write(`\n${tableText(report, process.stdout.columns || 160)}\n\n${summaryText(report)}\n`);
    }
    const problem = args.json === '' ? '' : await writeReport(args.json, report);
    for (const failure of report.failures) say(`Not read: ${printable(failure.input)}: ${printable(failure.problem)}.`);
    if (problem !== '') say(problem);
    if (report.interrupted) return 130;
    if (windowed && !wanted && work.targets.length > 0) await show(work, args, stop);
    return problem !== '' ? 1 : report.failures.length > 0 ? 2 : 0;
  } finally {
    await work.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    say(`Stopped: ${problemOf(error)}`);
    process.exit(1);
  },
);
