// Agents: the stop, what waits, what is allowed for a while, and the ledger of what they did and had read before. Labels and
// hosts are words of pages and shown inert.
import { useEffect, useState } from 'preact/hooks';
import type { ActAnswer, AgentsView, Allowance, LedgerEntry, PendingAct } from '../../../model/agent.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { Empty, Notice, View } from '../../components/View.tsx';
import { formatTime, label, t, textOrKey, tn } from '../../t.ts';
import { useAct, type Work } from '../../use-act.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import './agents.css';

const SHOWN = 200;

export function Agents({ client }: ConsoleProps) {
  const [loaded, reload] = useAsync(() => client.send('agents.view', {}), [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  const [problem, act] = useAct(reload);
  const stopped = loaded.state === 'ready' && loaded.value.stopped;
  return (
    <>
      <h1>{label('page', 'agents')}</h1>
      <p class="lead">{t('agentsLead')}</p>
      <div class="toolbar">
        <p class="muted" role="status">
          {loaded.state === 'ready' &&
            (stopped ? t('agentsAllStopped') : tn('agentsEntries', loaded.value.entries.length))}
        </p>
        <button
          type="button"
          class={stopped ? 'primary' : ''}
          onClick={() => {
            act(async () => {
              await client.send('agents.stop', { tabId: -1, on: !stopped });
              return '';
            });
          }}
        >
          {t(stopped ? 'agentResume' : 'agentsStopAll')}
        </button>
      </div>
      {problem !== '' && <Notice>{textOrKey(problem)}</Notice>}
      <View loaded={loaded} retry={reload}>
        {(view) => (
          <>
            <Waiting view={view} client={client} act={act} />
            <Allowances allowances={view.allowances} client={client} act={act} />
            <Ledger entries={view.entries} />
          </>
        )}
      </View>
    </>
  );
}

interface Acting {
  readonly client: ConsoleProps['client'];
  readonly act: (work: Work) => void;
}

function Waiting({ view, client, act }: Acting & { view: AgentsView }) {
  if (view.pending.length === 0) return null;
  const answer = (one: PendingAct, choice: ActAnswer): void => {
    act(async () => (await client.send('act.answer', { id: one.id, answer: choice })).problem);
  };
  return (
    <section>
      <h2>{t('agentsWaiting')}</h2>
      <ul class="agents-waiting">
        {view.pending.map((one) => (
          <li key={one.id}>
            <p>
              <span class="strong">{label('agentAct', one.act)}</span> <HostName host={one.site} />
              {one.label !== '' && (
                <>
                  {': '}
                  <InertExcerpt text={one.label} limit={100} />
                </>
              )}
            </p>
            <div class="buttons">
              <button type="button" class="primary" onClick={() => answer(one, 'no')}>
                {t('agentRefuse')}
              </button>
              <button type="button" onClick={() => answer(one, 'once')}>
                {t('agentAllowOnce')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Allowances({ allowances, client, act }: Acting & { allowances: readonly Allowance[] }) {
  if (allowances.length === 0) return null;
  return (
    <section>
      <h2>{t('agentsAllowed')}</h2>
      <ul class="agents-waiting">
        {allowances.map(({ site, act: kind, until }) => (
          <li key={`${site} ${kind}`}>
            <p>
              <span class="strong">{label('agentAct', kind)}</span> <HostName host={site} />{' '}
              <span class="muted">{t('agentsUntil', formatTime(until))}</span>
            </p>
            <button
              type="button"
              onClick={() => {
                act(async () => {
                  await client.send('agents.revoke', { site, act: kind });
                  return '';
                });
              }}
            >
              {t('agentsRevoke')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ledger({ entries }: { entries: readonly LedgerEntry[] }) {
  const [all, setAll] = useState(false);
  const shown = entries.slice(0, all ? entries.length : SHOWN);
  return (
    <section>
      <h2>{t('agentsLedger')}</h2>
      {entries.length === 0 ? (
        <Empty title={t('emptyAgentsTitle')} detail={t('emptyAgentsDetail')} />
      ) : (
        <div class="table-scroll" tabIndex={0} role="group" aria-label={t('agentsLedger')}>
          <table class="agents-ledger">
            <thead>
              <tr>
                <th scope="col">{t('columnTime')}</th>
                <th scope="col">{t('agentsSite')}</th>
                <th scope="col">{t('agentsWhat')}</th>
                <th scope="col">{t('agentsAnswer')}</th>
                <th scope="col">{t('agentsRead')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {entries.length > SHOWN && !all && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {t('agentsShowAll')}
        </button>
      )}
    </section>
  );
}

function Row({ entry }: { entry: LedgerEntry }) {
  return (
    <tr>
      <td class="cell-time">{formatTime(entry.time)}</td>
      <td class="cell-site">{entry.site === '' ? '' : <HostName host={entry.site} />}</td>
      <td class="cell-text">
        {label('agentAct', entry.what)}
        {entry.label !== '' && (
          <>
            {': '}
            <InertExcerpt text={entry.label} limit={100} />
          </>
        )}
        {entry.to !== '' && entry.to !== entry.site && (
          <span class="small muted">
            {' '}
            {t('agentGoesTo')} <HostName host={entry.to} />
          </span>
        )}
        {entry.marks.length > 0 && <p class="small muted">{t('agentsMarks', entry.marks.join(', '))}</p>}
      </td>
      <td>
        {entry.answer !== ''
          ? label('agentAnswer', entry.answer)
          : entry.outcome !== ''
            ? label('agentOutcome', entry.outcome)
            : ''}
      </td>
      <td>
        {entry.read.map((host) => (
          <p key={host} class="small">
            <HostName host={host} />
          </p>
        ))}
      </td>
    </tr>
  );
}
