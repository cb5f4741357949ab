// The proposal for IT: made when asked for, shown as text, saved as a file. It also works where extensions cannot be seen.
import { useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import { Notice } from '../../components/View.tsx';
import { t } from '../../t.ts';
import { download } from '../policy/file.ts';

export function ProposalForIt({ client }: { client: Client }) {
  const [text, setText] = useState('');
  const [failed, setFailed] = useState(false);
  const make = (): void => {
    setFailed(false);
    client.send('extensions.proposal', {}).then(
      (answer) => {
        setText(answer.text);
      },
      () => {
        setFailed(true);
      },
    );
  };
  return (
    <section>
      <h2>{t('extProposalTitle')}</h2>
      <p class="muted">{t('extProposalLead')}</p>
      <div class="buttons">
        <button type="button" onClick={make}>
          {t('extProposalMake')}
        </button>
        {text !== '' && (
          <button
            type="button"
            onClick={() => {
              download('extension-settings.json', text);
            }}
          >
            {t('extProposalSave')}
          </button>
        )}
      </div>
      {failed && <Notice>{t('actionFailed')}</Notice>}
      {text !== '' && (
        <pre class="ext-proposal mono" dir="ltr" tabIndex={0} role="group" aria-label={t('extProposalText')}>
          {text}
        </pre>
      )}
    </section>
  );
}
