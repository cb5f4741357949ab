// Other extensions and what pages offer to AI: who can touch the assistants, why, what changed, what policy says, and a proposal
// for IT. Names, rights and words are those of extensions and pages, hostile by assumption and shown inert.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExtensionReport } from '../../../model/extension.ts';
import { Glyph } from '../../components/Glyph.tsx';
import { Empty, Notice, View } from '../../components/View.tsx';
import { label, t, textOrKey, tn } from '../../t.ts';
import { useAct } from '../../use-act.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import { Events } from './Events.tsx';
import { ExtensionList } from './ExtensionList.tsx';
import { PageTools } from './PageTools.tsx';
import { ProposalForIt } from './ProposalForIt.tsx';
import { getsAtAi, ReachMap } from './ReachMap.tsx';
import './extensions.css';

export function Extensions({ client, services }: ConsoleProps) {
  const [loaded, reload] = useAsync(() => client.send('extensions.list', {}), [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  const [problem, run] = useAct(reload);
  // A button that did its work may be gone; the count takes the focus over.
  const count = useRef<HTMLParagraphElement>(null);
  const acted = useRef(false);
  useEffect(() => {
    if (!acted.current || document.activeElement !== document.body) return;
    acted.current = false;
    count.current?.focus();
  });
  const act = (work: () => Promise<string>): void => {
    acted.current = true;
    run(work);
  };
  return (
    <>
      <h1>{label('page', 'extensions')}</h1>
      <p class="lead">{t('extLead')}</p>
      {problem !== '' && (
        <div role="status">
          <Notice>{textOrKey(problem)}</Notice>
        </div>
      )}
      <View loaded={loaded} retry={reload}>
        {(report) =>
          report.state === 'no-permission' ? (
            <Ask client={client} reload={reload} />
          ) : (
            <>
              <p class="strong" role="status" tabIndex={-1} ref={count}>
                {summary(report)}
              </p>
              {!report.canDisable && <Notice shape="unobservable">{t('extFirefox')}</Notice>}
              {report.extensions.length === 0 ? (
                <Empty title={t('extNoneTitle')} detail={t('extNoneDetail')} />
              ) : (
                <>
                  <ReachMap extensions={report.extensions} services={services} />
                  <ExtensionList report={report} services={services} client={client} act={act} />
                </>
              )}
              <Events client={client} />
              <StopListing client={client} reload={reload} />
            </>
          )
        }
      </View>
      <PageTools client={client} />
      <ProposalForIt client={client} />
    </>
  );
}

function summary({ extensions }: ExtensionReport): string {
  const readers = extensions.filter((e) => e.facts.enabled && getsAtAi(e)).length;
  return `${tn('extListed', extensions.length)} · ${tn('extReaders', readers)}`;
}

type Asking = Pick<ConsoleProps, 'client'> & { readonly reload: () => void };

/** Without the permission: what is not known, what the permission is for, and what is not done with it. */
function Ask({ client, reload }: Asking) {
  const [refused, setRefused] = useState(false);
  const ask = (): void => {
    setRefused(false);
    void client.askToListExtensions().then((given) => {
      setRefused(!given);
      reload();
    });
  };
  return (
    <div class="state">
      <Glyph shape="unobservable" size={20} />
      <div>
        <p class="strong">{t('extCannotSee')}</p>
        <p class="ext-ask">{t('extAskDetail')}</p>
        <button type="button" class="primary" onClick={ask}>
          {t('extAskButton')}
        </button>
        <p role="status" class="small">
          {refused && t('extAskRefused')}
        </p>
      </div>
    </div>
  );
}

function StopListing({ client, reload }: Asking) {
  const [kept, setKept] = useState(false);
  const stop = (): void => {
    void client.stopListingExtensions().then((gone) => {
      setKept(!gone);
      reload();
    });
  };
  return (
    <section>
      <button type="button" class="quiet" onClick={stop}>
        {t('extStop')}
      </button>
      <p role="status" class="small muted">
        {kept && t('extStopKept')}
      </p>
    </section>
  );
}
