// Incidents as rows. Texts and hosts in them are hostile and shown inert.
import type { Incident } from '../../../model/incident.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { doneLabel, seenLabel } from '../../done-label.ts';
import { formatTime, label, t } from '../../t.ts';

export function IncidentTable({ incidents }: { incidents: readonly Incident[] }) {
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
          {incidents.map((incident) => (
            <tr key={incident.id}>
              <td class="cell-time">
                <a href={`#/incident/${incident.id}`}>{formatTime(incident.time)}</a>
              </td>
              <td class="cell-site">
                <HostName host={incident.site} />
              </td>
              <td class="cell-text">
                <InertExcerpt text={incident.text} limit={110} />
              </td>
              <td class="cell-why">
                {incident.input
                  ? label('way', incident.input.way)
                  : seenLabel({
                      enforcement: incident.enforcement,
                      concealment: incident.concealment?.reason ?? null,
                    })}
                <span class="small muted">
                  {incident.verdict.families
                    .slice(0, 2)
                    .map((f) => label('family', f))
                    .join(', ')}
                </span>
              </td>
              <td class="cell-done">
                {doneLabel({
                  enforcement: incident.enforcement,
                  concealment: incident.concealment?.reason ?? null,
                  action: incident.decision.action,
                  outcome: incident.input?.outcome,
                })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
