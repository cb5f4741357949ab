// A report as one HTML file: no script, no address that loads, and a policy of content that would stop both. It follows the
// reader's theme and can be printed. Every text goes through `escape`; invisible characters become named boxes.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { factsOf, frameworksOf, Totals } from './facts.ts';
import { base64 } from './base64.ts';
import { REPORT_STYLE } from './report-style.ts';
import { MAX_IN_REPORT, type ExportContext, type ExportedIncident, type Pieces, type Writer } from './format.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

/** A hostile text: isolated in its direction, invisible characters as boxes. */
export function inertHtml(text: string, pieces: Pieces): string {
  const shown = pieces(text).map((p) =>
    p.kind === 'box' ? `<span class="box">${escape(p.text)}</span>` : escape(p.text.replace(/\r\n?/g, '\n')),
  );
  return `<bdi>${shown.join('')}</bdi>`;
}

export function htmlWriter({ words, pieces, references, redacted, count, now, version }: ExportContext): Writer {
  const { t, label, number, time } = words;
  const totals = new Totals();
  const policy =
    `default-src 'none'; style-src 'sha256-${base64(sha256(utf8ToBytes(REPORT_STYLE)))}'; ` +
    "base-uri 'none'; form-action 'none'";
  const inert = (text: string): string => inertHtml(text, pieces);
  const row = (name: string, value: string): string => `<dt>${escape(name)}</dt><dd>${inert(value)}</dd>`;
  const block = (title: string, text: string): string =>
    text === '' ? '' : `<h3>${escape(title)}</h3><pre>${inert(text)}</pre>`;
  const table = (
    title: string,
    entries: readonly (readonly [string, number])[],
    name: (key: string) => string,
  ): string =>
    `<h2>${escape(title)}</h2><table>${entries
      .map(([key, n]) => `<tr><th scope="row">${name(key)}</th><td>${escape(number(n))}</td></tr>`)
      .join('')}</table>\n`;
  return {
    begin: () =>
      `<!doctype html>\n<html lang="${escape(words.language)}" dir="${words.direction}">\n<head>\n<meta charset="utf-8">\n` +
      `<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">\n` +
      '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n' +
      `<meta name="color-scheme" content="light dark">\n<title>${escape(t('exportReportTitle'))}</title>\n` +
      `<style>${REPORT_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>${escape(t('exportReportTitle'))}</h1>\n` +
      `<p>${escape(t('exportReportMade', version, time(now)))}</p>\n` +
      `<p class="note">${escape(t(redacted ? 'exportReportRedacted' : 'exportReportHostile'))}</p>\n` +
      `<h2>${escape(t('exportReportIncidents', number(count)))}</h2>\n`,
    add(incident: ExportedIncident) {
      totals.add(incident);
      if (totals.count > MAX_IN_REPORT) return '';
      const facts = factsOf(incident, words).map((f) => row(f.label, f.value));
      const ids = [...frameworksOf(incident, references)].map(([name, list]) =>
        row(label('framework', name), list.join(', ')),
      );
      const layers = incident.verdict.layers.map((l) => block(label('transform', l.transform), l.text));
      return (
        `<article><h3>${escape(number(totals.count))}. ${inert(incident.site || '–')}</h3><dl>${[...facts, ...ids].join('')}</dl>` +
        `${block(t('sectionText'), incident.text)}${layers.join('')}${block(t('factSnippet'), incident.snippet)}</article>\n`
      );
    },
    end() {
      const more = totals.count - MAX_IN_REPORT;
      return (
        (more > 0 ? `<p class="note">${escape(t('exportReportMore', number(more)))}</p>\n` : '') +
        table(t('exportFactFamilies'), Totals.most(totals.families, 50), (f) => escape(label('family', f))) +
        table(t('exportReportSites'), Totals.most(totals.sites, 20), inert) +
        '</main>\n</body>\n</html>\n'
      );
    },
  };
}
