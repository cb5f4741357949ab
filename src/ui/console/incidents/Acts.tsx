// What can be done with chosen incidents: taken out as a file, put back where that is allowed.
import { useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import { formatNumber, t, textOrKey, tn } from '../../t.ts';
import type { Choosing } from './use-choice.ts';

/** Put back at most so many at once: each one asks a page. */
const MAX_UNDO = 200;

interface Props {
  readonly client: Client;
  readonly choosing: Choosing;
  /** Incidents that the list has. */
  readonly total: number;
  readonly allowUndo: boolean;
  /** Left out where nothing is exported. */
  readonly onExport: (() => void) | undefined;
}

interface Said {
  readonly done: number;
  /** Message key → how many were refused for it. */
  readonly refused: ReadonlyMap<string, number>;
}

export function Acts({ client, choosing, total, allowUndo, onExport }: Props) {
  const { chosen, problem, all, none } = choosing;
  const [running, setRunning] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const count = chosen.all ? total : chosen.rows.size;
  const blanked = [...chosen.rows.values()].filter((row) => row.enforcement === 'blanked');
  const undo = async (): Promise<void> => {
    setRunning(true);
    const refused = new Map<string, number>();
    let done = 0;
    for (const { id } of blanked.slice(0, MAX_UNDO)) {
      const answer = await client
        .send('incident.undo', { id })
        .catch(() => ({ undone: false, problem: 'actionFailed' }));
      if (answer.undone) done += 1;
      else {
        const why = answer.problem || 'undoFailed';
        refused.set(why, (refused.get(why) ?? 0) + 1);
      }
      setSaid({ done, refused });
    }
    setRunning(false);
    none();
  };
  return (
    <div class="acts">
      <p role="status" class="strong">
        {count > 0 ? tn('listChosen', count) : ''}
      </p>
      {count > 0 && (
        <>
          {onExport && (
            <button type="button" onClick={onExport}>
              {t('listExport')}
            </button>
          )}
          {allowUndo && blanked.length > 0 && (
            <button type="button" aria-disabled={running} onClick={() => void (running || undo())}>
              {tn('listPutBack', Math.min(blanked.length, MAX_UNDO))}
            </button>
          )}
          {!chosen.all && count < total && (
            <button type="button" class="quiet" onClick={all}>
              {t('listChooseAll', formatNumber(total))}
            </button>
          )}
          <button type="button" class="quiet" onClick={none}>
            {t('listChooseNone')}
          </button>
        </>
      )}
      <p role="status" class="small">
        {problem !== '' && t(problem)}
        {said && (
          <>
            {tn('listWasPutBack', said.done)}{' '}
            {[...said.refused].map(([why, n]) => (
              <span key={why}>
                {tn('listNotPutBack', n)} {textOrKey(why)}{' '}
              </span>
            ))}
          </>
        )}
      </p>
    </div>
  );
}
