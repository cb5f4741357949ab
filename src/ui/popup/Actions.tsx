// The foot of the popup: one primary action, pause or resume on this site where a person may, and who decided.
import type { Client } from '../../messaging/contract.ts';
import type { PolicySettings } from '../../model/policy.ts';
import type { TabStatus } from '../../model/status.ts';
import { mayChange } from '../may-change.ts';
import { label, t } from '../t.ts';
import { resumePatterns } from '../verdict-line.ts';

interface Props {
  readonly status: TabStatus;
  readonly client: Client;
  readonly act: (work: () => Promise<string>) => void;
}

export function Actions({ status, client, act }: Props) {
  const { settings } = status.policy;
  const save = (excludedSites: PolicySettings['excludedSites']): void => {
    act(async () => (await client.send('policy.set', { settings: { excludedSites } })).problem);
  };
  const removable = resumePatterns(settings.excludedSites, status.site);
  const resume = status.excludedBy === 'user' && removable.length > 0;
  const pause = status.excludedBy === '' && status.site !== '' && settings.enabled && status.state !== 'not-scanned';
  return (
    <footer class="actions">
      <p class="small muted">{whoDecided(status)}</p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => void client.openConsole('#/overview')}>
          {t('openConsole')}
        </button>
        {mayChange(status.policy, 'excludedSites') && resume && (
          <button
            type="button"
            onClick={() => {
              save(settings.excludedSites.filter((p) => !removable.includes(p)));
            }}
          >
            {t('resumeHere')}
          </button>
        )}
        {mayChange(status.policy, 'excludedSites') && pause && (
          <button
            type="button"
            onClick={() => {
              save([...settings.excludedSites, status.site]);
            }}
          >
            {t('pauseHere')}
          </button>
        )}
      </div>
    </footer>
  );
}

function whoDecided(status: TabStatus): string {
  const { source, settings } = status.policy;
  // On an excluded site the exclusion is what decided; elsewhere it is the action for hidden text.
  const layer = status.excludedBy !== '' ? status.excludedBy : source.hiddenTextAction;
  if (layer === 'managed' && settings.organisationName !== '') return t('decidedByNamed', settings.organisationName);
  return t('decidedBy', label('layer', layer));
}
