// What this page's answers asked of other hosts: how many of what kind, whether an address carried data, and one click that
// lets a host through from now on. Hosts are a page's choice and shown inert.
import { useState } from 'preact/hooks';
import type { Client } from '../../messaging/contract.ts';
import type { HeldHost } from '../../model/held.ts';
import type { TabStatus } from '../../model/status.ts';
import { HostName } from '../components/HostName.tsx';
import { Notice } from '../components/View.tsx';
import { mayChange } from '../may-change.ts';
import { formatList, label, t, tn } from '../t.ts';

interface Props {
  readonly status: TabStatus;
  readonly client: Client;
  readonly act: (work: () => Promise<string>) => void;
  /** Hosts before "show all". */
  readonly rows: number;
}

export function Held({ status, client, act, rows }: Props) {
  const [all, setAll] = useState(false);
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  const { held, policy } = status;
  if (held.total === 0) return null;
  const hosts = held.hosts.filter(({ host }) => !allowed.includes(host));
  const allow = (host: string): void => {
    act(async () => {
      const allowedAnswerHosts = [...policy.settings.allowedAnswerHosts, host];
      const { problem } = await client.send('policy.set', { settings: { allowedAnswerHosts } });
      if (problem === '') setAllowed([...allowed, host]);
      return problem;
    });
  };
  const sent = held.hosts.some((h) => h.sent);
  return (
    <section class="stopped held">
      <h2>{sent ? t('sentOut') : t('heldHere')}</h2>
      <ul>
        {(all ? hosts : hosts.slice(0, rows)).map((host) => (
          <Item
            key={host.host}
            item={host}
            client={client}
            allow={mayChange(policy, 'allowedAnswerHosts') && !host.sent ? allow : null}
          />
        ))}
      </ul>
      {allowed.length > 0 && <Notice shape="clear">{t('hostAllowed')}</Notice>}
      {hosts.length > rows && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('showLess') : rows === 0 ? tn('showHosts', hosts.length) : tn('showMoreHosts', hosts.length - rows)}
        </button>
      )}
    </section>
  );
}

interface ItemProps {
  readonly item: HeldHost;
  readonly client: Client;
  readonly allow: ((host: string) => void) | null;
}

function Item({ item, client, allow }: ItemProps) {
  const kinds = formatList(item.kinds.map((kind) => label('requestKind', kind)));
  return (
    <li class="item">
      <p class="item-text">
        <HostName host={item.host} />
      </p>
      <div class="item-foot">
        <p class="small muted">
          {item.carriesData && <span class="strong">{t('carriesData')}</span>}{' '}
          {t('andAlso', tn(item.sent ? 'requestsSent' : 'requestsHeld', item.count), kinds)}
        </p>
        <div class="item-buttons">
          {item.incident !== '' && (
            <button
              type="button"
              class="quiet"
              aria-label={t('detailsOf', item.host)}
              onClick={() => void client.openConsole(`#/incident/${item.incident}`)}
            >
              {t('details')}
            </button>
          )}
          {allow && (
            <button
              type="button"
              aria-label={t('allowHostOf', item.host)}
              onClick={() => {
                allow(item.host);
              }}
            >
              {t('allowHost')}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}
