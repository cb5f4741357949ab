// A setting's value in words. Values may come from an administrator or a person and are shown as text.
import type { PolicyKey, PolicySettings } from '../../../model/policy.ts';
import { formatNumber, label, t } from '../../t.ts';

export function SettingValue({ name, settings }: { name: PolicyKey; settings: PolicySettings }) {
  return <div class="value">{inWords(name, settings)}</div>;
}

function inWords(name: PolicyKey, settings: PolicySettings) {
  switch (name) {
    case 'enabled':
    case 'allowUndo':
    case 'allowUserSettings':
      return settings[name] ? t('yes') : t('no');
    case 'preset':
      return label('preset', settings.preset);
    case 'hiddenTextAction':
    case 'visibleTextAction':
      return label('action', settings[name]);
    case 'retentionDays':
    case 'maxIncidents':
      return formatNumber(settings[name]);
    case 'excludedSites':
    case 'approvedServices':
    case 'blockedServices':
      return settings[name].length === 0 ? t('none') : settings[name].slice(0, 200).join(', ');
    case 'organisationName':
    case 'supportUrl':
      return settings[name] === '' ? t('none') : settings[name];
  }
}
