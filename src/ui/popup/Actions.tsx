// The foot of the popup: one primary action, pause or resume on this site where a person may, and who decided.
import type { Client } from '../../messaging/contract.ts';
import { POLICY_LAYERS, type PolicySettings } from '../../model/policy.ts';
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
      <p class="small muted">
        {whoseRules(status)} <bdi dir="auto">{status.notice}</bdi>
      </p>
      <div class="buttons">
        <button type="button" class="primary" onClick={() => void client.openConsole('#/overview')}>
          {t('openConsole')}
        </button>
        {/* One button for both ways, so that the focus stays on it when it turns. */}
        {mayChange(status.policy, 'excludedSites') && (resume || pause) && (
          <button
            type="button"
            onClick={() => {
              const { excludedSites } = settings;
              save(resume ? excludedSites.filter((p) => !removable.includes(p)) : [...excludedSites, status.site]);
            }}
          >
            {resume ? t('resumeHere') : t('pauseHere')}
          </button>
        )}
      </div>
    </footer>
  );
}

function whoseRules(status: TabStatus): string {
  const { source, settings } = status.policy;
  // On an excluded site the exclusion is what decided; elsewhere the highest layer that set one of the two actions.
  const layers = [source.hiddenTextAction, source.visibleTextAction];
  const highest = [...POLICY_LAYERS].reverse().find((l) => layers.includes(l)) ?? 'default';
  const layer = status.excludedBy !== '' ? status.excludedBy : highest;
  if (layer === 'managed' && settings.organisationName !== '') return t('rulesFromNamed', settings.organisationName);
  return t('rulesFrom', label('rules', layer));
}
