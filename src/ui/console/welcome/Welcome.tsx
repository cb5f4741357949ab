// The first page after the installation, and later what answers "what is recorded about me": what Demarc does, what it keeps,
// what it never keeps, who decides, and the button that deletes it.
import { useEffect } from 'preact/hooks';
import { Wipe } from '../../components/Wipe.tsx';
import { View } from '../../components/View.tsx';
import { label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import { webAddress } from '../../vendor-word.ts';
import type { ConsoleProps } from '../console-props.ts';

export function Welcome({ client, reader }: ConsoleProps) {
  const [loaded, reload] = useAsync(async () => {
    const [count, policy] = await Promise.all([reader.countIncidents(), client.send('policy.get', {})]);
    return { count, policy };
  }, [reader, client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  return (
    <>
      <h1>{label('page', 'welcome')}</h1>
      <p class="lead">{t('welcomeLead')}</p>
      <section>
        <h2>{t('welcomeDoes')}</h2>
        <ul class="plain">
          {(['welcomeDoesPages', 'welcomeDoesIn', 'welcomeDoesOut', 'welcomeDoesLine'] as const).map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ul>
        <p>{t('welcomePopup')}</p>
      </section>
      <View loaded={loaded} retry={reload}>
        {({ count, policy: { settings, managed } }) => (
          <>
            <section>
              <h2>{t('aboutRecorded')}</h2>
              <p>{t('aboutRecordedWhat')}</p>
              <p>{t('aboutRecordedNot')}</p>
              <p>{t('welcomeStays')}</p>
              <p>
                {tn('incidentsStored', count)} {tn('aboutRetention', settings.retentionDays)}{' '}
                <a href="#/incidents">{label('page', 'incidents')}</a>, <a href="#/memory">{label('page', 'memory')}</a>
              </p>
              <Wipe count={count} wipe={async () => (await client.send('incident.clear', {})).removed} done={reload} />
            </section>
            <section>
              <h2>{t('welcomeDecides')}</h2>
              <p>
                {managed === 'none'
                  ? t('welcomeYouDecide')
                  : settings.organisationName === ''
                    ? t('welcomeOrganisation')
                    : t('welcomeOrganisationNamed', settings.organisationName)}{' '}
                <a href="#/policy">{t('toPolicy')}</a>
                {webAddress(settings.supportUrl) && (
                  <>
                    {', '}
                    <a href={settings.supportUrl} target="_blank" rel="noreferrer noopener">
                      {t('supportLink')}
                    </a>
                  </>
                )}
              </p>
            </section>
          </>
        )}
      </View>
    </>
  );
}
