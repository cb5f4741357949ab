// The map: extensions that run × AI services. An extension that reads all sites fills its row with one cell, so that columns are
// needed only for services that some reach and others do not; services that share their host share a column.
import { useMemo } from 'preact/hooks';
import type { AssessedExtension, Reach } from '../../../model/extension.ts';
import type { AiService } from '../../../model/service.ts';
import { Glyph, type Shape } from '../../components/Glyph.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { label, t } from '../../t.ts';

interface Props {
  readonly extensions: readonly AssessedExtension[];
  readonly services: readonly AiService[];
}

type Found = Exclude<Reach, 'no'>;
const SHAPES: Readonly<Record<Found, Shape>> = { always: 'unmet', maybe: 'unobservable', click: 'partly' };

/** Whether an extension gets at some service without a click. */
export const getsAtAi = ({ reach }: AssessedExtension): boolean => Object.values(reach).some((r) => r !== 'click');

/** Whether its reach is the same everywhere. */
const sameEverywhere = ({ reach }: AssessedExtension, services: readonly AiService[]): Found | null => {
  const [first] = Object.values(reach);
  const all = services.every(({ id, hosts }) => hosts.length === 0 || reach[id] === first);
  return all && first ? first : null;
};

export function ReachMap({ extensions, services }: Props) {
  const { rows, columns } = useMemo(() => {
    const reaching = extensions.filter((e) => e.facts.enabled && Object.keys(e.reach).length > 0);
    const partial = reaching.filter((e) => sameEverywhere(e, services) === null);
    const seen = new Set<string>();
    const columns = services.filter(({ id, hosts }) => {
      const [host = ''] = hosts;
      if (seen.has(host) || !partial.some((e) => e.reach[id])) return false;
      seen.add(host);
      return true;
    });
    return { rows: reaching, columns };
  }, [extensions, services]);
  return (
    <section>
      <h2>{t('extMapTitle')}</h2>
      {rows.length === 0 ? (
        <p>{t('extMapNone')}</p>
      ) : (
        <>
          <p class="muted">{t('extMapLead')}</p>
          <ul class="legend">
            {(['always', 'maybe', 'click'] as const).map((reach) => (
              <li key={reach}>
                <Glyph shape={SHAPES[reach]} size={13} /> {label('reach', reach)}
              </li>
            ))}
          </ul>
          <div class="table-scroll ext-map-scroll" tabIndex={0} role="group" aria-label={t('extMapTitle')}>
            <table class="ext-map">
              <thead>
                <tr>
                  <th scope="col">{t('extColumnName')}</th>
                  {columns.length === 0 && <th scope="col">{t('extColumnReach')}</th>}
                  {columns.map(({ id, name, vendor }) => (
                    <th key={id} scope="col" class="ext-map-service">
                      <span>{columnName(name, vendor)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.facts.id} row={row} columns={columns} same={sameEverywhere(row, services)} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

/** Plans and surfaces of one service share a column; what stands in brackets tells them apart elsewhere. */
const columnName = (name: string, vendor: string): string => name.replace(/\s*\([^)]*\)/, '') || vendor;

function Row({ row, columns, same }: { row: AssessedExtension; columns: readonly AiService[]; same: Found | null }) {
  return (
    <tr>
      <th scope="row" class="ext-name">
        <InertExcerpt text={row.facts.name} limit={48} />
      </th>
      {same ? (
        <td colSpan={Math.max(1, columns.length)} class={`ext-map-all ext-map-${same}`}>
          <Glyph shape={SHAPES[same]} size={13} /> {same === 'always' ? t('extReachAll') : label('reach', same)}
        </td>
      ) : (
        columns.map(({ id }) => {
          const reach = row.reach[id];
          return (
            <td key={id} class="ext-map-cell">
              {reach && (
                <>
                  <Glyph shape={SHAPES[reach]} size={13} />
                  <span class="hidden-words">{label('reach', reach)}</span>
                </>
              )}
            </td>
          );
        })
      )}
    </tr>
  );
}
