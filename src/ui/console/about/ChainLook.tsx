// A look through the chain of records, when a person asks for it: whether anything is missing or was changed, and since when
// nothing is. It can be stopped; what it found until then is said.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChainState } from '../../../model/incident-query.ts';
import { Notice } from '../../components/View.tsx';
import type { IncidentReader } from '../../incident-reader.ts';
import { formatNumber, formatTime, label, t } from '../../t.ts';

type Look =
  | { readonly state: 'idle' | 'failed' }
  | { readonly state: 'running'; readonly done: number; readonly total: number }
  | { readonly state: 'done'; readonly found: ChainState };

export function ChainLook({ reader }: { reader: IncidentReader }) {
  const [look, setLook] = useState<Look>({ state: 'idle' });
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = (): void => {
    const own = new AbortController();
    stop.current = own;
    setLook({ state: 'running', done: 0, total: 0 });
    reader
      .chain(own.signal, (done, total) => {
        if (!own.signal.aborted) setLook({ state: 'running', done, total });
      })
      .then(
        (found) => {
          setLook({ state: 'done', found });
        },
        () => {
          setLook({ state: 'failed' });
        },
      );
  };
  const running = look.state === 'running';
  return (
    <section>
      <h2>{t('chainTitle')}</h2>
      <p>{t('chainWhat')}</p>
      <p>
        <button type="button" onClick={running ? () => stop.current?.abort() : start}>
          {running ? t('chainStop') : t('chainLook')}
        </button>
      </p>
      <div role="status">
        {running && <p>{t('chainProgress', formatNumber(look.done), formatNumber(look.total))}</p>}
        {look.state === 'failed' && <p>{t('actionFailed')}</p>}
        {look.state === 'done' && <Found found={look.found} />}
      </div>
    </section>
  );
}

function Found({ found }: { found: ChainState }) {
  const { state, since, checked, firstBreak, breaks, removed, waiting, head } = found;
  return (
    <>
      {state === 'intact' && (
        <p class="strong">
          {since === 0 ? t('chainIntactEmpty') : t('chainIntact', formatTime(since), formatNumber(checked))}
        </p>
      )}
      {state === 'unfinished' && <p>{t('chainUnfinished', formatNumber(checked))}</p>}
      {state === 'none' && <p>{t('chainNone')}</p>}
      {firstBreak && (
        <Notice>
          <p class="strong">{t('chainBroken', formatNumber(breaks))}</p>
          <p>
            {label('chainBreak', firstBreak.kind, formatNumber(firstBreak.seq))}{' '}
            {firstBreak.time > 0 && t('chainBreakTime', formatTime(firstBreak.time))}{' '}
            {firstBreak.id !== '' && <a href={`#/incident/${firstBreak.id}`}>{t('chainBreakLink')}</a>}
          </p>
        </Notice>
      )}
      {removed > 0 && <p>{t('chainRemoved', formatNumber(removed))}</p>}
      {waiting > 0 && <p>{t('chainWaiting', formatNumber(waiting))}</p>}
      {head !== '' && (
        <p class="small muted">
          {t('chainHead')} <code dir="ltr">{head}</code>
        </p>
      )}
    </>
  );
}
