// The rows of the list, or its groups of near-same texts, with what is chosen of them and what came since.
import { useCallback, useMemo } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import { Glyph } from '../../components/Glyph.tsx';
import { Empty } from '../../components/View.tsx';
import type { IncidentReader } from '../../incident-reader.ts';
import { formatNumber, t, tn } from '../../t.ts';
import type { IncidentChoice } from '../export/run-export.ts';
import { Acts } from './Acts.tsx';
import { addressOf } from './address.ts';
import { RowGrid, type Place } from './RowGrid.tsx';
import { groupCells, groupColumns, groupQuery, rowCells, rowColumns } from './rows.tsx';
import { useChoice } from './use-choice.ts';
import { MAX_GROUPS, type ShownList } from './use-list.ts';

interface Props {
  readonly client: Client;
  readonly reader: IncidentReader;
  readonly list: ShownList;
  /** The query as typed. */
  readonly text: string;
  readonly keep: (place: Place) => void;
  /** Lists what is there now, from the top. */
  readonly renew: () => void;
  readonly nameOfService: (id: string) => string;
  readonly turn: () => void;
  readonly clear: () => void;
  readonly allowUndo: boolean;
  readonly onExport: ((choice: IncidentChoice) => void) | undefined;
}

export function List(props: Props) {
  const { list, renew, text } = props;
  const { total, stored, groups, fresh, stale } = list;
  const count = groups?.length ?? total;
  return (
    <>
      <div class="list-line">
        <p role="status" class="muted">
          {total === stored ? tn('incidentsStored', stored) : t('listFound', formatNumber(total), formatNumber(stored))}
          {groups !== null && <span> {tn(count < MAX_GROUPS ? 'listGroups' : 'listGroupsMost', count)}</span>}
        </p>
        <p role="status">
          {fresh > 0 && (
            <button type="button" class="primary" onClick={renew}>
              {tn('listFresh', fresh)}
            </button>
          )}
        </p>
      </div>
      {list.pages.failed && (
        <p class="notice" role="alert">
          <Glyph shape="warning" /> {t('listRowsFailed')}{' '}
          <button type="button" onClick={() => list.pages.retry()}>
            {t('tryAgain')}
          </button>
        </p>
      )}
      {count > 0 ? (
        <div class={stale ? 'is-stale' : ''} aria-busy={stale}>
          {groups !== null ? <Groups {...props} groups={groups} /> : <Rows {...props} />}
        </div>
      ) : stored === 0 ? (
        list.storage === 'ok' && <Empty title={t('emptyIncidentsTitle')} detail={t('emptyIncidentsDetail')} />
      ) : (
        <>
          <Empty title={t('emptySearchTitle')} detail={t('emptySearchDetail')} />
          {text !== '' && (
            <button type="button" class="at-start" onClick={props.clear}>
              {t('listClearQuery')}
            </button>
          )}
        </>
      )}
    </>
  );
}

function Rows({ client, list, keep, nameOfService, turn, allowUndo, onExport }: Props) {
  const { pages, total, question } = list;
  const { oldestFirst, query } = question;
  const get = useCallback((index: number) => pages.get(index), [pages]);
  const at = useCallback((offset: number, limit: number) => pages.source(offset, limit), [pages]);
  // Rows of another question, or of another record, are others.
  const which = useMemo(() => ({}), [question, list.reader]);
  const choosing = useChoice(which, get, at);
  const { chosen } = choosing;
  const look = useCallback((first: number, last: number) => pages.look(first, last), [pages]);
  const columns = useMemo(() => rowColumns(oldestFirst, turn), [oldestFirst]);
  return (
    <>
      <Acts
        client={client}
        choosing={choosing}
        total={total}
        allowUndo={allowUndo}
        onExport={onExport && (() => onExport(chosen.all ? { query } : { ids: [...chosen.rows.keys()] }))}
      />
      <RowGrid
        label={t('incidentsTableLabel')}
        columns={columns}
        count={total}
        cells={(index) => {
          const row = pages.get(index);
          return row ? rowCells(row, nameOfService) : null;
        }}
        chosen={(index) => chosen.all || chosen.rows.has(pages.get(index)?.id ?? '')}
        choose={choosing.choose}
        chooseAll={choosing.all}
        chooseNone={choosing.none}
        open={(index) => {
          const row = pages.get(index);
          if (row) location.hash = `#/incident/${row.id}`;
        }}
        look={look}
        start={list.question.start}
        settled={keep}
      />
    </>
  );
}

const nothing = (): void => undefined;

function Groups({ groups, list, text, keep }: Props & { groups: NonNullable<ShownList['groups']> }) {
  const columns = useMemo(() => groupColumns(), []);
  return (
    <RowGrid
      label={t('listGroupsLabel')}
      columns={columns}
      count={groups.length}
      cells={(index) => {
        const group = groups[index];
        return group ? groupCells(group, text) : null;
      }}
      open={(index) => {
        const group = groups[index];
        if (group) location.hash = addressOf({ text: groupQuery(text, group) });
      }}
      look={nothing}
      start={list.question.start}
      settled={keep}
    />
  );
}
