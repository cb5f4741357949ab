// The line of this device in short: how much of the person's side is done at least, how much of it can be observed, and the
// three controls that are worst.
import type { Control } from '../../../model/responsibility.ts';
import type { LineStatus } from '../../../model/status.ts';
import type { Acting } from '../../act.ts';
import { ControlItem } from '../../components/ControlItem.tsx';
import { joinControls } from '../../responsibility-order.ts';
import { formatPercent, t } from '../../t.ts';
import { Figure } from './Figure.tsx';

interface Props {
  readonly line: LineStatus;
  readonly controls: readonly Control[];
  readonly acting: Acting;
}

export function LineFigures({ line, controls, acting }: Props) {
  const { value, visible, total, worst } = line.score;
  const joined = joinControls(controls, line.controls);
  const rows = worst.flatMap((id) => joined.filter(({ control }) => control.id === id));
  return (
    <section>
      <h2>{t('lineTitle')}</h2>
      <p class="muted">{t('lineLead')}</p>
      <dl class="figures">
        <Figure name={t('figureScore')} value={value === null ? '–' : formatPercent(value)} />
        <Figure name={t('figureVisible')} value={t('ofVisible', visible, total)} />
      </dl>
      <h3 class="worst-title">{t('worstTitle')}</h3>
      {rows.length === 0 ? (
        <p>{t('worstNone')}</p>
      ) : (
        <ul class="controls worst">
          {rows.map(({ control, status }) => (
            <ControlItem
              key={control.id}
              control={control}
              status={status}
              statements={line.statements}
              acting={acting}
              prominent
            />
          ))}
        </ul>
      )}
      <p>
        <a href="#/responsibilities">{t('allControls')}</a>
      </p>
    </section>
  );
}
