// Which texts: those that come with Demarc, or a file of one's own. The file is read where it is, and kept nowhere.
import { MAX_CORPUS_BYTES, type BadLine, type Corpus } from '../../../lab/contract.ts';
import { Notice } from '../../components/View.tsx';
import { formatNumber, label, t, tn } from '../../t.ts';

interface Props {
  readonly corpus: Corpus;
  readonly choose: (corpus: Corpus) => void;
}

export function CorpusPick({ corpus, choose }: Props) {
  return (
    <>
      <div class="toolbar">
        <label class="lab-choice">
          {t('labOwnTexts')}
          <input
            type="file"
            accept=".jsonl,.ndjson,.json,.txt"
            onChange={(e) => choose(e.currentTarget.files?.[0] ?? 'built-in')}
          />
        </label>
        <span class="muted">
          {corpus === 'built-in' ? t('labBuiltIn') : t('labFileSize', formatNumber(Math.ceil(corpus.size / 1024)))}
        </span>
      </div>
      <p class="small muted">{t('labOwnDetail')}</p>
      {corpus !== 'built-in' && corpus.size > MAX_CORPUS_BYTES && (
        <Notice>{t('labTooLarge', formatNumber(MAX_CORPUS_BYTES / 1024 / 1024))}</Notice>
      )}
    </>
  );
}

interface FactsProps {
  readonly read: number;
  readonly attacks: number;
  readonly honest: number;
  readonly bad: number;
  readonly badLines: readonly BadLine[];
  readonly stopped: boolean;
}

/** What was read, and which lines were none. */
export function CorpusFacts({ read, attacks, honest, bad, badLines, stopped }: FactsProps) {
  return (
    <>
      <p role="status" class="strong lab-corpus-said">
        {t('labCorpusSaid', formatNumber(read), formatNumber(attacks), formatNumber(honest))}
        {stopped && ` ${t('labStopped')}`}
      </p>
      {bad > 0 && (
        <details>
          <summary>{tn('labBad', bad)}</summary>
          <ul class="problems">
            {badLines.map(({ line, why }) => (
              <li key={line}>
                {t('labLine', formatNumber(line))} {label('labBadLine', why)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
