// A setting's value in words. Values may come from an administrator or a person and are shown as text.
import type { PolicyKey, PolicySettings } from '../../../model/policy.ts';
import type { AiService } from '../../../model/service.ts';
import { formatNumber, label, t } from '../../t.ts';
import { serviceName } from './ServiceList.tsx';

interface Props {
  readonly name: PolicyKey;
  readonly settings: PolicySettings;
  readonly services: readonly AiService[];
}

export function SettingValue(props: Props) {
  return <div class="value">{inWords(props)}</div>;
}

function inWords({ name, settings, services }: Props) {
  switch (name) {
    case 'enabled':
    case 'allowUndo':
    case 'allowUserSettings':
      return settings[name] ? t('yes') : t('no');
    case 'preset':
      return label('preset', settings.preset);
    case 'inputOverride':
      return label('override', settings.inputOverride);
    case 'hiddenTextAction':
    case 'visibleTextAction':
    case 'steeringInputAction':
    case 'foreignInputAction':
    case 'unscannedFileAction':
    case 'unsanctionedServiceAction':
    case 'answerTextAction':
    case 'answerResources':
    case 'prefilledPromptAction':
    case 'sharedChatAction':
      return label('action', settings[name]);
    case 'retentionDays':
    case 'maxIncidents':
      return formatNumber(settings[name]);
    case 'excludedSites':
    case 'allowedAnswerHosts':
    case 'accountDomains':
    case 'organisationTerms':
    case 'organisationPatterns':
    case 'organisationRecords':
    case 'organisationDocuments':
    case 'sensitiveActions':
      return settings[name].length === 0 ? t('none') : settings[name].slice(0, 200).join(', ');
    case 'approvedServices':
    case 'blockedServices':
      return settings[name].length === 0 ? (
        t('none')
      ) : (
        <ul>
          {settings[name].slice(0, 200).map((id) => (
            <li key={id}>
              <bdi>{serviceName(services, id)}</bdi>
            </li>
          ))}
        </ul>
      );
    case 'organisationName':
    case 'supportUrl':
      return settings[name] === '' ? t('none') : settings[name];
  }
}
