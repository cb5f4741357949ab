// Incidents over time as stacked bars. Each bar is a button that narrows to its days, each entry of the legend one that
// narrows to its kind; arrow keys walk the bars, whose figures stand beneath in words; the same as a table for who wants it.
import { useState } from 'preact/hooks';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatCoarseDate, formatNumber, t, tn } from '../../t.ts';
import { dateOf, niceTop, type Bucket, type Buckets } from './buckets.ts';

interface Props {
  readonly data: Buckets;
  /** The same figures as a table. */
  readonly asTable: boolean;
  /** Name of a series by its key. */
  readonly nameOf: (key: string) => string;
  /** Height of the bars in rem. */
  readonly height?: number | undefined;
  readonly onBar?: (date: string) => void;
  readonly onSeries?: (key: string) => void;
  /** Series that the query names already. */
  readonly pressed?: (key: string) => boolean;
}

const WIDTH = 1_000;
const HEIGHT = 100;

export function TimeChart({ data, asTable, nameOf, height = 9, onBar, onSeries, pressed }: Props) {
  const { buckets, series, totals } = data;
  const [at, setAt] = useState(buckets.length - 1);
  const [read, setRead] = useState<number | null>(null);
  const active = Math.max(0, Math.min(at, buckets.length - 1));
  const top = niceTop(Math.max(1, ...buckets.map(({ total }) => total)));
  const names = [...series.map(nameOf), t('familyOther')];
  const step = WIDTH / Math.max(1, buckets.length);
  const gap = Math.min(4, step * 0.2);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: active + 1,
      ArrowLeft: active - 1,
      Home: 0,
      End: buckets.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(to, buckets.length - 1));
    setAt(next);
    event.currentTarget.querySelectorAll<HTMLElement>('.bar')[next]?.focus();
  };
  const shown = read === null ? undefined : buckets[read];
  if (asTable) return <ChartTable buckets={buckets} names={names} totals={totals} />;
  return (
    <figure class="time-chart">
      {/* Time runs from left to right, as the bars are drawn, also where words do not. */}
      <div class="plot" dir="ltr" style={{ blockSize: `${height}rem` }}>
        <span class="scale-top" aria-hidden="true">
          {formatNumber(top)}
        </span>
        <span class="scale-half" aria-hidden="true">
          {top % 2 === 0 ? formatNumber(top / 2) : ''}
        </span>
        <svg class="bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path class="chart-grid" d={`M0 .5H${WIDTH}M0 ${HEIGHT / 2}H${WIDTH}M0 ${HEIGHT - 0.5}H${WIDTH}`} />
          {buckets.map((bucket, i) => (
            <Bar key={bucket.first} bucket={bucket} x={i * step + gap / 2} width={step - gap} top={top} />
          ))}
        </svg>
        <div class="bar-row" role="toolbar" aria-label={t('chartBars')} onKeyDown={onKeyDown}>
          {buckets.map((bucket, i) => (
            <button
              key={bucket.first}
              type="button"
              class={`bar${i === read ? ' is-read' : ''}`}
              tabIndex={i === active ? 0 : -1}
              aria-label={inWords(bucket, names)}
              aria-disabled={onBar ? undefined : true}
              onClick={() => onBar?.(dateOf(bucket))}
              onMouseEnter={() => setRead(i)}
              onMouseLeave={() => setRead(null)}
              onFocus={() => {
                setAt(i);
                setRead(i);
              }}
              onBlur={() => setRead(null)}
            />
          ))}
        </div>
      </div>
      <p class="chart-days small muted" aria-hidden="true">
        {shown ? (
          <span class="ink">{inWords(shown, names)}</span>
        ) : (
          <>
            <span>{formatCoarseDate(buckets[0]?.first ?? '')}</span>
            <span>{formatCoarseDate(buckets.at(-1)?.last ?? '')}</span>
          </>
        )}
      </p>
      <ul class="legend">
        {names.map((name, i) => {
          const key = series[i];
          if ((totals[i] ?? 0) === 0) return null;
          const words = (
            <>
              <svg width="12" height="12" aria-hidden="true">
                <rect class={`series series-${key === undefined ? 'other' : i}`} width="12" height="12" rx="2" />
              </svg>{' '}
              <InertExcerpt text={name} limit={60} /> <span class="muted">{formatNumber(totals[i] ?? 0)}</span>
            </>
          );
          return (
            <li key={key ?? ''}>
              {key !== undefined && onSeries ? (
                <button type="button" class="quiet" aria-pressed={pressed?.(key)} onClick={() => onSeries(key)}>
                  {words}
                </button>
              ) : (
                words
              )}
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

function Bar({ bucket, x, width, top }: { bucket: Bucket; x: number; width: number; top: number }) {
  let below = 0;
  return (
    <g>
      {bucket.parts.map((n, part) => {
        if (n === 0) return null;
        const from = below;
        below += n;
        const y = HEIGHT - (below / top) * HEIGHT;
        return (
          <rect
            key={part}
            class={`series series-${part === bucket.parts.length - 1 ? 'other' : part}`}
            x={x}
            y={y}
            width={width}
            height={Math.max(0.75, (below - from) * (HEIGHT / top))}
          />
        );
      })}
    </g>
  );
}

const daysOf = ({ first, last }: Bucket): string =>
  first === last ? formatCoarseDate(first) : t('listSpan', formatCoarseDate(first), formatCoarseDate(last));

/** A bar in words: its days, how many, and of which kinds. */
function inWords(bucket: Bucket, names: readonly string[]): string {
  const parts = bucket.parts.flatMap((n, i) =>
    n > 0 ? [t('chartPart', `\u2068${(names[i] ?? '').slice(0, 60)}\u2069`, formatNumber(n))] : [],
  );
  return [tn('chartBar', bucket.total, daysOf(bucket)), ...parts].join(' · ');
}

function ChartTable({ buckets, names, totals }: Pick<Buckets, 'buckets' | 'totals'> & { names: readonly string[] }) {
  const columns = names.flatMap((name, i) => ((totals[i] ?? 0) > 0 ? [{ name, i }] : []));
  return (
    <div class="table-scroll chart-table" tabIndex={0} role="group" aria-label={t('chartOverTime')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            {columns.map(({ name, i }) => (
              <th key={i} scope="col" class="number">
                <InertExcerpt text={name} limit={60} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets
            .filter(({ total }) => total > 0)
            .map((bucket) => (
              <tr key={bucket.first}>
                <th scope="row">{daysOf(bucket)}</th>
                {columns.map(({ i }) => (
                  <td key={i} class="number">
                    {formatNumber(bucket.parts[i] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
