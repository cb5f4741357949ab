// How a rule does on its own samples, and how long it takes.
import type { SampleResult, Timing } from '../../../lab/contract.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { Glyph } from '../../components/Glyph.tsx';
import { formatNumber, label, t } from '../../t.ts';

interface Props {
  readonly samples: readonly SampleResult[];
  /** null until it is measured. */
  readonly timing: Timing | null;
  /** Ids of the rules in the file. */
  readonly ids: readonly string[];
}

const MAX_ROWS = 300;

export function RuleTrial({ samples, timing, ids }: Props) {
  const right = samples.filter((sample) => sample.right).length;
  const rows = [...samples]
    .sort((a, b) => Number(a.right && a.noticed) - Number(b.right && b.noticed))
    .slice(0, MAX_ROWS);
  return (
    <>
      <section>
        <h2>{t('labSamples')}</h2>
        <p role="status" class={right === samples.length ? 'strong' : 'strong tone-unmet'}>
          {t('labRight', formatNumber(right), formatNumber(samples.length))}
        </p>
        <div class="table-scroll lab-rows" tabIndex={0} role="group" aria-label={t('labSamples')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('labText')}</th>
                <th scope="col">{t('labWanted')}</th>
                <th scope="col">{t('labResult')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((sample, i) => (
                <tr key={i}>
                  <td class="cell-text">
                    <InertExcerpt text={sample.text} limit={200} />
                    {ids.length > 1 && <span class="small muted mono">{ids[sample.rule] ?? ''}</span>}
                  </td>
                  <td>{label('labField', sample.list)}</td>
                  <td>
                    <Outcome sample={sample} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section>
        <h2>{t('labTime')}</h2>
        {timing === null ? (
          <p class="muted">{t('labMeasuring')}</p>
        ) : (
          <p class="lab-timing">
            {t('labTimeSaid', atLeast(timing.perKb), (timing.growth * 4).toFixed(1))}{' '}
            <span class={timing.linear ? 'strong' : 'strong tone-unmet'}>
              {timing.linear ? t('labLinear') : t('labNotLinear')}
            </span>
          </p>
        )}
      </section>
    </>
  );
}

/** Two digits; what is too short to measure is not said to be nothing. */
const atLeast = (ms: number): string => (ms < 0.001 ? '0.001' : Number(ms.toPrecision(2)).toString());

function Outcome({ sample: { right, at, noticed } }: { sample: SampleResult }) {
  return (
    <>
      <span class={right ? '' : 'strong tone-unmet'}>
        {!right && <Glyph shape="warning" />} {at ? t('labMatches') : t('labNoMatch')}
      </span>
      {!noticed && <span class="small tone-warning">{t('labUnnoticed')}</span>}
    </>
  );
}
