// Two services side by side: what each vendor says of its own twelve duties, with source, date, assurance and age. Where no
// named source was seen it reads "not confirmed"; where one is too old, that is said.
import { useState } from 'preact/hooks';
import { DIMENSIONS, type AiService, type Dimension } from '../../../model/service.ts';
import type { Control } from '../../../model/responsibility.ts';
import { Glyph } from '../../components/Glyph.tsx';
import { SourceLine } from '../../components/VendorStance.tsx';
import { label, t } from '../../t.ts';

interface Props {
  readonly services: readonly AiService[];
  readonly controls: readonly Control[];
  readonly now: number;
}

export function Comparison({ services, controls, now }: Props) {
  const [ids, setIds] = useState<readonly [string, string]>(['', '']);
  const sorted = [...services].sort((a, b) => a.name.localeCompare(b.name));
  const chosen = ids.map((id) => services.find((s) => s.id === id));
  const [first, second] = chosen;
  return (
    <section class="comparison">
      <h2>{t('compareTitle')}</h2>
      <p class="muted">{t('compareLead')}</p>
      <div class="toolbar">
        {(['compareFirst', 'compareSecond'] as const).map((key, i) => (
          <label key={key}>
            {t(key)}{' '}
            <select
              value={ids[i]}
              onChange={(e) => {
                const { value } = e.currentTarget;
                setIds(i === 0 ? [value, ids[1]] : [ids[0], value]);
              }}
            >
              <option value="">–</option>
              {sorted.map((s) => (
                <option key={s.id} value={s.id}>
                  {s.name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {first && second && <Table two={[first, second]} controls={controls} now={now} />}
    </section>
  );
}

function Table({ two, controls, now }: Omit<Props, 'services'> & { two: readonly [AiService, AiService] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t('compareTitle')}>
      <table class="compared">
        <thead>
          <tr>
            <th scope="col">{t('columnDuty')}</th>
            {two.map((service, i) => (
              <th scope="col" key={i}>
                {service.name}
                <span class="small muted">{service.vendor}</span>
                <span class="small muted">{t('claimsCount', service.claims.length, DIMENSIONS.length)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {DIMENSIONS.map((dimension) => (
            <tr key={dimension}>
              <th scope="row">{label('dimension', dimension)}</th>
              {two.map((service, i) => (
                <td key={i}>
                  <Claim service={service} dimension={dimension} now={now} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('columnTraining')}</th>
            {two.map((service, i) => (
              <td key={i}>{label('training', service.training)}</td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('leavesTitle')}</th>
            {two.map((service, i) => (
              <td key={i}>
                <ul class="small">
                  {controls
                    .filter(({ id }) => service.leavesToUser.includes(id))
                    .map(({ id, title }) => (
                      <li key={id}>{t(title)}</li>
                    ))}
                </ul>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Claim({ service, dimension, now }: { service: AiService; dimension: Dimension; now: number }) {
  const claim = service.claims.find((c) => c.dimension === dimension);
  const source = claim && service.sources[claim.source];
  if (!claim || !source) {
    return (
      <p class="status tone-unobservable">
        <Glyph shape="unobservable" size={14} /> {t('notConfirmed')}
      </p>
    );
  }
  return (
    <>
      <p class="strong">{label('word', claim.value)}</p>
      <SourceLine source={source} now={now} />
    </>
  );
}
