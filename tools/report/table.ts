// The table that a run prints. Page titles come from pages: control characters are taken out before they reach the
// terminal, where they could rewrite what a person reads.
import { readersText } from './report.ts';
import type { PageReport, Report } from './report.ts';

/** Safe for a terminal: no control or direction characters, one line. */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}

const CONCEALED: Readonly<Record<string, string>> = {
  'not-rendered': 'not shown by the page',
  transparent: 'transparent',
  tiny: 'too small to read',
  clipped: 'cut away',
  'off-screen': 'outside the page',
  masked: 'masked',
  'low-contrast': 'colour of the background',
  skipped: 'skipped when painting',
  covered: 'covered by something else',
  'never-painted': 'never painted',
  'invisible-characters': 'characters without a glyph',
  encoded: 'encoded',
};

/** Why a person cannot see what was found, in words. */
export function concealmentText(page: PageReport): string {
  const found = page.incidents.map((incident) => {
    if (incident.concealment === null) return 'visible text';
    const why = CONCEALED[incident.concealment.reason] ?? incident.concealment.reason;
    return incident.carrier === 'text' ? why : `${incident.name === '' ? incident.carrier : incident.name}, ${why}`;
  });
  const unique = [...new Set(found)];
  const text = unique.slice(0, 2).join('; ') + (unique.length > 2 ? '; …' : '');
  if (page.technique === '') return text === '' ? 'nothing found' : text;
  return text === '' ? page.technique : `${page.technique}: ${text}`;
}

const DONE: Readonly<Record<string, string>> = {
  blanked: 'blanked',
  labelled: 'labelled',
  recorded: 'recorded',
  released: 'left alone',
  undone: 'put back',
  stopped: 'stopped before it opened',
};

/** What was done, with counts. */
export function actionText(page: PageReport): string {
  const counts = new Map<string, number>();
  for (const { enforcement } of page.incidents) counts.set(enforcement, (counts.get(enforcement) ?? 0) + 1);
  const parts = [...counts].map(([name, count]) => `${DONE[name] ?? name}${count > 1 ? ` ×${count}` : ''}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

/** Verdict with how far the page was read: a part that was not read is said, never left out. */
export function verdictText(page: PageReport): string {
  const partly = page.state === 'partly' ? ' (partly read)' : page.state === 'scanning' ? ' (still reading)' : '';
  return `${page.verdict.replace('-', ' ')}${partly}${page.stillLoading ? ' (still loading)' : ''}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, Math.max(1, width - 1))}…`;
}

/** The whole table as text, fitted to the width of the terminal. */
export function tableText(report: Report, columns: number): string {
  const head = ['Page', 'What a person cannot see', 'Verdict', 'Action', 'AI readers before', 'after'];
  const rows = report.pages.map((page) => [
    `${page.kind === 'page' ? '' : `${page.kind} · `}${printable(page.title) || printable(page.input)}`,
    printable(concealmentText(page)),
    verdictText(page),
    actionText(page),
    readersText(page, 'before'),
    `→ ${readersText(page, 'after')}`,
  ]);
  const widest = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const fixed = widest.slice(2).reduce((sum, width) => sum + width + 2, 0);
  const room = Math.max(40, columns - fixed - 4);
  const first = Math.min(widest[0] ?? 0, Math.max(20, Math.floor(room / 2)));
  const second = Math.min(widest[1] ?? 0, Math.max(20, room - first));
  const widths = [first, second, ...widest.slice(2)];
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cut(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** The sentences below the table. */
export function summaryText(report: Report): string {
  const { summary, pages } = report;
  const lines = [
    `${plural(summary.read, 'page', 'pages')} read in ${report.seconds.toFixed(0)} s with ` +
      `${report.browser.version}; ${summary.blanked} blanked, ${summary.labelled} labelled.`,
  ];
  const attacks = pages.filter((page) => page.kind === 'attack');
  const honest = pages.filter((page) => page.kind === 'honest');
  if (attacks.length > 0) {
    const reached = (side: 'before' | 'after'): number =>
      attacks.filter((page) => page.readers.some((reader) => reader[side] === true)).length;
    lines.push(
      `Of ${plural(attacks.length, 'attack page', 'attack pages')}, ${reached('before')} reached an AI reader without ` +
        `Demarc and ${reached('after')} with it (visible text is labelled and stays readable).`,
    );
  }
  if (honest.length > 0) {
    const touched = honest.filter((page) => page.incidents.some((i) => i.enforcement !== 'recorded')).length;
    lines.push(`Of ${plural(honest.length, 'honest page', 'honest pages')}, ${touched} had something changed.`);
  }
  const unexpected = pages.filter((page) => page.expected !== null && !page.expected.met);
  for (const page of unexpected) {
    lines.push(
      `Not as expected: ${page.input}: expected ${page.expected?.verdict}/${page.expected?.action}, ` +
        `got ${page.verdict}/${page.action ?? 'none'}.`,
    );
  }
  if (report.interrupted) lines.push('Stopped before the end: pages that are not in the table were not read.');
  return lines.join('\n');
}
