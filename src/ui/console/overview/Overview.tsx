// First page of the console: how much was stopped, when and of what kind, the newest incidents, the state of the policy.
import { useEffect, useMemo } from 'preact/hooks';
import { EVERY_INCIDENT } from '../../../model/incident-query.ts';
import { Empty, Notice, View } from '../../components/View.tsx';
import { formatNumber, label, t, textOrKey } from '../../t.ts';
import { useAct } from '../../use-act.ts';
import { useAsync, usePolling } from '../../use-async.ts';
import { IncidentCharts } from '../charts/IncidentCharts.tsx';
import type { ConsoleProps } from '../console-props.ts';
import { addressOf } from '../incidents/address.ts';
import { IncidentTable } from '../incidents/IncidentTable.tsx';
import { dayStart, isoDay } from '../incidents/query/dates.ts';
import { readQuery } from '../incidents/query/read-query.ts';
import { vocabularyOf } from '../incidents/vocabulary.ts';
import { Figure } from './Figure.tsx';
import { LineFigures } from './LineFigures.tsx';
import '../charts/charts.css';

const DAYS = 14;
const NEWEST = 5;
/** The store counts so many sites by name; beyond it says so. */
const NAMED_SITES = 50;

export function Overview({ client, reader, controls, services }: ConsoleProps) {
  const vocabulary = useMemo(() => vocabularyOf(services), [services]);
  const [loaded, reload] = useAsync(async () => {
    const now = Date.now();
    const recent = { ...EVERY_INCIDENT, from: dayStart(now, DAYS - 1) };
    const [policy, line, total, storage, tally, blanked, newest] = await Promise.all([
      client.send('policy.get', {}),
      client.send('line.device', {}),
      reader.countIncidents(),
      reader.storageState(),
      reader.tally(recent),
      reader.count({ ...recent, enforcements: ['blanked'] }),
      reader.search(EVERY_INCIDENT, { limit: NEWEST }),
    ]);
    return { now, policy, line, total, storage, tally, blanked, newest: newest.rows };
  }, [client, reader]);
  useEffect(() => client.onChange(reload), [client, reload]);
  const [problem, run] = useAct(reload);
  // Nobody announces that the wait for the organisation's policy is over.
  usePolling(loaded.state === 'ready' && loaded.value.policy.managed === 'pending', reload, 1_000);
  return (
    <>
      <h1>{label('page', 'overview')}</h1>
      <View loaded={loaded} retry={reload}>
        {({ now, policy, line, total, storage, tally, blanked, newest }) => {
          const today = tally.days.find(({ day }) => day === isoDay(now))?.count ?? 0;
          const sites = tally.sites.length;
          return (
            <>
              {storage !== 'ok' && <Notice>{t(`noticeStorage_${storage}`)}</Notice>}
              {policy.managed === 'pending' && <Notice>{t('noticePolicyPending')}</Notice>}
              {policy.problems.length > 0 && (
                <Notice>
                  {t('noticePolicyProblems')} <a href="#/policy">{label('page', 'policy')}</a>
                </Notice>
              )}
              <dl class="figures">
                <Figure name={t('figureStored')} value={formatNumber(total)} />
                <Figure name={t('figureToday')} value={formatNumber(today)} />
                <Figure name={t('figureBlanked', DAYS)} value={formatNumber(blanked)} />
                <Figure
                  name={t('figureSites', DAYS)}
                  value={sites < NAMED_SITES ? formatNumber(sites) : t('figureAtLeast', formatNumber(sites))}
                />
                <Figure
                  name={t('figurePolicy', label('managed', policy.managed))}
                  value={policy.settings.enabled ? label('preset', policy.settings.preset) : t('off')}
                />
              </dl>
              {problem !== '' && <Notice>{textOrKey(problem)}</Notice>}
              {controls.length > 0 && (
                <LineFigures line={line} controls={controls} acting={{ client, policy, service: '', run }} />
              )}
              <section>
                <h2>{t('chartTitle', DAYS)}</h2>
                {tally.total === 0 ? (
                  <Empty title={t('emptyRecentTitle')} detail={t('emptyRecentDetail')} />
                ) : (
                  <IncidentCharts
                    tally={tally}
                    from={isoDay(dayStart(now, DAYS - 1))}
                    to={isoDay(now)}
                    vocabulary={vocabulary}
                    // What is picked here is picked of these days.
                    understood={readQuery(`date:${DAYS}d`, vocabulary, now).understood}
                    onQuery={(text) => (location.hash = addressOf({ text }))}
                  />
                )}
              </section>
              {newest.length > 0 && (
                <section>
                  <h2>{t('newestTitle')}</h2>
                  <IncidentTable rows={newest} />
                  <p>
                    <a href="#/incidents">{t('allIncidents')}</a>
                  </p>
                </section>
              )}
            </>
          );
        }}
      </View>
    </>
  );
}
