// What changed: each event with what was before and what is after. Texts are the extensions' own and shown inert.
import { useEffect } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { ExtensionChange, ExtensionEvent } from '../../../model/extension.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { View } from '../../components/View.tsx';
import { formatTime, label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';

export function Events({ client }: { client: Client }) {
  const [loaded, reload] = useAsync(async () => (await client.send('extensions.events', {})).events, [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  return (
    <section>
      <h2>{t('extEventsTitle')}</h2>
      <View loaded={loaded} retry={reload}>
        {(events) =>
          events.length === 0 ? (
            <p>{t('extEventsNone')}</p>
          ) : (
            <div class="table-scroll" tabIndex={0} role="group" aria-label={t('extEventsTitle')}>
              <table class="ext-events">
                <thead>
                  <tr>
                    <th scope="col">{t('columnTime')}</th>
                    <th scope="col">{t('extColumnName')}</th>
                    <th scope="col">{t('extColumnEvent')}</th>
                    <th scope="col">{t('extColumnChange')}</th>
                  </tr>
                </thead>
                <tbody>
                  {events.map((event) => (
                    <Row key={event.id} event={event} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </View>
    </section>
  );
}

function Row({ event }: { event: ExtensionEvent }) {
  return (
    <tr>
      <td class="cell-time">{formatTime(event.time)}</td>
      <th scope="row" class="ext-name">
        <InertExcerpt text={event.name} limit={60} />
      </th>
      <td>
        {label('extensionEvent', event.kind)}
        {event.by !== '' && <span class="small muted">{t(event.by === 'policy' ? 'extByPolicy' : 'extByPerson')}</span>}
        {event.gained.length > 0 && <span class="small strong">{tn('extGained', event.gained.length)}</span>}
        {event.incident !== '' && (
          <a class="small" href={`#/incident/${event.incident}`}>
            {t('memoryIncident')}
          </a>
        )}
      </td>
      <td>
        {event.changes.map((change) => (
          <Change key={change.field} change={change} />
        ))}
      </td>
    </tr>
  );
}

function Change({ change: { field, before, after } }: { change: ExtensionChange }) {
  return (
    <p class="small ext-change">
      <span class="muted">{label('extensionField', field)}:</span>{' '}
      {before.length > 0 && (
        <del>
          <span class="hidden-words">{t('extBefore')} </span>
          <Entries field={field} entries={before} />
        </del>
      )}{' '}
      {after.length > 0 && (
        <ins>
          <span class="hidden-words">{t('extAfter')} </span>
          <Entries field={field} entries={after} />
        </ins>
      )}
    </p>
  );
}

const SHOWN = 8;

function Entries({ field, entries }: { field: ExtensionChange['field']; entries: readonly string[] }) {
  if (field === 'enabled') return <>{entries[0] === 'true' ? t('yes') : t('no')}</>;
  if (field === 'install-type') return <>{entries.map((entry) => label('installType', entry)).join(', ')}</>;
  const rest = entries.length - SHOWN;
  return (
    <>
      <InertExcerpt text={entries.slice(0, SHOWN).join(', ')} limit={300} />
      {rest > 0 && ` ${t('extReachMore', rest)}`}
    </>
  );
}
