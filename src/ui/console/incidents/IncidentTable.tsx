// A few incidents as a table. Texts and hosts in them are hostile and shown inert.
import type { IncidentRow } from '../../../model/incident-query.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatTime, t } from '../../t.ts';
import { doneOf, Why } from './rows.tsx';

export function IncidentTable({ rows }: { rows: readonly IncidentRow[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t('incidentsTableLabel')}>
      <table class="incidents">
        <thead>
          <tr>
            <th scope="col">{t('columnTime')}</th>
            <th scope="col">{t('columnSite')}</th>
            <th scope="col">{t('columnText')}</th>
            <th scope="col">{t('columnWhy')}</th>
            <th scope="col">{t('columnDone')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td class="cell-time">
                <a href={`#/incident/${row.id}`}>{formatTime(row.time)}</a>
              </td>
              <td class="cell-site">
                <HostName host={row.site} />
              </td>
              <td class="cell-text">
                <InertExcerpt text={row.excerpt} limit={110} />
              </td>
              <td class="cell-why">
                <Why row={row} />
              </td>
              <td class="cell-done">{doneOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
