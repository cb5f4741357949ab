// What pages of this session offer to agents, and which of them used the model of the browser. Words are the pages' own.
import { useEffect } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { PageApiRecord } from '../../../model/page-api.ts';
import { Glyph, type Shape } from '../../components/Glyph.tsx';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { View } from '../../components/View.tsx';
import { formatTime, label, t } from '../../t.ts';
import { useAsync } from '../../use-async.ts';

type Tool = PageApiRecord['tools'][number];
const SHAPES: Readonly<Record<Tool['verdict'], Shape>> = { clean: 'clear', suspicious: 'warning', malicious: 'unmet' };

export function PageTools({ client }: { client: Client }) {
  const [loaded, reload] = useAsync(async () => (await client.send('pageApis.list', {})).pages, [client]);
  useEffect(() => client.onChange(reload), [client, reload]);
  return (
    <section>
      <h2>{t('extToolsTitle')}</h2>
      <p class="muted">{t('extToolsLead')}</p>
      <View loaded={loaded} retry={reload}>
        {(pages) => {
          const shown = pages.filter(({ tools, events, usedModel }) => tools.length + events.length > 0 || usedModel);
          return shown.length === 0 ? <p>{t('extToolsNone')}</p> : <Table pages={shown} />;
        }}
      </View>
    </section>
  );
}

function Table({ pages }: { pages: readonly PageApiRecord[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t('extToolsTitle')}>
      <table class="ext-tools">
        <thead>
          <tr>
            <th scope="col">{t('columnSite')}</th>
            <th scope="col">{t('extColumnTool')}</th>
            <th scope="col">{t('extColumnSays')}</th>
          </tr>
        </thead>
        {pages.map((page) => (
          <Page key={`${page.tabId}:${page.frameId}`} page={page} />
        ))}
      </table>
    </div>
  );
}

function Page({ page: { origin, tools, events, usedModel } }: { page: PageApiRecord }) {
  const gone = events.filter(({ name, change }) => change === 'went' && !tools.some((tool) => tool.name === name));
  const rows = Math.max(1, tools.length + (gone.length > 0 ? 1 : 0) + (usedModel ? 1 : 0));
  const site = (
    <th scope="rowgroup" rowSpan={rows} class="cell-site">
      <HostName host={origin} />
    </th>
  );
  return (
    <tbody>
      {tools.map((tool, i) => (
        <tr key={tool.name}>
          {i === 0 && site}
          <td>
            <InertExcerpt text={tool.name} limit={60} />
            <span class="small muted">
              {[
                label('toolWay', tool.way),
                ...(tool.readOnly ? [t('extReadOnly')] : []),
                ...(tool.submitsItself ? [t('extSubmits')] : []),
              ].join(' · ')}
            </span>
            {events
              .filter(({ name, change }) => name === tool.name && change === 'changed')
              .slice(-1)
              .map(({ time }) => (
                <span key={time} class="small strong">
                  {label('toolChange', 'changed')} · {formatTime(time)}
                </span>
              ))}
          </td>
          <td class="cell-text">
            <InertExcerpt text={tool.description} limit={240} />
            <span class="small">
              <Glyph shape={SHAPES[tool.verdict]} size={13} /> {label('verdict', tool.verdict)}
              {tool.incident !== '' && (
                <>
                  {' '}
                  <a href={`#/incident/${tool.incident}`}>{t('memoryIncident')}</a>
                </>
              )}
            </span>
          </td>
        </tr>
      ))}
      {gone.length > 0 && (
        <tr>
          {tools.length === 0 && site}
          <td colSpan={2} class="small muted">
            {label('toolChange', 'went')}: <InertExcerpt text={gone.map(({ name }) => name).join(', ')} limit={200} />
          </td>
        </tr>
      )}
      {usedModel && (
        <tr>
          {tools.length + gone.length === 0 && site}
          <td colSpan={2}>{t('extModelUsed')}</td>
        </tr>
      )}
    </tbody>
  );
}
