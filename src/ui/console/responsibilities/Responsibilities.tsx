// The matrix of controls: who owns each, what each side keeps, how it stands on this device and why, how to mend it,
// references. What belongs to a page is said in the popup on that page; here it reads so.
import { useEffect, useState } from 'preact/hooks';
import { LAYERS, STATUSES, type Control } from '../../../model/responsibility.ts';
import type { LineStatus } from '../../../model/status.ts';
import type { EffectivePolicy } from '../../../model/policy.ts';
import { offerOf, type Acting } from '../../act.ts';
import { Stated, StatusWord, Withdraw } from '../../components/ControlItem.tsx';
import { Glyph } from '../../components/Glyph.tsx';
import { Empty, Notice, View } from '../../components/View.tsx';
import { joinControls, type LineControl } from '../../responsibility-order.ts';
import { formatTime, label, t, textOrKey, tList, tn } from '../../t.ts';
import { useAct } from '../../use-act.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';

export function Responsibilities({ client, controls, referenceAssurance }: ConsoleProps) {
  const [loaded, reload] = useAsync(async () => {
    const [line, policy] = await Promise.all([client.send('line.device', {}), client.send('policy.get', {})]);
    return { line, policy };
  }, [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  const [problem, run] = useAct(reload);
  return (
    <>
      <h1>{label('page', 'responsibilities')}</h1>
      <p class="lead">{t('responsibilitiesLead')}</p>
      {controls.length === 0 && <Empty title={t('controlsNone')} detail={t('catalogueEmptyDetail')} />}
      {problem !== '' && <Notice>{textOrKey(problem)}</Notice>}
      <View loaded={loaded} retry={reload}>
        {({ line, policy }) => (
          <Matrix
            line={line}
            policy={policy}
            controls={controls}
            assurance={referenceAssurance}
            acting={{ client, policy, service: '', run }}
          />
        )}
      </View>
    </>
  );
}

interface MatrixProps {
  readonly line: LineStatus;
  readonly policy: EffectivePolicy;
  readonly controls: readonly Control[];
  readonly assurance: ConsoleProps['referenceAssurance'];
  readonly acting: Acting;
}

function Matrix({ line, controls, assurance, acting }: MatrixProps) {
  const [wanted, setWanted] = useState('');
  const joined = joinControls(controls, line.controls);
  const shown = joined.filter(({ status }) => wanted === '' || status.status === wanted);
  return (
    <>
      <div class="toolbar">
        <label>
          <span class="hidden-words">{t('filterStatus')}</span>
          <select
            value={wanted}
            onChange={(e) => {
              setWanted(e.currentTarget.value);
            }}
          >
            <option value="">{t('allStatuses')}</option>
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {label('status', status)} ({line.score.counts[status]})
              </option>
            ))}
          </select>
        </label>
        <p class="muted" role="status">
          {tn('controlsCount', shown.length)}
        </p>
      </div>
      {LAYERS.map((layer) => {
        const list = shown.filter(({ control }) => control.layer === layer);
        return list.length === 0 ? null : (
          <section key={layer}>
            <h2>{label('layerName', layer)}</h2>
            {list
              .sort((a, b) => (a.control.id < b.control.id ? -1 : 1))
              .map((one) => (
                <ControlCard key={one.control.id} {...one} line={line} acting={acting} assurance={assurance} />
              ))}
          </section>
        );
      })}
    </>
  );
}

type CardProps = LineControl & Pick<MatrixProps, 'line' | 'acting' | 'assurance'>;

function ControlCard({ control, status, line, acting, assurance }: CardProps) {
  const references = Object.entries(control.references).filter(([, ids]) => ids.length > 0);
  const offer = offerOf(status.act, control, acting);
  const done = status.status === 'met' || status.status === 'not-applicable';
  return (
    <article class="card" id={control.id}>
      <header>
        <h3>{t(control.title)}</h3>
        <p class="small muted">
          <span class="mono">{control.id}</span> · {t('ownerFact', label('owner', control.owner))} ·{' '}
          {t('weightFact', control.weight)}
        </p>
      </header>
      <div class="card-status">
        <Glyph shape={status.status} />
        <div>
          <p>
            <StatusWord status={status} /> · {t(status.why)}
          </p>
          <Stated control={control} status={status} statements={line.statements} />
          {status.observedAt > 0 && status.status !== 'unobservable' && (
            <p class="small muted">{t('observedAt', formatTime(status.observedAt))}</p>
          )}
        </div>
        {offer && (
          <button
            type="button"
            aria-label={`${offer.label}: ${t(control.title)}`}
            onClick={() => {
              offer.run();
            }}
          >
            {offer.label}
          </button>
        )}
        <Withdraw control={control} status={status} acting={acting} />
      </div>
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
      {!done && (
        <p>
          <span class="strong">{t('howToFix')}</span> {t(control.fix)}
        </p>
      )}
      <details>
        <summary class="small">{t('possibleStatuses')}</summary>
        <ul class="small">
          {control.rules.map((rule, i) => (
            <li key={i}>
              <span class={`word tone-${rule.status}`}>{label('status', rule.status)}</span> {t(rule.why)}
            </li>
          ))}
        </ul>
        {references.length > 0 && (
          <p class="small muted">
            {t('references')}{' '}
            {references.map(([name, ids], i) => (
              <span key={name}>
                {i > 0 && ' · '}
                {t('labelledValue', label('framework', name), tList(ids))}
                {assurance[name] !== 'verified' && ` (${label('assurance', 'unconfirmed')})`}
              </span>
            ))}
          </p>
        )}
      </details>
    </article>
  );
}
