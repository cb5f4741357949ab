// A draft tried on the incidents on record: progress, a way to stop, and what would have changed.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { EffectivePolicy } from '../../../model/policy.ts';
import { HostName } from '../../components/HostName.tsx';
import { Notice } from '../../components/View.tsx';
import { formatNumber, formatTime, label, t, tn } from '../../t.ts';
import type { ConsoleProps } from '../console-props.ts';
import { MAX_LISTED, tryDraft, type TrialResult } from './trial.ts';

interface Props extends Pick<ConsoleProps, 'reader' | 'replay'> {
  readonly now: EffectivePolicy;
  readonly draft: EffectivePolicy;
}

export function Trial({ reader, replay, now, draft }: Props) {
  const [result, setResult] = useState<TrialResult | null>(null);
  const [looked, setLooked] = useState(0);
  const [total, setTotal] = useState(0);
  const [failed, setFailed] = useState(false);
  const running = useRef<AbortController | null>(null);
  useEffect(() => {
    const life = new AbortController();
    running.current = life;
    setResult(null);
    setFailed(false);
    setLooked(0);
    reader
      .countIncidents()
      .then((count) => {
        setTotal(count);
        return tryDraft(reader, replay, now, draft, life.signal, setLooked);
      })
      .then(setResult, () => {
        setFailed(true);
      });
    return () => {
      life.abort();
    };
  }, [reader, replay, now, draft]);
  if (failed) return <Notice>{t('actionFailed')}</Notice>;
  if (result === null)
    return (
      <div class="toolbar">
        <progress max={Math.max(1, total)} value={looked} aria-label={t('trialRunning')} />
        <span role="status">{t('trialProgress', formatNumber(looked), formatNumber(total))}</span>
        <button type="button" onClick={() => running.current?.abort()}>
          {t('trialStop')}
        </button>
      </div>
    );
  return <Result {...result} />;
}

function Result({ looked, counts, changes, changed, stopped }: TrialResult) {
  return (
    <>
      <p role="status" class="strong trial-said">
        {looked === 0 ? t('trialNone') : t('trialSaid', formatNumber(changed), formatNumber(looked))}{' '}
        {stopped && t('trialStopped')}
      </p>
      {counts.length > 0 && (
        <ul class="trial-counts">
          {counts.map(({ from, to, count }) => (
            <li key={`${from} ${to}`}>{tn('trialCount', count, label('action', from), label('action', to))}</li>
          ))}
        </ul>
      )}
      {changes.length > 0 && (
        <details>
          <summary>{changed > MAX_LISTED ? tn('trialListed', MAX_LISTED) : t('trialList')}</summary>
          <ul class="trial-list">
            {changes.map((change) => (
              <li key={change.id}>
                <a href={`#/incident/${change.id}`}>{formatTime(change.time)}</a> <HostName host={change.site} />:{' '}
                {t('trialChange', label('action', change.from), label('action', change.to))}{' '}
                <span class="muted">({label('setting', change.key)})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="small muted">{t('trialLimits')}</p>
    </>
  );
}
