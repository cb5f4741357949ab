// Incidents per day as stacked bars, with a legend that counts and a table for those who do not see the picture.
import { formatDay, formatNumber, label, t } from '../../t.ts';
import type { PerDay } from './incidents-per-day.ts';

const WIDTH = 640;
const HEIGHT = 150;
const BASE = 126;
const LEFT = 28;

export function IncidentChart({ data }: { data: PerDay }) {
  const max = Math.max(1, ...data.days.map((d) => d.total));
  const top = niceTop(max);
  const step = (WIDTH - LEFT) / data.days.length;
  const y = (n: number): number => BASE - (n / top) * (BASE - 12);
  const names = [...data.families.map((f) => label('family', f)), t('familyOther')];
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('chartLabel', data.days.length)}>
        {[0, top / 2, top].filter(Number.isInteger).map((n) => (
          <g key={n}>
            <path class="chart-grid" d={`M${LEFT} ${y(n)}H${WIDTH}`} />
            <text class="chart-text" x={LEFT - 6} y={y(n) + 4} text-anchor="end">
              {formatNumber(n)}
            </text>
          </g>
        ))}
        {data.days.map((day, i) => {
          let below = 0;
          const x = LEFT + i * step + step * 0.2;
          return (
            <g key={day.day}>
              {day.parts.map((n, part) => {
                if (n === 0) return null;
                const from = below;
                below += n;
                return (
                  <rect
                    key={part}
                    class={`series series-${part === data.families.length ? 'other' : part}`}
                    x={x}
                    y={y(below)}
                    width={step * 0.6}
                    height={Math.max(1, y(from) - y(below))}
                  />
                );
              })}
              {(data.days.length - 1 - i) % 3 === 0 && (
                <text
                  class="chart-text"
                  x={i === data.days.length - 1 ? WIDTH : x + step * 0.3}
                  y={HEIGHT - 6}
                  text-anchor={i === data.days.length - 1 ? 'end' : 'middle'}
                >
                  {formatDay(day.day)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>
        <ul class="legend">
          {names.map((name, i) =>
            (data.totals[i] ?? 0) > 0 ? (
              <li key={name}>
                <svg width="12" height="12" aria-hidden="true">
                  <rect
                    class={`series series-${i === data.families.length ? 'other' : i}`}
                    width="12"
                    height="12"
                    rx="2"
                  />
                </svg>
                {name} <span class="muted">{formatNumber(data.totals[i] ?? 0)}</span>
              </li>
            ) : null,
          )}
        </ul>
        <details>
          <summary class="small">{t('chartTable')}</summary>
          <div class="table-scroll" tabIndex={0} role="group" aria-label={t('chartTable')}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('day')}</th>
                  {names.map((name) => (
                    <th key={name} scope="col" class="number">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.days.map((day) => (
                  <tr key={day.day}>
                    <th scope="row">{formatDay(day.day)}</th>
                    {day.parts.map((n, i) => (
                      <td key={i} class="number">
                        {formatNumber(n)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      </figcaption>
    </figure>
  );
}

/** A round top of the scale, even, so that half of it is a whole number. */
function niceTop(max: number): number {
  const power = 10 ** Math.floor(Math.log10(max));
  return [1, 2, 4, 6, 10].map((m) => m * power).find((m) => m >= max && (m >= 2 || max === 1)) ?? max;
}
