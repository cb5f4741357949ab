// The three charts of incidents: over time, the sites and the techniques most often met. Over the list they narrow its
// query, on the overview they lead to the list.
import { useMemo, useState } from 'preact/hooks';
import type { IncidentTally } from '../../../model/incident-query.ts';
import { label, t } from '../../t.ts';
import { toggled, type Field, type Understood, type Vocabulary } from '../incidents/query/read-query.ts';
import { nameOf } from '../incidents/vocabulary.ts';
import { BarList } from './BarList.tsx';
import { bucketsOf } from './buckets.ts';
import { TimeChart } from './TimeChart.tsx';

interface Props {
  readonly tally: IncidentTally;
  /** First and last day to show, `yyyy-mm-dd`. */
  readonly from: string;
  readonly to: string;
  readonly vocabulary: Vocabulary;
  /** What the query names already. */
  readonly understood: readonly Understood[];
  /** A query narrowed, or widened again, by what was picked. */
  readonly onQuery: (text: string) => void;
  /** Height of the bars in rem. */
  readonly height?: number;
}

export function IncidentCharts({ tally, from, to, vocabulary, understood, onQuery, height }: Props) {
  const [asTable, setAsTable] = useState(false);
  const [by, setBy] = useState<'families' | 'services'>('families');
  const data = useMemo(() => bucketsOf(tally.days, from, to, by), [tally, from, to, by]);
  const field = by === 'families' ? 'family' : 'service';
  const named = (f: Field) => (value: string) => nameOf(vocabulary, { field: f, value });
  const pick = (f: Field) => (value: string) => onQuery(toggled(understood, f, value));
  const pressed = (f: Field) => (value: string) => understood.some((u) => u.field === f && u.value === value);
  return (
    <div class="charts">
      <div class="chart-over-time">
        <div class="chart-head">
          <h3>{t('chartOverTime')}</h3>
          <div class="chart-tools">
            <div class="switch" role="group" aria-label={t('chartBy')}>
              {(['families', 'services'] as const).map((each) => (
                <button key={each} type="button" aria-pressed={by === each} onClick={() => setBy(each)}>
                  {label('chartBy', each)}
                </button>
              ))}
            </div>
            <button type="button" class="as-table" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {t('chartTable')}
            </button>
          </div>
        </div>
        <TimeChart
          key={`${from} ${to}`}
          data={data}
          asTable={asTable}
          nameOf={named(field)}
          height={height}
          onBar={pick('date')}
          onSeries={pick(field)}
          pressed={pressed(field)}
        />
      </div>
      <BarList
        title={t('chartSites')}
        entries={tally.sites}
        nameOf={named('site')}
        onPick={pick('site')}
        pressed={pressed('site')}
      />
      <BarList
        title={t('chartTechniques')}
        entries={tally.techniques}
        nameOf={named('technique')}
        onPick={pick('technique')}
        pressed={pressed('technique')}
      />
    </div>
  );
}
