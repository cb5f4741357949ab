// How far work in the Lab is, with a way to end it; and why there is no answer.
import { Notice } from '../../components/View.tsx';
import { formatNumber, label, t } from '../../t.ts';
import type { Asked } from './use-ask.ts';

interface Props {
  readonly asked: Pick<Asked<'text'>, 'progress' | 'problem'>;
  /** Ends it; without, there is no button: short work is over before anybody could press one. */
  readonly stop?: () => void;
}

export function Working({ asked: { progress, problem }, stop }: Props) {
  if (problem !== '') return <Notice>{label('labEnd', problem)}</Notice>;
  if (!progress || progress.count === 0) return null;
  return (
    <div class="toolbar">
      <progress max={1} value={progress.part} aria-label={t('labWorking')} />
      <span role="status">{t('labRead', formatNumber(progress.count))}</span>
      {stop && (
        <button type="button" onClick={stop}>
          {t('labStop')}
        </button>
      )}
    </div>
  );
}
