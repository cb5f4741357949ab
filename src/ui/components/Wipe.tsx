// Deletes what is on record, after a question whose answer that has the focus changes nothing.
import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tn } from '../t.ts';

interface WipeProps {
  readonly count: number;
  readonly wipe: () => Promise<number>;
  readonly done: () => void;
}

export function Wipe({ count, wipe, done }: WipeProps) {
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
