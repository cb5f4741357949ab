// A setting's value in words. Values may come from an administrator or a person and are shown as text.
import type { PolicyKey, PolicySettings } from '../../../model/policy.ts';
import type { AiService } from '../../../model/service.ts';
import { formatNumber, label, t, tList } from '../../t.ts';
import { ExceptionList } from './ExceptionList.tsx';
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
    case 'lockdown':
    case 'showWelcome':
    case 'fullExport':
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
    case 'agentGate':
      return label('agentGate', settings.agentGate);
    case 'agentSensitiveSites':
      return label('agentLevel', settings.agentSensitiveSites);
    case 'agentAllowanceMinutes':
    case 'retentionDays':
    case 'maxIncidents':
    case 'maxIncidentMegabytes':
      return formatNumber(settings[name]);
    case 'excludedSites':
    case 'allowedAnswerHosts':
    case 'accountDomains':
    case 'organisationTerms':
    case 'organisationPatterns':
    case 'organisationRecords':
    case 'organisationDocuments':
    case 'sensitiveActions':
    case 'extensionRules':
    case 'webMcp':
    case 'builtInAi':
    case 'agentActions':
    case 'agentSites':
    case 'agentSensitiveHosts':
    case 'attestations':
      return settings[name].length === 0 ? t('none') : tList(settings[name].slice(0, 200));
    case 'exceptions':
      return settings.exceptions.length === 0 ? (
        t('none')
      ) : (
        <ExceptionList entries={settings.exceptions.slice(0, 200)} now={Date.now()} />
      );
    case 'rules':
    case 'noticeText':
      return settings[name].length === 0 ? (
        t('none')
      ) : (
        <ul class="entries">
          {settings[name].slice(0, 200).map((entry) => (
            <li key={entry}>
              <bdi>{entry}</bdi>
            </li>
          ))}
        </ul>
      );
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
