// A report in Markdown for tickets and wikis. What a page wrote stands in code spans and code blocks only, whose fences are
// longer than any run of their sign inside: there neither markup nor an address becomes live (CommonMark 0.31 §4.5, §6.1).
// Invisible characters are named, so that no reader gets words that a person cannot see.
import { factsOf, frameworksOf, Totals } from './facts.ts';
import { MAX_IN_REPORT, type ExportContext, type ExportedIncident, type Pieces, type Writer } from './format.ts';

/** A hostile text with names in brackets for what draws nothing. */
export const namedText = (text: string, pieces: Pieces): string =>
  pieces(text)
    .map((p) => (p.kind === 'box' ? `[${p.text}]` : p.text))
    .join('');

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);

/** A hostile text as a code span: one line, nothing live. */
export function codeSpan(text: string, pieces: Pieces): string {
  const line = namedText(text, pieces)
    .replace(/\r\n|[\r\n]/g, '⏎')
    .replaceAll('\t', ' ');
  if (line.trim() === '') return '–';
  const fence = '`'.repeat(longestRun(line) + 1);
  return `${fence} ${line} ${fence}`;
}

/** A hostile text as a code block. */
export function codeBlock(text: string, pieces: Pieces): string {
  const named = namedText(text, pieces).replace(/\r\n?/g, '\n');
  const fence = '`'.repeat(Math.max(3, longestRun(named) + 1));
  return `${fence}text\n${named}\n${fence}\n`;
}

export function markdownWriter({ words, pieces, references, redacted, count, now, version }: ExportContext): Writer {
  const { t, label, number, time } = words;
  const totals = new Totals();
  const span = (text: string): string => codeSpan(text, pieces);
  const list = (entries: readonly (readonly [string, number])[], name: (key: string) => string): string =>
    entries.map(([key, n]) => `- ${name(key)}: ${number(n)}\n`).join('');

  const block = (title: string, text: string): string =>
    text === '' ? '' : `\n${title}\n\n${codeBlock(text, pieces)}`;
  return {
    begin: () =>
      `# ${t('exportReportTitle')}\n\n${t('exportReportMade', version, time(now))}\n\n` +
      `${t(redacted ? 'exportReportRedacted' : 'exportReportHostile')}\n\n## ${t('exportReportIncidents', number(count))}\n`,
    add(incident: ExportedIncident) {
      totals.add(incident);
      if (totals.count > MAX_IN_REPORT) return '';
      const facts = factsOf(incident, words).map((f) => `- ${f.label}: ${span(f.value)}\n`);
      const ids = [...frameworksOf(incident, references)].map(
        ([name, list]) => `- ${label('framework', name)}: ${span(list.join(', '))}\n`,
      );
      const layers = incident.verdict.layers.map((l) => block(label('transform', l.transform), l.text));
      return (
        `\n### ${number(totals.count)}. ${span(incident.site)}\n\n${[...facts, ...ids].join('')}` +
        block(t('sectionText'), incident.text) +
        layers.join('') +
        block(t('factSnippet'), incident.snippet)
      );
    },
    end() {
      const more = totals.count - MAX_IN_REPORT;
      return (
        (more > 0 ? `\n${t('exportReportMore', number(more))}\n` : '') +
        `\n## ${t('exportFactFamilies')}\n\n${list(Totals.most(totals.families, 50), (f) => label('family', f))}` +
        `\n## ${t('exportReportSites')}\n\n${list(Totals.most(totals.sites, 20), span)}`
      );
    },
  };
}
