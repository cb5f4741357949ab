// The list of stored incidents, newest first, with search and one hundred at a time.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Incident } from '../../../model/incident.ts';
import { Empty, View } from '../../components/View.tsx';
import { label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import { IncidentTable } from './IncidentTable.tsx';

const PAGE = 100;
const TYPING_PAUSE_MS = 150;

export function Incidents({ client, reader }: ConsoleProps) {
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setText(typed.trim());
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed]);
  const query = useCallback(
    (last: Incident | null) =>
      reader.listIncidents({
        limit: PAGE,
        ...(last === null ? {} : { before: last.time, beforeId: last.id }),
        ...(text === '' ? {} : { text }),
      }),
    [reader, text],
  );
  const [loaded, reload] = useAsync(async () => {
    const [first, total] = await Promise.all([query(null), reader.countIncidents()]);
    return { first, total };
  }, [query]);
  useEffect(() => client.onChange(reload), [client, reload]);
  return (
    <>
      <h1>{label('page', 'incidents')}</h1>
      <div class="toolbar">
        <label>
          <span class="hidden-words">{t('searchLabel')}</span>
          <input
            type="search"
            value={typed}
            placeholder={t('searchPlaceholder')}
            onInput={(e) => {
              setTyped(e.currentTarget.value);
            }}
          />
        </label>
        {loaded.state === 'ready' && <p class="muted">{tn('incidentsStored', loaded.value.total)}</p>}
      </div>
      <View loaded={loaded} retry={reload}>
        {({ first, total }) =>
          first.length > 0 ? (
            <Pages key={text} first={first} query={query} />
          ) : total === 0 ? (
            <Empty title={t('emptyIncidentsTitle')} detail={t('emptyIncidentsDetail')} />
          ) : (
            <Empty title={t('emptySearchTitle')} detail={t('emptySearchDetail')} />
          )
        }
      </View>
    </>
  );
}

interface PagesProps {
  readonly first: readonly Incident[];
  readonly query: (last: Incident | null) => Promise<Incident[]>;
}

function Pages({ first, query }: PagesProps) {
  const [older, setOlder] = useState<readonly Incident[]>([]);
  const [end, setEnd] = useState(first.length < PAGE);
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const alive = useRef(true);
  const shown = useRef<HTMLParagraphElement>(null);
  // When the last page is there its button is gone; the count beside it takes the focus over.
  useEffect(() => {
    if (end && older.length > 0 && document.activeElement === document.body) shown.current?.focus();
  }, [end, older]);
  useEffect(
    () => () => {
      alive.current = false;
    },
    [],
  );
  // A reload of the first page may overlap with older ones; one row per incident.
  const known = new Set(first.map((i) => i.id));
  const all = [...first, ...older.filter((i) => !known.has(i.id))];
  const more = (): void => {
    const last = all.at(-1);
    if (!last || state === 'loading') return;
    setState('loading');
    query(last).then(
      (page) => {
        if (!alive.current) return;
        setOlder([...older, ...page]);
        setEnd(page.length < PAGE);
        setState('idle');
      },
      () => {
        if (alive.current) setState('failed');
      },
    );
  };
  return (
    <>
      <IncidentTable incidents={all} />
      <div class="toolbar">
        {!end && (
          <button type="button" onClick={more} aria-disabled={state === 'loading'}>
            {state === 'loading' ? t('loading') : t('showOlder', PAGE)}
          </button>
        )}
        <p class="muted" role="status" tabIndex={-1} ref={shown}>
          {state === 'failed' ? t('loadFailed') : tn('incidentsShown', all.length)}
        </p>
      </div>
    </>
  );
}
