// The popup: site, one verdict, the line, what was stopped here, what to do. It decides nothing; the worker answers and acts.
// Everything that a page could have written (excerpts, host names) is shown as inert text.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Client } from '../../messaging/contract.ts';
import type { Control } from '../../model/responsibility.ts';
import type { AiService } from '../../model/service.ts';
import type { TabStatus } from '../../model/status.ts';
import { Glyph } from '../components/Glyph.tsx';
import { Notice, View } from '../components/View.tsx';
import { t, textOrKey, tn } from '../t.ts';
import { useAct, type Work } from '../use-act.ts';
import { useAsync, usePolling } from '../use-async.ts';
import { noticesOf, verdictLine } from '../verdict-line.ts';
import { Actions } from './Actions.tsx';
import { Agent } from './Agent.tsx';
import { Held } from './Held.tsx';
import { Line } from './Line.tsx';
import { Stopped } from './Stopped.tsx';
import { AskedApis, TouchingLine } from './Touching.tsx';
import './touching.css';

export interface PopupProps {
  readonly client: Client;
  /** An answer that was asked for before this was loaded; used once. */
  readonly first?: Promise<TabStatus>;
  readonly services: readonly AiService[];
  readonly controls: readonly Control[];
}

const POLL_MS = 400;
/** Browsers give a popup no more height than this; the first screen has to fit. */
const MAX_HEIGHT = 600;
interface Fit {
  readonly controls: number;
  readonly texts: number;
  readonly hosts: number;
  readonly style?: string;
}

/**
 * Rows of controls, of texts and of hosts on the first screen, from roomy to tight. `bare` leaves out the small print of the
 * vendor's side, which the console has too.
 */
const ROOMY: Fit = { controls: 3, texts: 2, hosts: 2 };
const FITS: readonly Fit[] = [
  ROOMY,
  { controls: 2, texts: 2, hosts: 2 },
  { controls: 2, texts: 1, hosts: 1 },
  { controls: 1, texts: 1, hosts: 1 },
  { controls: 1, texts: 1, hosts: 1, style: 'tight' },
  { controls: 1, texts: 1, hosts: 0, style: 'tight bare' },
  { controls: 1, texts: 0, hosts: 0, style: 'tight bare' },
];
export function Popup({ client, first, services, controls }: PopupProps) {
  const asked = useRef(first);
  const [loaded, reload] = useAsync(async () => {
    const answer = asked.current;
    asked.current = undefined;
    return answer ?? client.send('tab.status', { tabId: await client.currentTabId() });
  }, [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  // Neither a guard that is still reading nor a policy that is still awaited announces its end.
  const tab = loaded.state === 'ready' ? loaded.value : null;
  usePolling(tab?.state === 'scanning' || tab?.policy.managed === 'pending', reload, POLL_MS);
  return (
    <main class="popup">
      <View loaded={loaded} retry={reload}>
        {(status) => (
          <TabView status={status} reload={reload} client={client} services={services} controls={controls} />
        )}
      </View>
      {loaded.state !== 'ready' && <h1 class="hidden-words">{t('appName')}</h1>}
      {loaded.state !== 'ready' && (
        <footer class="actions">
          <button type="button" class="primary" onClick={() => void client.openConsole('#/overview')}>
            {t('openConsole')}
          </button>
        </footer>
      )}
    </main>
  );
}

function TabView({
  status,
  reload,
  client,
  services,
  controls,
}: PopupProps & { status: TabStatus; reload: () => void }) {
  const [problem, run] = useAct(reload);
  const service = services.find((s) => s.id === status.service) ?? null;
  const [fit, setFit] = useState(0);
  // Text lengths differ by language and site, so the rows that fit are found by measuring, before anything is painted.
  // Once a person has opened a list, it may be as long as it is.
  useLayoutEffect(() => {
    if (document.querySelector('[aria-expanded="true"]')) return;
    const height = document.body.getBoundingClientRect().height;
    if (height > MAX_HEIGHT && fit + 1 < FITS.length) setFit(fit + 1);
  });
  const rows = FITS[fit] ?? ROOMY;
  // Told once, for measuring how long a person waits.
  useEffect(() => void performance.mark('line-shown'), []);
  // A button that did its work may be gone with what it was for; the verdict says what is so now and takes the focus.
  const verdict = useRef<HTMLElement>(null);
  const acted = useRef(false);
  useEffect(() => {
    if (!acted.current || document.activeElement !== document.body) return;
    acted.current = false;
    verdict.current?.focus();
  });
  const act = (work: Work): void => {
    acted.current = true;
    run(work);
  };
  return (
    <div class={rows.style ?? ''}>
      <header class="site">
        <h1>
          <bdi dir="auto" title={status.site}>
            {status.site || t('noSite')}
          </bdi>
        </h1>
        <p class="small muted">
          {service
            ? t('serviceBy', service.name, service.vendor)
            : t(status.kind === 'assistant' ? 'unknownAssistant' : 'noService')}
        </p>
      </header>
      <VerdictBar status={status} bar={verdict} />
      {noticesOf(status).map((key) => (
        <Notice key={key}>{t(key)}</Notice>
      ))}
      {problem !== '' && <Notice>{textOrKey(problem)}</Notice>}
      <Agent status={status} client={client} act={act} />
      <Line
        status={status}
        service={service}
        browserAssistant={services.find((s) => s.id === status.browserAssistant) ?? null}
        acting={{ client, policy: status.policy, service: status.service, run: act }}
        controls={controls}
        rows={rows.controls}
      />
      <TouchingLine status={status} client={client} />
      <AskedApis status={status} client={client} act={act} />
      <Held status={status} client={client} act={act} rows={rows.hosts} />
      <Stopped status={status} client={client} act={act} rows={rows.texts} />
      <Actions status={status} client={client} act={act} />
    </div>
  );
}

function VerdictBar({ status, bar }: { status: TabStatus; bar: RefObject<HTMLElement | null> }) {
  const line = verdictLine(status);
  return (
    <section class={`verdict verdict-${line.shape}`} role="status" tabIndex={-1} ref={bar}>
      <Glyph shape={line.shape} size={20} />
      <div>
        <p class="verdict-word">{line.count === null ? t(line.key) : tn(line.key, line.count)}</p>
        <p class="small muted">{t(line.detail)}</p>
      </div>
    </section>
  );
}
