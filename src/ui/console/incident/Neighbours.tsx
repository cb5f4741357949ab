// The way to the incidents stored before and after this one, by link and by key.
import { useEffect } from 'preact/hooks';
import type { Incident } from '../../../model/incident.ts';
import { EVERY_INCIDENT, type IncidentRow } from '../../../model/incident-query.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import { t } from '../../t.ts';
import { useAsync } from '../../use-async.ts';

/** Incidents of one message carry one time; so many of them are looked through for this one. */
const AROUND = 30;

type Reader = Pick<IncidentReader, 'at' | 'count'>;

/** The incidents next to one in the list, newest first; null where it is the first or the last. */
export async function neighboursOf(
  { id, time }: Pick<Incident, 'id' | 'time'>,
  reader: Reader,
): Promise<{ newer: IncidentRow | null; older: IncidentRow | null }> {
  // As many as are not older come before it, itself and those of the same time among them.
  const before = await reader.count({ ...EVERY_INCIDENT, from: time });
  const from = Math.max(0, before - AROUND);
  const rows = await reader.at(EVERY_INCIDENT, from, AROUND + 2);
  const here = rows.findIndex((row) => row.id === id);
  if (here < 0) return { newer: null, older: null };
  return { newer: rows[here - 1] ?? null, older: rows[here + 1] ?? null };
}

export function Neighbours({ incident, reader }: { incident: Incident; reader: Reader }) {
  const { id, time } = incident;
  const [loaded] = useAsync(() => neighboursOf({ id, time }, reader), [id, time, reader]);
  const near = loaded.state === 'ready' ? loaded.value : { newer: null, older: null };
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const step = event.key === 'ArrowUp' ? near.newer : event.key === 'ArrowDown' ? near.older : null;
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !step) return;
      event.preventDefault();
      location.hash = `#/incident/${step.id}`;
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [near]);
  return (
    <nav class="neighbours" aria-label={t('inspNeighbours')}>
      <Step row={near.newer} words="inspNewer" keys="Alt+ArrowUp" sign="Alt+↑" />
      <Step row={near.older} words="inspOlder" keys="Alt+ArrowDown" sign="Alt+↓" />
    </nav>
  );
}

interface StepProps {
  readonly row: IncidentRow | null;
  readonly words: string;
  readonly keys: string;
  readonly sign: string;
}

function Step({ row, words, keys, sign }: StepProps) {
  const text = (
    <>
      {t(words)} <kbd dir="ltr">{sign}</kbd>
    </>
  );
  return row ? (
    <a href={`#/incident/${row.id}`} aria-keyshortcuts={keys}>
      {text}
    </a>
  ) : (
    <span class="muted">{text}</span>
  );
}
