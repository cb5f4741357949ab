// First page of the console: how much was stopped, when and of what kind, the newest incidents, the state of the policy.
import { useEffect } from 'preact/hooks';
import type { Incident } from '../../../model/incident.ts';
import { Empty, Notice, View } from '../../components/View.tsx';
import type { IncidentReader } from '../../incident-reader.ts';
import { formatNumber, label, t, textOrKey, tn } from '../../t.ts';
import { useAct } from '../../use-act.ts';
import { useAsync, usePolling } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import { IncidentTable } from '../incidents/IncidentTable.tsx';
import { IncidentChart } from './IncidentChart.tsx';
import { Figure } from './Figure.tsx';
import { incidentsPerDay, startOfDay } from './incidents-per-day.ts';
import { LineFigures } from './LineFigures.tsx';

const DAYS = 14;
const PAGE = 200;
/** The chart reads no more than this many incidents; beyond it says so. */
const CHART_LIMIT = 2_000;

export function Overview({ client, reader, controls }: ConsoleProps) {
  const [loaded, reload] = useAsync(async () => {
    const now = Date.now();
    const [policy, line, total, storage, recent] = await Promise.all([
      client.send('policy.get', {}),
      client.send('line.device', {}),
      reader.countIncidents(),
      reader.storageState(),
      readSince(reader, startOfDay(now, DAYS - 1)),
    ]);
    return { now, policy, line, total, storage, ...recent };
  }, [client, reader]);
  useEffect(() => client.onChange(reload), [client, reload]);
  const [problem, run] = useAct(reload);
  // Nobody announces that the wait for the organisation's policy is over.
  usePolling(loaded.state === 'ready' && loaded.value.policy.managed === 'pending', reload, 1_000);
  return (
    <>
      <h1>{label('page', 'overview')}</h1>
      <View loaded={loaded} retry={reload}>
        {({ now, policy, line, total, storage, incidents, capped }) => {
          const today = incidents.filter((i) => i.time >= startOfDay(now)).length;
          const blanked = incidents.filter((i) => i.enforcement === 'blanked').length;
          const sites = new Set(incidents.map((i) => i.site)).size;
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
                <Figure name={t('figureSites', DAYS)} value={formatNumber(sites)} />
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
                {incidents.length === 0 ? (
                  <Empty title={t('emptyRecentTitle')} detail={t('emptyRecentDetail')} />
                ) : (
                  <IncidentChart data={incidentsPerDay(incidents, now, DAYS)} />
                )}
                {capped && <p class="small muted">{tn('chartCapped', CHART_LIMIT)}</p>}
              </section>
              {incidents.length > 0 && (
                <section>
                  <h2>{t('newestTitle')}</h2>
                  <IncidentTable incidents={incidents.slice(0, 5)} />
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

async function readSince(reader: IncidentReader, since: number): Promise<{ incidents: Incident[]; capped: boolean }> {
  const incidents: Incident[] = [];
  let before: number | null = null;
  while (incidents.length < CHART_LIMIT) {
    const page: Incident[] = await reader.listIncidents(before === null ? { limit: PAGE } : { limit: PAGE, before });
    incidents.push(...page.filter((i) => i.time >= since));
    const last = page.at(-1);
    if (page.length < PAGE || !last || last.time < since) return { incidents, capped: false };
    before = last.time;
  }
  return { incidents, capped: true };
}
