// Editors for the settings that a person may change. Only the form of the input is checked here; the worker decides.
import { useEffect, useState } from 'preact/hooks';
import { GATE_MODES, SITE_LEVELS } from '../../../model/agent.ts';
import { ACTIONS, OVERRIDES, PRESETS, type PolicyKey, type PolicySettings } from '../../../model/policy.ts';
import type { AiService } from '../../../model/service.ts';
import { label, t } from '../../t.ts';
import { ServiceList } from './ServiceList.tsx';
import { SettingValue } from './SettingValue.tsx';

interface Props {
  readonly name: PolicyKey;
  readonly settings: PolicySettings;
  readonly services: readonly AiService[];
  readonly save: (settings: Partial<PolicySettings>) => void;
}

export function SettingEditor({ name, settings, services, save }: Props) {
  const labelledBy = `setting-${name}`;
  switch (name) {
    case 'enabled':
    case 'allowUndo':
      return (
        <label class="switch">
          <input
            type="checkbox"
            aria-labelledby={labelledBy}
            checked={settings[name]}
            onChange={(e) => {
              save({ [name]: e.currentTarget.checked });
            }}
          />
          {settings[name] ? t('on') : t('off')}
        </label>
      );
    case 'agentGate':
    case 'agentSensitiveSites':
    case 'preset':
    case 'inputOverride':
    case 'hiddenTextAction':
    case 'visibleTextAction':
    case 'steeringInputAction':
    case 'foreignInputAction':
    case 'unscannedFileAction':
    case 'unsanctionedServiceAction':
    case 'answerTextAction':
    case 'answerResources':
    case 'prefilledPromptAction':
    case 'sharedChatAction': {
      const [group, options]: readonly [string, readonly string[]] =
        name === 'preset'
          ? ['preset', PRESETS]
          : name === 'inputOverride'
            ? ['override', OVERRIDES]
            : name === 'agentGate'
              ? ['agentGate', GATE_MODES]
              : name === 'agentSensitiveSites'
                ? ['agentLevel', SITE_LEVELS]
                : ['action', ACTIONS];
      return (
        <select
          aria-labelledby={labelledBy}
          value={settings[name]}
          onChange={(e) => {
            save({ [name]: e.currentTarget.value });
          }}
        >
          {options.map((value) => (
            <option key={value} value={value}>
              {label(group, value)}
            </option>
          ))}
        </select>
      );
    }
    case 'agentAllowanceMinutes':
    case 'retentionDays':
    case 'maxIncidents':
    case 'maxIncidentMegabytes':
      return (
        <input
          type="number"
          min={name === 'agentAllowanceMinutes' ? 0 : 1}
          aria-labelledby={labelledBy}
          value={settings[name]}
          onChange={(e) => {
            const value = e.currentTarget.valueAsNumber;
            if (Number.isInteger(value)) save({ [name]: value });
          }}
        />
      );
    case 'approvedServices':
    case 'blockedServices':
      return (
        <ServiceList
          labelledBy={labelledBy}
          values={settings[name]}
          services={services}
          save={(values) => {
            save({ [name]: values });
          }}
        />
      );
    case 'excludedSites':
    case 'allowedAnswerHosts':
    case 'sensitiveActions':
    case 'webMcp':
    case 'builtInAi':
    case 'extensionRules':
    case 'agentActions':
    case 'agentSites':
    case 'agentSensitiveHosts':
    case 'rules':
      return (
        <ListEditor
          apart={name === 'rules' || name === 'extensionRules' ? /\n/ : /[\n,]/}
          labelledBy={labelledBy}
          values={settings[name]}
          save={(values) => {
            save({ [name]: values });
          }}
        />
      );
    default:
      return <SettingValue name={name} settings={settings} services={services} />;
  }
}

interface ListProps {
  /** What stands between two entries. */
  readonly apart: RegExp;
  readonly labelledBy: string;
  readonly values: readonly string[];
  readonly save: (values: readonly string[]) => void;
}

function ListEditor({ apart, labelledBy, values, save }: ListProps) {
  const [text, setText] = useState(values.join('\n'));
  const stored = values.join('\n');
  useEffect(() => {
    setText(stored);
  }, [stored]);
  const entered = text
    .split(apart)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return (
    <form
      class="list-editor"
      onSubmit={(e) => {
        e.preventDefault();
        save([...new Set(entered)]);
      }}
    >
      <textarea
        rows={Math.min(8, Math.max(2, values.length + 1))}
        aria-labelledby={labelledBy}
        value={text}
        spellcheck={false}
        onInput={(e) => {
          setText(e.currentTarget.value);
        }}
      />
      <p class="small muted">{t('onePerLine')}</p>
      {entered.join('\n') !== stored && <button type="submit">{t('save')}</button>}
    </form>
  );
}
