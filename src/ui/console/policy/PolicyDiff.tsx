// What a draft would change: setting by setting, value now and then. Values are shown as text.
import type { EffectivePolicy, PolicyKey } from '../../../model/policy.ts';
import type { AiService } from '../../../model/service.ts';
import { label, t } from '../../t.ts';
import { SettingValue } from './SettingValue.tsx';

interface Props {
  readonly now: EffectivePolicy;
  readonly draft: EffectivePolicy;
  readonly services: readonly AiService[];
}

/** Settings whose values differ; the order of a list means nothing. */
export function changedKeys(now: EffectivePolicy, draft: EffectivePolicy): readonly PolicyKey[] {
  const form = (value: unknown): string => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return (Object.keys(now.settings) as PolicyKey[]).filter(
    (key) => form(now.settings[key]) !== form(draft.settings[key]),
  );
}

export function PolicyDiff({ now, draft, services }: Props) {
  const keys = changedKeys(now, draft);
  if (keys.length === 0) return <p>{t('draftSame')}</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('draftDiff')}>
      <table class="diff">
        <thead>
          <tr>
            <th scope="col">{t('draftSetting')}</th>
            <th scope="col">{t('draftNow')}</th>
            <th scope="col">{t('draftThen')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key}>
              <th scope="row">{label('setting', key)}</th>
              <td>
                <SettingValue name={key} settings={now.settings} services={services} />
              </td>
              <td>
                <SettingValue name={key} settings={draft.settings} services={services} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
