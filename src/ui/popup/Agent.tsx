// What is seen of an agent in this tab, what it waits for, and the stop. The answer is given here because this page is out of
// the reach of whatever acts in the tab. Labels and hosts are the page's words and shown inert.
import type { Client } from '../../messaging/contract.ts';
import type { ActAnswer, PendingAct } from '../../model/agent.ts';
import type { TabStatus } from '../../model/status.ts';
import { Glyph } from '../components/Glyph.tsx';
import { HostName } from '../components/HostName.tsx';
import { InertExcerpt } from '../components/InertText.tsx';
import { label, t, tn } from '../t.ts';
import './agent.css';

interface Props {
  readonly status: TabStatus;
  readonly client: Client;
  readonly act: (work: () => Promise<string>) => void;
}

export function Agent({ status, client, act }: Props) {
  const { agent, tabId } = status;
  const { presence, products, assistants, stopped, pending } = agent;
  if (presence === 'unknown' && !stopped && pending.length === 0 && assistants.length === 0) return null;
  const stop = (on: boolean): void => {
    act(async () => {
      await client.send('agents.stop', { tabId, on });
      return '';
    });
  };
  const who = products.length > 0 ? products.join(', ') : t('agentUnnamed');
  return (
    <section class={`agent agent-${stopped ? 'stopped' : presence}`} aria-label={t('agentTitle')}>
      <div class="agent-head">
        <Glyph shape={stopped ? 'paused' : presence === 'present' ? 'labelled' : 'unknown'} />
        <p class="strong">
          {stopped
            ? t('agentStopped')
            : presence === 'unknown'
              ? t('agentAssistantOnly', assistants.join(', '))
              : t(presence === 'present' ? 'agentPresent' : 'agentSeenHere', who)}
        </p>
        {(presence !== 'unknown' || stopped) && (
          <button type="button" class={stopped ? 'primary' : 'agent-stop'} onClick={() => stop(!stopped)}>
            {t(stopped ? 'agentResume' : 'agentStop')}
          </button>
        )}
      </div>
      {!stopped && pending.map((one) => <Question key={one.id} one={one} status={status} client={client} act={act} />)}
    </section>
  );
}

function Question({ one, status, client, act }: Props & { one: PendingAct }) {
  const minutes = status.policy.settings.agentAllowanceMinutes;
  const answer = (choice: ActAnswer): void => {
    act(async () => (await client.send('act.answer', { id: one.id, answer: choice })).problem);
  };
  return (
    <div class="agent-question" role="group" aria-label={label('agentAct', one.act)}>
      <p class="strong">{t('agentAsks', label('agentAct', one.act))}</p>
      {one.label !== '' && (
        <p class="small">
          <InertExcerpt text={one.label} limit={100} />
        </p>
      )}
      <p class="small muted">
        <HostName host={one.site} />
        {one.to !== '' && one.to !== one.site && (
          <>
            {' '}
            {t('agentGoesTo')} <HostName host={one.to} />
          </>
        )}
      </p>
      <div class="agent-answers">
        {/* The safe answer comes first: Enter must not let happen what nobody read. */}
        <button type="button" class="primary" onClick={() => answer('no')}>
          {t('agentRefuse')}
        </button>
        <button type="button" onClick={() => answer('once')}>
          {t('agentAllowOnce')}
        </button>
        {minutes > 0 && one.act !== 'inside' && (
          <button type="button" onClick={() => answer('while')}>
            {tn('agentAllowWhile', minutes)}
          </button>
        )}
      </div>
    </div>
  );
}
