// What was stopped on this page: an inert excerpt, why in words, and the way back when policy allows.
import { useState } from 'preact/hooks';
import type { Client } from '../../messaging/contract.ts';
import type { Action } from '../../model/policy.ts';
import type { GuardItem, TabStatus } from '../../model/status.ts';
import { InertExcerpt } from '../components/InertText.tsx';
import { doneLabel, seenLabel } from '../done-label.ts';
import { label, t, tn } from '../t.ts';

interface Props {
  readonly status: TabStatus;
  readonly client: Client;
  readonly act: (work: () => Promise<string>) => void;
  /** Texts before "show all". */
  readonly rows: number;
}

export function Stopped({ status, client, act, rows }: Props) {
  const [all, setAll] = useState(false);
  const { items, policy } = status;
  if (items.length === 0) return null;
  const blanked = items.some((i) => i.enforcement === 'blanked');
  return (
    <section class="stopped">
      <h2>{t('stoppedHere')}</h2>
      <ul>
        {(all ? items : items.slice(0, rows)).map((item) => (
          <Item
            key={`${item.frameId} ${item.id}`}
            item={item}
            mayUndo={policy.settings.allowUndo}
            action={item.concealment === null ? policy.settings.visibleTextAction : policy.settings.hiddenTextAction}
            client={client}
            act={act}
          />
        ))}
      </ul>
      {blanked && !policy.settings.allowUndo && (
        <p class="small muted">{t('undoSwitchedOff', label('layer', policy.source.allowUndo))}</p>
      )}
      {items.length > rows && (
        <button type="button" class="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('showLess') : rows === 0 ? tn('showTexts', items.length) : tn('showMoreTexts', items.length - rows)}
        </button>
      )}
    </section>
  );
}

interface ItemProps extends Omit<Props, 'status' | 'rows'> {
  readonly item: GuardItem;
  readonly mayUndo: boolean;
  readonly action: Action;
}

function Item({ item, mayUndo, action, client, act }: ItemProps) {
  const undo = (): void => {
    act(async () => {
      const answer = await client.send('incident.undo', { id: item.id });
      return answer.undone ? '' : answer.problem || 'undoFailed';
    });
  };
  return (
    <li class="item">
      <p class="item-text">
        <InertExcerpt text={item.excerpt} />
      </p>
      <div class="item-foot">
        <p class="small muted">
          <span class="strong">{doneLabel({ ...item, action })}</span>
          {' · '}
          {seenLabel(item)}
          {item.family && <> · {label('family', item.family)}</>}
        </p>
        <div class="item-buttons">
          <button type="button" class="quiet" onClick={() => void client.openConsole(`#/incident/${item.id}`)}>
            {t('details')}
          </button>
          {mayUndo && item.enforcement === 'blanked' && (
            <button type="button" onClick={undo}>
              {t('undo')}
            </button>
          )}
        </div>
      </div>
    </li>
  );
}
