// One incident as a file: an export of it alone, and a report that it is a false alarm.
import { useState } from 'preact/hooks';
import { t } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import { FalseAlarm } from './FalseAlarm.tsx';
import { fullExportOf } from './full-export.ts';
import type { Files } from './use-files.ts';
import './export.css';

export function IncidentFiles({ id, files }: { id: string; files: Files }) {
  const { reader, client } = files.shown;
  const [alarm, setAlarm] = useState(false);
  const [loaded] = useAsync(
    async () => ({ incident: await reader.getIncident(id), policy: await client.send('policy.get', {}) }),
    [reader, client, id],
  );
  const incident = loaded.state === 'ready' ? loaded.value.incident : undefined;
  if (loaded.state !== 'ready' || !incident) return null;
  return (
    <section>
      <h2>{t('exportSection')}</h2>
      <div class="toolbar">
        <button
          type="button"
          onClick={() => {
            files.take({ ids: [id] });
          }}
        >
          {t('exportThis')}
        </button>
        {/* What a person typed is theirs and no alarm about a page. */}
        {!incident.input && (
          <button
            type="button"
            onClick={() => {
              setAlarm(true);
            }}
          >
            {t('alarmOpen')}
          </button>
        )}
      </div>
      {alarm && (
        <FalseAlarm
          incident={incident}
          withTexts={fullExportOf(loaded.value.policy) === 'yes'}
          close={() => {
            setAlarm(false);
          }}
        />
      )}
    </section>
  );
}
