// The same payload elsewhere: incidents whose texts have the fingerprint of this one.
import type { Incident } from '../../../model/incident.ts';
import { EVERY_INCIDENT, type IncidentCluster } from '../../../model/incident-query.ts';
import { HostName } from '../../components/HostName.tsx';
import { Notice } from '../../components/View.tsx';
import { formatNumber, formatTime, t } from '../../t.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import { useAsync } from '../../use-async.ts';
import { addressOf } from '../incidents/address.ts';

/** Other incidents that are listed one by one. */
const LISTED = 10;

interface Props {
  readonly incident: Pick<Incident, 'id' | 'cluster'>;
  readonly reader: Pick<IncidentReader, 'search' | 'clusters'>;
}

export function Elsewhere({ incident: { id, cluster = '' }, reader }: Props) {
  const [loaded] = useAsync(async () => {
    if (cluster === '') return null;
    const query = { ...EVERY_INCIDENT, cluster };
    const [{ rows }, [summary]] = await Promise.all([
      reader.search(query, { limit: LISTED + 1 }),
      reader.clusters(query, 1),
    ]);
    return { rows: rows.filter((row) => row.id !== id).slice(0, LISTED), summary };
  }, [reader, id, cluster]);
  return (
    <section>
      <h2>{t('inspElsewhere')}</h2>
      {loaded.state === 'error' && <Notice>{t('loadFailed')}</Notice>}
      {loaded.state === 'ready' && !loaded.value?.rows.length && <p class="muted">{t('inspElsewhereNone')}</p>}
      {loaded.state === 'ready' && loaded.value && loaded.value.rows.length > 0 && (
        <>
          {loaded.value.summary && <Summary summary={loaded.value.summary} />}
          <ul class="elsewhere">
            {loaded.value.rows.map((row) => (
              <li key={row.id}>
                <a href={`#/incident/${row.id}`}>{formatTime(row.time)}</a> <HostName host={row.site} />
              </li>
            ))}
          </ul>
          <p class="elsewhere-all">
            <a href={addressOf({ text: `like:${cluster}` })}>{t('inspElsewhereAll')}</a>
          </p>
        </>
      )}
    </section>
  );
}

const Summary = ({ summary }: { summary: IncidentCluster }) => (
  <p>
    {t(
      'inspElsewhereFacts',
      formatNumber(summary.count),
      formatNumber(summary.siteCount),
      formatTime(summary.oldest),
      formatTime(summary.newest),
    )}
  </p>
);
