// The matrix of controls from the catalogue: who owns each, what the vendor keeps, what you keep, how to fix, references.
// Live statuses belong to a site and are shown in the popup; the console shows the duties themselves.
import type { Control } from '../../../model/responsibility.ts';
import { LAYERS } from '../../../model/responsibility.ts';
import { Empty } from '../../components/View.tsx';
import { label, t, tn } from '../../t.ts';
import type { ConsoleProps } from '../console-props.ts';

export function Responsibilities({ controls, referenceAssurance }: ConsoleProps) {
  return (
    <>
      <h1>{label('page', 'responsibilities')}</h1>
      <p class="lead">{t('responsibilitiesLead')}</p>
      {controls.length === 0 && <Empty title={t('controlsNone')} detail={t('catalogueEmptyDetail')} />}
      {LAYERS.map((layer) => {
        const list = controls.filter((c) => c.layer === layer);
        return list.length === 0 ? null : (
          <section key={layer}>
            <h2>{label('layerName', layer)}</h2>
            <p class="small muted">{tn('controlsCount', list.length)}</p>
            {list.map((control) => (
              <ControlCard key={control.id} control={control} assurance={referenceAssurance} />
            ))}
          </section>
        );
      })}
    </>
  );
}

interface CardProps {
  readonly control: Control;
  readonly assurance: ConsoleProps['referenceAssurance'];
}

function ControlCard({ control, assurance }: CardProps) {
  const references = Object.entries(control.references).filter(([, ids]) => ids.length > 0);
  return (
    <article class="card">
      <header>
        <h3>{t(control.title)}</h3>
        <p class="small muted">
          <span class="mono">{control.id}</span> · {t('ownerFact', label('owner', control.owner))} ·{' '}
          {t('weightFact', control.weight)}
        </p>
      </header>
      <div class="two-sides">
        <div>
          <h4>{t('vendorSide')}</h4>
          <p>{t(control.vendorDuty)}</p>
        </div>
        <div>
          <h4>{t('yourSide')}</h4>
          <p>{t(control.userDuty)}</p>
        </div>
      </div>
      <p>
        <span class="strong">{t('howToFix')}</span> {t(control.fix)}
      </p>
      {control.rules.length > 0 && (
        <details>
          <summary class="small">{t('possibleStatuses')}</summary>
          <ul class="small">
            {control.rules.map((rule, i) => (
              <li key={i}>
                <span class={`word tone-${rule.status}`}>{label('status', rule.status)}</span>: {t(rule.why)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {references.length > 0 && (
        <p class="small muted">
          {t('references')}{' '}
          {references.map(([name, ids], i) => (
            <span key={name}>
              {i > 0 && ' · '}
              {label('framework', name)}: {ids.join(', ')}
              {assurance[name] !== 'verified' && ` (${label('assurance', 'unconfirmed')})`}
            </span>
          ))}
        </p>
      )}
    </article>
  );
}
