// What the list's rows show of an incident, and of a group of near-same texts. Texts and hosts are hostile and shown inert.
import type { ComponentChildren } from 'preact';
import type { IncidentCluster, IncidentRow } from '../../../model/incident-query.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { doneLabel, seenLabel } from '../../done-label.ts';
import { formatCoarseDate, formatNumber, formatTime, label, t, tn } from '../../t.ts';
import { addressOf } from './address.ts';
import { isoDay } from './query/dates.ts';
import type { Column } from './RowGrid.tsx';

const EXCERPT = 160;
const SITES = 3;

/** Why it was found, in one line, and its kinds below. */
export function Why({ row }: { row: IncidentRow }) {
  const { way, enforcement, concealment, families } = row;
  return (
    <>
      <span class="one-line">{way ? label('way', way) : seenLabel({ enforcement, concealment })}</span>
      <span class="small muted one-line">
        {families
          .slice(0, 2)
          .map((f) => label('family', f))
          .join(', ')}
      </span>
    </>
  );
}

export const doneOf = ({ enforcement, concealment, action, outcome }: IncidentRow): string =>
  doneLabel({ enforcement, concealment, action, outcome });

/** Columns of single incidents; the first orders them. */
export const rowColumns = (oldestFirst: boolean, turn: () => void): readonly Column[] => [
  {
    key: 'time',
    sort: oldestFirst ? 'ascending' : 'descending',
    label: (
      <button type="button" class="sort" onClick={turn} title={t(oldestFirst ? 'listNewestFirst' : 'listOldestFirst')}>
        {t('columnTime')} <span aria-hidden="true">{oldestFirst ? '↑' : '↓'}</span>
      </button>
    ),
  },
  { key: 'site', label: t('columnSite') },
  { key: 'text', label: t('columnText') },
  { key: 'why', label: t('columnWhy') },
  { key: 'done', label: t('columnDone') },
];

/** Cells of an incident. @param nameOfService name of a service by its id */
export function rowCells(row: IncidentRow, nameOfService: (id: string) => string): readonly ComponentChildren[] {
  return [
    <a href={`#/incident/${row.id}`} tabIndex={-1}>
      {formatTime(row.time)}
    </a>,
    <>
      <span class="two-lines">
        {row.site === '' ? <span class="muted">{t('listNoSite')}</span> : <HostName host={row.site} />}
      </span>
      {row.service !== '' && <span class="small muted one-line">{nameOfService(row.service)}</span>}
    </>,
    <span class="two-lines">
      <InertExcerpt text={row.excerpt} limit={EXCERPT} />
    </span>,
    <Why row={row} />,
    <span class="two-lines">{doneOf(row)}</span>,
  ];
}

export const groupColumns = (): readonly Column[] => [
  { key: 'count', label: t('listColumnCount'), sort: 'descending' },
  { key: 'text', label: t('columnText') },
  { key: 'sites', label: t('listColumnSites') },
  { key: 'why', label: t('columnWhy') },
  { key: 'span', label: t('listColumnSpan') },
];

/** Query that shows the incidents of a group, within what was asked for. */
export const groupQuery = (text: string, { cluster }: IncidentCluster): string => `${text} like:${cluster}`.trim();

/** First and last day of a group. */
function spanOf({ oldest, newest }: IncidentCluster): string {
  const [first, last] = [oldest, newest].map((time) => formatCoarseDate(isoDay(time))) as [string, string];
  return first === last ? first : t('listSpan', first, last);
}

/** Cells of a group. @param text the query in which it was found */
export function groupCells(group: IncidentCluster, text: string): readonly ComponentChildren[] {
  const { sample, sites, siteCount } = group;
  const more = siteCount - Math.min(SITES, sites.length);
  return [
    <a href={addressOf({ text: groupQuery(text, group) })} tabIndex={-1}>
      {tn('listTimes', group.count)}
    </a>,
    <span class="two-lines">
      <InertExcerpt text={sample.excerpt} limit={EXCERPT} />
    </span>,
    <span class="two-lines">
      {sites.slice(0, SITES).map((site, i) => (
        <>
          {i > 0 && ' · '}
          <HostName host={site} />
        </>
      ))}
      {more > 0 && <span class="muted"> {t('listMoreSites', formatNumber(more))}</span>}
    </span>,
    <Why row={sample} />,
    <span class="two-lines">{spanOf(group)}</span>,
  ];
}
