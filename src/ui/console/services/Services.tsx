// The AI services of the catalogue with the vendor's stance on prompt injection, its source, date, assurance and age.
import { useMemo, useState } from 'preact/hooks';
import { DIMENSIONS, STANCES, type AiService } from '../../../model/service.ts';
import { Empty } from '../../components/View.tsx';
import { VendorStance } from '../../components/VendorStance.tsx';
import { formatNumber, label, t, tList, tn } from '../../t.ts';
import { STALE_DAYS } from '../../vendor-word.ts';
import type { ConsoleProps } from '../console-props.ts';
import { Adapters } from './Adapters.tsx';
import { Comparison } from './Comparison.tsx';

export function Services({ client, services, controls }: ConsoleProps) {
  const [text, setText] = useState('');
  const [stance, setStance] = useState('');
  const now = useMemo(() => Date.now(), []);
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return services
      .filter((s) => stance === '' || s.stance === stance)
      .filter((s) => wanted === '' || [s.name, s.vendor, ...s.hosts].some((v) => v.toLowerCase().includes(wanted)))
      .sort((a, b) => a.vendor.localeCompare(b.vendor) || a.name.localeCompare(b.name));
  }, [services, text, stance]);
  return (
    <>
      <h1>{label('page', 'services')}</h1>
      <p class="lead">{t('servicesLead', STALE_DAYS)}</p>
      <Comparison services={services} controls={controls} now={now} />
      <h2>{t('allServices')}</h2>
      <div class="toolbar">
        <label>
          <span class="hidden-words">{t('filterServices')}</span>
          <input
            type="search"
            placeholder={t('filterServices')}
            value={text}
            onInput={(e) => {
              setText(e.currentTarget.value);
            }}
          />
        </label>
        <label>
          <span class="hidden-words">{t('filterStance')}</span>
          <select
            value={stance}
            onChange={(e) => {
              setStance(e.currentTarget.value);
            }}
          >
            <option value="">{t('allStances')}</option>
            {STANCES.map((s) => (
              <option key={s} value={s}>
                {label('stance', s)}
              </option>
            ))}
          </select>
        </label>
        <p class="muted" role="status">
          {tn('servicesShown', shown.length, formatNumber(services.length))}
        </p>
      </div>
      {shown.length === 0 ? (
        <Empty title={t('servicesNoneTitle')} detail={t('servicesNoneDetail')} />
      ) : (
        <div class="table-scroll" tabIndex={0} role="group" aria-label={label('page', 'services')}>
          <table class="services">
            <thead>
              <tr>
                <th scope="col">{t('columnService')}</th>
                <th scope="col">{t('columnStance')}</th>
                <th scope="col">{t('columnTraining')}</th>
                <th scope="col">{t('columnClaims')}</th>
                <th scope="col">{t('columnLeaves')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((service) => (
                <Row key={service.id} service={service} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Adapters client={client} services={services} />
    </>
  );
}

function Row({ service, now }: { service: AiService; now: number }) {
  return (
    <tr>
      <th scope="row">
        {service.name}
        <span class="small muted">
          {service.vendor} · {label('layerShort', service.layer)}
        </span>
        <span class="small muted mono">{tList(service.hosts.slice(0, 3))}</span>
      </th>
      <td>
        <VendorStance service={service} now={now} />
      </td>
      <td>{label('training', service.training)}</td>
      <td class="number">{t('ofVisible', service.claims.length, DIMENSIONS.length)}</td>
      <td class="number">{service.leavesToUser.length === 0 ? '–' : formatNumber(service.leavesToUser.length)}</td>
    </tr>
  );
}
