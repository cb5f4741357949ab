// A rule over many texts: matches, false alarms, misses, and what only this rule finds.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { CORPUS_LISTS, MAX_LISTED, type Corpus, type CorpusCase, type CorpusResult } from '../../../lab/contract.ts';
import { InertExcerpt, InertText } from '../../components/InertText.tsx';
import { formatNumber, label, t } from '../../t.ts';
import { CorpusFacts, CorpusPick } from './CorpusPick.tsx';
import type { LabKit } from './lab-kit.ts';
import { useAsk } from './use-ask.ts';
import { Working } from './Working.tsx';

interface Props {
  readonly kit: LabKit;
  readonly text: string;
  /** Nothing stands against the rule. */
  readonly ready: boolean;
}

export function CorpusRun({ kit, text, ready }: Props) {
  const [corpus, setCorpus] = useState<Corpus>('built-in');
  const [run, setRun] = useState<{ readonly text: string; readonly corpus: Corpus } | null>(null);
  const asked = useAsk(
    kit.lab,
    'corpus',
    useMemo(() => run, [run]),
  );
  // Figures of another version of the rule would mislead.
  useEffect(() => {
    setRun(null);
  }, [text]);
  const { result } = asked;
  return (
    <section>
      <h2>{t('labCorpus')}</h2>
      <CorpusPick corpus={corpus} choose={setCorpus} />
      <button type="button" class="primary" disabled={!ready} onClick={() => setRun({ text, corpus })}>
        {t('labRun')}
      </button>
      <Working asked={asked} stop={() => kit.lab.stop('corpus')} />
      {result && 'read' in result && <Outcome result={result} />}
    </section>
  );
}

function Outcome({ result }: { result: CorpusResult }) {
  return (
    <div class="lab-outcome">
      <CorpusFacts {...result} />
      {CORPUS_LISTS.map((list) => (
        <details key={list}>
          <summary>
            {label('labList', list)}: <span class={`strong lab-count-${list}`}>{formatNumber(result[list])}</span>
          </summary>
          <Cases cases={result.listed[list]} count={result[list]} />
        </details>
      ))}
    </div>
  );
}

function Cases({ cases, count }: { cases: readonly CorpusCase[]; count: number }) {
  if (cases.length === 0) return <p class="muted">{t('labNone')}</p>;
  return (
    <>
      {count > MAX_LISTED && <p class="small muted">{t('labListed', formatNumber(MAX_LISTED), formatNumber(count))}</p>}
      <ul class="lab-cases">
        {cases.map(({ id, text, at }, i) => (
          <li key={i}>
            <span class="small muted mono">
              <InertExcerpt text={id} limit={80} />
            </span>
            <InertText text={text} marks={at ? [{ start: at[0], end: at[1], title: t('labMatches') }] : []} />
          </li>
        ))}
      </ul>
    </>
  );
}
