// The most frequent of something as bars with their names and counts; each narrows the list to it. Names may come from pages.
import type { KeyCount } from '../../../model/incident-query.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatNumber, t } from '../../t.ts';

interface Props {
  readonly title: string;
  readonly entries: readonly KeyCount[];
  readonly nameOf: (key: string) => string;
  readonly onPick: (key: string) => void;
  readonly pressed?: (key: string) => boolean;
  /** How many are shown. */
  readonly shown?: number;
}

export function BarList({ title, entries, nameOf, onPick, pressed, shown = 5 }: Props) {
  const most = entries.filter(({ key }) => key !== '').slice(0, shown);
  const top = Math.max(1, most[0]?.count ?? 0);
  return (
    <div class="bar-list">
      <h3>{title}</h3>
      {most.length === 0 ? (
        <p class="small muted">{t('chartNone')}</p>
      ) : (
        <ul>
          {most.map(({ key, count }) => (
            <li key={key}>
              <button type="button" aria-pressed={pressed?.(key)} onClick={() => onPick(key)}>
                <span class="bar-name">
                  <InertExcerpt text={nameOf(key)} limit={60} />
                </span>
                <span class="bar-value">{formatNumber(count)}</span>
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="bar-rest" width="100" height="4" />
                  <rect class="bar-fill" width={Math.max(1, (count / top) * 100)} height="4" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
