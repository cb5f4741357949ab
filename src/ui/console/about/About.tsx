// Version, what Demarc records about a person, wiping it, and the licence.
import { useEffect } from 'preact/hooks';
import { Wipe } from '../../components/Wipe.tsx';
import { Notice, View } from '../../components/View.tsx';
import { label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import { ChainLook } from './ChainLook.tsx';

export function About({ client, reader, version }: ConsoleProps) {
  const [loaded, reload] = useAsync(async () => {
    const [count, storage, policy] = await Promise.all([
      reader.countIncidents(),
      reader.storageState(),
      client.send('policy.get', {}),
    ]);
    return { count, storage, settings: policy.settings };
  }, [reader, client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  return (
    <>
      <h1>{label('page', 'about')}</h1>
      <p class="lead">
        {t('appDescription')} {t('aboutVersion', version)}
      </p>
      <section>
        <h2>{t('aboutRecorded')}</h2>
        <p>{t('aboutRecordedWhat')}</p>
        <p>{t('aboutRecordedNot')}</p>
        <p>
          <a href="#/welcome">{t('welcomeLink')}</a>
        </p>
        <View loaded={loaded} retry={reload}>
          {({ count, storage, settings }) => (
            <>
              {storage !== 'ok' && <Notice>{t(`noticeStorage_${storage}`)}</Notice>}
              <p>
                {tn('incidentsStored', count)} {tn('aboutRetention', settings.retentionDays)}
              </p>
              <Wipe count={count} wipe={async () => (await client.send('incident.clear', {})).removed} done={reload} />
            </>
          )}
        </View>
      </section>
      <ChainLook reader={reader} />
      <section>
        <h2>{t('aboutLicence')}</h2>
        <p>{t('aboutLicenceText')}</p>
      </section>
    </>
  );
}
