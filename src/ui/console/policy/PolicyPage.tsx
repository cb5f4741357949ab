// The effective policy: every setting with its value, where it came from and whether it is locked; what a person may
// change is changed here. The worker checks each change again and answers with a reason when it refuses.
import { useEffect, useState } from 'preact/hooks';
import type { EffectivePolicy, PolicyKey, PolicySettings } from '../../../model/policy.ts';
import { Notice, View } from '../../components/View.tsx';
import { lockOf } from '../../may-change.ts';
import { label, t, textOrKey } from '../../t.ts';
import { useAsync, usePolling } from '../../use-async.ts';
import { webAddress } from '../../vendor-word.ts';
import type { ConsoleProps } from '../console-props.ts';
import { SettingEditor } from './SettingEditor.tsx';
import { SettingValue } from './SettingValue.tsx';

/** Order on the page: from what decides most to what is only shown. */
const KEYS: readonly PolicyKey[] = [
  'enabled',
  'preset',
  'hiddenTextAction',
  'visibleTextAction',
  'excludedSites',
  'approvedServices',
  'blockedServices',
  'allowUndo',
  'allowUserSettings',
  'retentionDays',
  'maxIncidents',
  'organisationName',
  'supportUrl',
];

export function PolicyPage({ client, userKeys }: ConsoleProps) {
  const [loaded, reload] = useAsync(() => client.send('policy.get', {}), [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  // Nobody announces that the wait for the organisation's policy is over.
  usePolling(loaded.state === 'ready' && loaded.value.managed === 'pending', reload, 1_000);
  const [said, setSaid] = useState('');
  const save = (settings: Partial<PolicySettings>): void => {
    client.send('policy.set', { settings }).then(
      (answer) => {
        setSaid(answer.problem || 'saved');
        reload();
      },
      () => {
        setSaid('actionFailed');
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
            <p role="status" class="said">
              {said !== '' && textOrKey(said)}
            </p>
            {policy.problems.length > 0 && (
              <section>
                <h2>{t('policyProblems')}</h2>
                <p class="small muted">{t('policyProblemsDetail')}</p>
                <ul class="problems">
                  {policy.problems.map((p, i) => (
                    <li key={i}>
                      <span class="mono">{p.key.slice(0, 100)}</span> ({label('layer', p.layer)}):{' '}
                      {p.problem.slice(0, 500)}
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <section>
              <h2>{t('policySettings')}</h2>
              <ul class="settings">
                {KEYS.map((key) => (
                  <Setting key={key} name={key} policy={policy} userKeys={userKeys} save={save} />
                ))}
              </ul>
              <p class="small muted">{t('policyHash', policy.hash)}</p>
            </section>
          </>
        )}
      </View>
    </>
  );
}

function ManagedState({ policy }: { policy: EffectivePolicy }) {
  const { organisationName, supportUrl } = policy.settings;
  const support = webAddress(supportUrl);
  if (policy.managed === 'pending') return <Notice shape="scanning">{t('noticePolicyPending')}</Notice>;
  return (
    <p class="lead">
      {policy.managed === 'none'
        ? t('managedNoneDetail')
        : organisationName === ''
          ? t('managedPresentDetail')
          : t('managedPresentNamed', organisationName)}{' '}
      {support && (
        <a href={support} target="_blank" rel="noreferrer noopener">
          {t('supportLink')}
        </a>
      )}
    </p>
  );
}

interface SettingProps {
  readonly name: PolicyKey;
  readonly policy: EffectivePolicy;
  readonly userKeys: readonly PolicyKey[];
  readonly save: (settings: Partial<PolicySettings>) => void;
}

function Setting({ name, policy, userKeys, save }: SettingProps) {
  const mine = userKeys.includes(name);
  const lock = mine ? lockOf(policy, name) : policy.locked.includes(name) ? 'locked' : 'fixed';
  return (
    <li class="setting">
      <div>
        <h3 id={`setting-${name}`}>{label('setting', name)}</h3>
        <p class="small muted">{t(`settingDetail_${name}`)}</p>
      </div>
      <div class="setting-value">
        {lock === null ? (
          <SettingEditor name={name} settings={policy.settings} save={save} />
        ) : (
          <SettingValue name={name} settings={policy.settings} />
        )}
      </div>
      <p class="small muted setting-source">
        {t('settingFrom', label('layer', policy.source[name]))}
        {lock !== null && lock !== 'fixed' && <span> {label('lock', lock)}</span>}
      </p>
    </li>
  );
}
