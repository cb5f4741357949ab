// The effective policy: every setting with its value, where it came from and whether it is locked; what a person may
// change is changed here. The worker checks each change again and answers with a reason when it refuses.
import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ACTIONS, type EffectivePolicy, type PolicyKey, type PolicySettings } from '../../../model/policy.ts';
import { Notice, View } from '../../components/View.tsx';
import { lockOf } from '../../may-change.ts';
import { label, t, textOrKey } from '../../t.ts';
import { useAsync, usePolling } from '../../use-async.ts';
import { webAddress } from '../../vendor-word.ts';
import type { ConsoleProps } from '../console-props.ts';
import { Draft } from './Draft.tsx';
import { Problems } from './Problems.tsx';
import { SettingEditor } from './SettingEditor.tsx';
import { SettingValue } from './SettingValue.tsx';

interface Said {
  readonly key: PolicyKey | null;
  readonly text: string;
}

export function PolicyPage(props: ConsoleProps) {
  const { client, policyKeys, userKeys, services } = props;
  const [loaded, reload] = useAsync(() => client.send('policy.get', {}), [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  // Nobody announces that the wait for the organisation's policy is over.
  usePolling(loaded.state === 'ready' && loaded.value.managed === 'pending', reload, 1_000);
  // What the last change led to, said beside the setting: its place may be far from the head of the page.
  const [said, setSaid] = useState<Said>({ key: null, text: '' });
  const save = (key: PolicyKey, settings: Partial<PolicySettings>): void => {
    client.send('policy.set', { settings }).then(
      (answer) => {
        setSaid({ key, text: answer.problem || 'saved' });
        reload();
      },
      () => {
        setSaid({ key, text: 'actionFailed' });
      },
    );
  };
  return (
    <>
      <h1>{label('page', 'policy')}</h1>
      <View loaded={loaded} retry={reload}>
        {(policy) => (
          <>
            <ManagedState policy={policy} />
            <Problems problems={policy.problems} keys={policyKeys} />
            <section>
              <h2>{t('policySettings')}</h2>
              <ul class="settings">
                {policyKeys.map((key) => (
                  <Setting
                    key={key}
                    name={key}
                    policy={policy}
                    userKeys={userKeys}
                    services={services}
                    said={said.key === key ? said.text : ''}
                    save={(settings) => {
                      save(key, settings);
                    }}
                  />
                ))}
              </ul>
              <p class="small muted">{t('policyHash', policy.hash)}</p>
            </section>
            <Draft {...props} policy={policy} />
          </>
        )}
      </View>
    </>
  );
}

function ManagedState({ policy }: { policy: EffectivePolicy }) {
  const { organisationName, supportUrl } = policy.settings;
  const support = webAddress(supportUrl);
  if (policy.managed === 'pending') {
    return (
      <Notice shape="scanning">
        {t('noticePolicyPending')} {label('lock', 'pending')}
      </Notice>
    );
  }
  return (
    <>
      {policy.settings.lockdown && <Notice>{t('noticeLockdown')}</Notice>}
      <p class="lead">
        {policy.managed === 'none'
          ? t('managedNoneDetail')
          : organisationName === ''
            ? t('managedPresentDetail')
            : t('managedPresentNamed', organisationName)}{' '}
        {!policy.settings.allowUserSettings && `${label('lock', 'not-allowed')} `}
        {support && (
          <a href={support} target="_blank" rel="noreferrer noopener">
            {t('supportLink')}
          </a>
        )}
      </p>
    </>
  );
}

interface SettingProps {
  readonly name: PolicyKey;
  readonly policy: EffectivePolicy;
  readonly userKeys: readonly PolicyKey[];
  readonly services: ConsoleProps['services'];
  /** Key of what the last change of this setting led to; '' when there was none. */
  readonly said: string;
  readonly save: (settings: Partial<PolicySettings>) => void;
}

function Setting({ name, policy, userKeys, services, said, save }: SettingProps) {
  const mine = userKeys.includes(name);
  const lock = mine ? lockOf(policy, name) : policy.locked.includes(name) ? 'locked' : 'fixed';
  return (
    <li class="setting">
      <div>
        <h3 id={`setting-${name}`}>{label('setting', name)}</h3>
        <p class="small muted setting-detail">{t(`settingDetail_${name}`)}</p>
        {(name === 'hiddenTextAction' || name === 'visibleTextAction') && <Choices />}
      </div>
      <div class="setting-value">
        {lock === null ? (
          <SettingEditor name={name} settings={policy.settings} services={services} save={save} />
        ) : (
          <SettingValue name={name} settings={policy.settings} services={services} />
        )}
      </div>
      <div class="small muted setting-source">
        {/* A lock names who set the value; the other reasons hold for all settings and stand at the head of the page. */}
        <p>{lock === 'locked' ? label('lock', lock) : t('settingFrom', label('layer', policy.source[name]))}</p>
        <p role="status" class="said">
          {said !== '' && textOrKey(said)}
        </p>
      </div>
    </li>
  );
}

/** What each action does, folded. */
function Choices() {
  return (
    <details class="small choices">
      <summary>{t('choicesExplained')}</summary>
      <dl>
        {ACTIONS.map((action) => (
          <Fragment key={action}>
            <dt>{label('action', action)}</dt>
            <dd>{label('actionDetail', action)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}
