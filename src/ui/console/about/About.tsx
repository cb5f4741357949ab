// Version, what Demarc records about a person, wiping it, and the licence.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Notice, View } from '../../components/View.tsx';
import { label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';

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
      <section>
        <h2>{t('aboutLicence')}</h2>
        <p>{t('aboutLicenceText')}</p>
      </section>
    </>
  );
}

interface WipeProps {
  readonly count: number;
  readonly wipe: () => Promise<number>;
  readonly done: () => void;
}

function Wipe({ count, wipe, done }: WipeProps) {
  const [asked, setAsked] = useState(false);
  const [said, setSaid] = useState('');
  const cancel = useRef<HTMLButtonElement>(null);
  const open = useRef<HTMLButtonElement>(null);
  // The button that had the focus is gone: the question takes it, on the answer that changes nothing, and gives it back.
  const wasAsked = useRef(false);
  useEffect(() => {
    if (asked) cancel.current?.focus();
    else if (wasAsked.current) open.current?.focus();
    wasAsked.current = asked;
  }, [asked]);
  const run = (): void => {
    setAsked(false);
    wipe().then(
      (removed) => {
        setSaid(tn('wiped', removed));
        done();
      },
      () => {
        setSaid(t('actionFailed'));
      },
    );
  };
  return (
    <div class="wipe">
      {asked ? (
        <div
          class="notice"
          role="group"
          aria-label={t('wipe')}
          onKeyDown={(e) => {
            if (e.key === 'Escape') setAsked(false);
          }}
        >
          <div>
            <p>{tn('wipeQuestion', count)}</p>
            <div class="buttons">
              <button type="button" class="danger" onClick={run}>
                {t('wipeConfirm')}
              </button>
              <button
                ref={cancel}
                type="button"
                onClick={() => {
                  setAsked(false);
                }}
              >
                {t('cancel')}
              </button>
            </div>
          </div>
        </div>
      ) : (
        <button
          ref={open}
          type="button"
          disabled={count === 0}
          onClick={() => {
            setSaid('');
            setAsked(true);
          }}
        >
          {t('wipe')}
        </button>
      )}
      <p role="status">{said}</p>
    </div>
  );
}
