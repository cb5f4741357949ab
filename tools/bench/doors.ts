// `npm run bench:doors`: what the door in costs a person who writes to an assistant, in a real browser on replicas with their
// real editors: time that its listeners add to each key, and to a paste. Two listeners of the page's own world stand before
// and behind those of Demarc; what lies between them is Demarc's. Budgets fail the run.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'puppeteer';
import { AssistantPage } from '../../test/support/assistant-page.ts';
import { launch } from '../browsers/launch.ts';
import { startRange } from '../range/server.ts';
import { quantile } from './sample.ts';

const HELP = `npm run bench:doors [-- options]

  --service ID       a replica; can be given several times     (default chatgpt, perplexity, copilot, replit)
  --keys N           keys typed into each editor               (default 400)
  --json OUT         write every figure to the file OUT

Ends with 1 when a figure is over its budget.`;

const KEY_P99_MS = 3;
const PASTE_MS = 60;
const PASTE_LENGTH = 100_000;
/** Pastes per editor; the least counts, because other work of the machine can only make it longer. */
const PASTES = 5;

const SENTENCES = [
  'The morning ferry leaves at ten past seven from the north pier, and bicycles travel free of charge.',
  'Please sum up the minutes of the meeting in five points and name who does what until Friday.',
  'function total(rows) { return rows.reduce((sum, row) => sum + row.amount, 0); }',
  'Order 4711 was sent on 12 March; the parcel weighs 3.2 kg and the depot has confirmed it.',
];

/** Ordinary text of a length, with line ends. */
const prose = (length: number): string =>
  Array.from({ length: Math.ceil(length / 90) }, (_, i) => SENTENCES[i % SENTENCES.length] ?? '')
    .join('\n')
    .slice(0, length);

const BEFORE = `for (const type of ['keydown', 'beforeinput', 'input', 'paste'])
  addEventListener(type, (event) => { if (event.isTrusted) (globalThis.__from ??= new WeakMap()).set(event, performance.now()); }, true);`;
const BEHIND = `globalThis.__spans = { keydown: [], beforeinput: [], input: [], paste: [] };
for (const type of Object.keys(globalThis.__spans))
  addEventListener(type, (event) => {
    const from = globalThis.__from?.get(event);
    if (from !== undefined) globalThis.__spans[type].push(performance.now() - from);
  }, true);`;

interface Figures {
  readonly service: string;
  readonly with: boolean;
  /** Added to one key: keydown, beforeinput and input together. */
  readonly keyMedian: number;
  readonly keyP99: number;
  readonly paste: number;
}

type Spans = Readonly<Record<'keydown' | 'beforeinput' | 'input' | 'paste', readonly number[]>>;

async function measure(
  browser: Browser,
  range: Awaited<ReturnType<typeof startRange>>,
  service: string,
  keys: number,
): Promise<Omit<Figures, 'with' | 'service'>> {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(BEFORE);
  const home = range.assistants.replicas.find((r) => r.id === service)?.home ?? '';
  await page.goto(home, { waitUntil: 'domcontentloaded' });
  const at = await AssistantPage.on(page, range, service);
  await page.evaluate(BEHIND);
  await at.focus();
  await at.type(prose(keys));
  const typed = await spansOf(page);
  const perKey = typed.keydown.map((ms, i) => ms + (typed.beforeinput[i] ?? 0) + (typed.input[i] ?? 0)).slice(20);
  for (let i = 0; i < PASTES; i++) await at.paste({ text: `${i} ${prose(PASTE_LENGTH)}` });
  const { paste } = await spansOf(page);
  await page.close();
  const share = (list: readonly number[], q: number): number => quantile(list, q) ?? NaN;
  return { keyMedian: share(perKey, 0.5), keyP99: share(perKey, 0.99), paste: Math.min(...paste) };
}

const spansOf = async (page: Page): Promise<Spans> => (await page.evaluate('globalThis.__spans')) as Spans;

const { values } = parseArgs({
  options: {
    service: { type: 'string', multiple: true },
    keys: { type: 'string', default: '400' },
    json: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help === true) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
const services = values.service ?? ['chatgpt', 'perplexity', 'copilot', 'replit'];
const range = await startRange();
const figures: Figures[] = [];
try {
  for (const guarded of [false, true]) {
    const browser = await launch('chromium', { proxy: range.proxy, ...(guarded ? {} : { extension: null }) });
    try {
      for (const service of services) {
        const found = await measure(browser, range, service, Number(values.keys));
        figures.push({ service, with: guarded, ...found });
      }
    } finally {
      await browser.close();
    }
  }
} finally {
  await range.close();
}
let over = 0;
const ms = (n: number): string => n.toFixed(2).padStart(7);
process.stdout.write(`added by Demarc, ms      key median  key p99  paste of ${PASTE_LENGTH / 1000} kB\n`);
for (const { service, keyMedian, keyP99, paste } of figures.filter((f) => f.with)) {
  const bare = figures.find((f) => f.service === service && !f.with);
  const bad = keyP99 > KEY_P99_MS || paste > PASTE_MS;
  if (bad) over++;
  process.stdout.write(
    `${bad ? 'OVER' : 'ok  '} ${service.padEnd(18)} ${ms(keyMedian)}    ${ms(keyP99)}  ${ms(paste)}   without: ${ms(bare?.keyMedian ?? 0)} ${ms(bare?.keyP99 ?? 0)} ${ms(bare?.paste ?? 0)}\n`,
  );
}
process.stdout.write(`load of the machine: ${os.loadavg()[0]?.toFixed(1) ?? ''} on ${os.cpus().length} cores\n`);
process.stdout.write(`budgets: ${KEY_P99_MS} ms for a key at the 99th percentile, ${PASTE_MS} ms for a paste\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exitCode = over > 0 ? 1 : 0;
