// A draft of a policy: written or brought as a file, read by the worker as if it were set, compared with what holds, tried on
// what is on record, and set only then. Bad values are named and left out alone; nothing of the text is lost.
import { useRef, useState } from 'preact/hooks';
import type { EffectivePolicy, PolicyDraft } from '../../../model/policy.ts';
import { Notice } from '../../components/View.tsx';
import { t, textOrKey } from '../../t.ts';
import type { ConsoleProps } from '../console-props.ts';
import { CopyJson } from '../incident/CopyJson.tsx';
import { download, exportedPolicy, policyReport } from './file.ts';
import { PolicyDiff } from './PolicyDiff.tsx';
import { Problems } from './Problems.tsx';
import { Trial } from './Trial.tsx';

/** Bytes of a file, and characters of a text: far more than a policy has. */
const MAX_BYTES = 1_000_000;

interface Props extends ConsoleProps {
  readonly policy: EffectivePolicy;
}
type As = 'managed' | 'user';
interface Tried extends PolicyDraft {
  readonly as: As;
  /** What held when it was tried. */
  readonly before: EffectivePolicy;
}

export function Draft(props: Props) {
  const { client, policy, version, services } = props;
  const [text, setText] = useState('');
  const [as, setAs] = useState<As>(
    policy.managed === 'present' || !policy.settings.allowUserSettings ? 'managed' : 'user',
  );
  const [tried, setTried] = useState<Tried | null>(null);
  const [said, setSaid] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const fail = (): void => {
    setSaid('actionFailed');
  };
  const bring = (chosen: File | undefined): void => {
    setTried(null);
    if (!chosen) return;
    if (chosen.size > MAX_BYTES) {
      setSaid('draftTooLarge');
      return;
    }
    chosen.text().then((content) => {
      setText(content);
      setSaid('');
    }, fail);
  };
  const look = (): void => {
    setSaid('');
    client.send('policy.draft', { text, as }).then((draft) => {
      setTried({ ...draft, as, before: policy });
    }, fail);
  };
  const set = ({ settings }: Tried): void => {
    client.send('policy.set', { settings }).then(({ problem }) => {
      setSaid(problem === '' ? 'draftSet' : problem);
      if (problem === '') setTried(null);
    }, fail);
  };
  return (
    <section class="draft">
      <h2 id="draft-title">{t('draftTitle')}</h2>
      <p>{t('draftLead')}</p>
      <div class="toolbar">
        <button
          type="button"
          onClick={() => {
            setTried(null);
            setText(exportedPolicy(policy));
          }}
        >
          {t('draftFromHere')}
        </button>
        <label class="file">
          {t('draftFile')}{' '}
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            onChange={(e) => {
              bring(e.currentTarget.files?.[0]);
            }}
          />
        </label>
      </div>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          look();
        }}
      >
        <textarea
          class="mono"
          rows={10}
          aria-labelledby="draft-title"
          spellcheck={false}
          maxLength={MAX_BYTES}
          value={text}
          onInput={(e) => {
            setText(e.currentTarget.value);
            setTried(null);
          }}
        />
        <fieldset>
          <legend>{t('draftAs')}</legend>
          {(['managed', 'user'] as const).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="draft-as"
                checked={as === value}
                onChange={() => {
                  setAs(value);
                  setTried(null);
                }}
              />{' '}
              {t(value === 'managed' ? 'draftAsManaged' : 'draftAsUser')}
            </label>
          ))}
        </fieldset>
        <button type="submit" class="primary" disabled={text.trim() === ''}>
          {t('draftTry')}
        </button>
      </form>
      <p role="status" class="said">
        {said !== '' && textOrKey(said)}
      </p>
      {tried &&
        (tried.problem !== '' ? (
          <Notice>{textOrKey(tried.problem)}</Notice>
        ) : (
          <Outcome {...props} tried={tried} set={set} />
        ))}
      <h3>{t('policyFiles')}</h3>
      <p class="small muted">{t('policyFilesDetail')}</p>
      <div class="toolbar">
        <button
          type="button"
          onClick={() => {
            download(`demarc-policy-${policy.hash}.json`, exportedPolicy(policy));
          }}
        >
          {t('policyExport')}
        </button>
        <CopyJson value={policyReport(policy, version, Date.now())} text="policyReport" />
      </div>
      {services.length === 0 && <p class="small muted">{t('catalogueEmptyDetail')}</p>}
    </section>
  );
}

function Outcome({ tried, set, ...props }: Props & { tried: Tried; set: (tried: Tried) => void }) {
  const { reader, replay, services } = props;
  return (
    <div class="draft-outcome">
      <Problems problems={tried.problems} keys={props.policyKeys} />
      <h3>{t('draftDiff')}</h3>
      <PolicyDiff now={tried.before} draft={tried.policy} services={services} />
      <h3>{t('trialTitle')}</h3>
      <Trial reader={reader} replay={replay} now={tried.before} draft={tried.policy} />
      {tried.as === 'user' ? (
        <button
          type="button"
          disabled={Object.keys(tried.settings).length === 0}
          onClick={() => {
            set(tried);
          }}
        >
          {t('draftSetUser')}
        </button>
      ) : (
        <p>{t('draftSetManaged')}</p>
      )}
    </div>
  );
}
