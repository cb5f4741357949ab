// Puts a writer together: formats are pure and get words, the clock, chance and references from here.
import {
  FORMAT_FACTS,
  type ExportContext,
  type ExportFormat,
  type References,
  type Writer,
} from '../../../formats/format.ts';
import { WRITERS } from '../../../formats/writers.ts';
import { FAMILIES } from '../../../model/finding.ts';
import { MAX_SHOWN, piecesOf } from '../../inert-text.ts';
import { formatNumber, formatPercent, formatTime, label, t } from '../../t.ts';
import type { ConsoleProps } from '../console-props.ts';

/** References of all rules; a rule file that does not load is left out. */
export async function allReferences(ruleReferences: ConsoleProps['ruleReferences']): Promise<References> {
  const loaded = await Promise.all(FAMILIES.map((family) => ruleReferences(family).catch(() => ({}))));
  return Object.assign({}, ...loaded) as References;
}

export type WriterFacts = Pick<ExportContext, 'version' | 'now' | 'count' | 'redacted' | 'references'>;

export function writerFor(format: ExportFormat, facts: WriterFacts): Writer {
  return WRITERS[format]({
    ...facts,
    uuid: crypto.randomUUID(),
    pieces: (text) => piecesOf(text, [], MAX_SHOWN),
    words: {
      language: document.documentElement.lang,
      direction: document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr',
      t,
      label,
      time: formatTime,
      number: formatNumber,
      percent: formatPercent,
    },
  });
}

/** `demarc-incidents-2026-11-28-1703.jsonl`, in local time. */
export function fileName(format: ExportFormat, now: number, what = 'incidents'): string {
  const d = new Date(now);
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = [d.getFullYear(), two(d.getMonth() + 1), two(d.getDate())].join('-');
  return `demarc-${what}-${day}-${two(d.getHours())}${two(d.getMinutes())}.${FORMAT_FACTS[format].extension}`;
}
