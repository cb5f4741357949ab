// Exceptions as the policy gives them, with those told apart that have ended. Their words come from an administrator and are
// shown as text.
import { formatCoarseDate, t } from '../../t.ts';

/** The day in the entry's one written form, `targets: until=YYYY-MM-DD …`. */
const dayOf = (entry: string): string => /^[^:]*: until=(\d{4}-\d{2}-\d{2})/.exec(entry)?.[1] ?? '';

export function ExceptionList({ entries, now }: { entries: readonly string[]; now: number }) {
  const today = new Date(now).toISOString().slice(0, 10);
  return (
    <ul class="entries">
      {entries.map((entry) => {
        const day = dayOf(entry);
        return (
          <li key={entry}>
            <bdi>{entry}</bdi>{' '}
            {day !== '' && day < today && (
              <span class="strong ended">{t('exceptionEnded', formatCoarseDate(day))}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
