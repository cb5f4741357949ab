// How far the catalogue still fits the pages of assistants that were open in this session of the browser: which part is found
// by its selectors, which by general signs, which not at all, and when that was seen last.
import { useEffect } from 'preact/hooks';
import { ADAPTER_PARTS, type AdapterRecord, type PartState } from '../../../model/adapter.ts';
import type { AiService } from '../../../model/service.ts';
import { Glyph, type Shape } from '../../components/Glyph.tsx';
import { HostName } from '../../components/HostName.tsx';
import { View } from '../../components/View.tsx';
import { formatTime, label, t } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';

const SHAPES: Readonly<Record<PartState, Shape>> = {
  matched: 'met',
  fallback: 'partly',
  none: 'unmet',
  'not-seen': 'unobservable',
};

export function Adapters({ client, services }: Pick<ConsoleProps, 'client' | 'services'>) {
  const [loaded, reload] = useAsync(async () => (await client.send('adapters.list', {})).adapters, [client]);
  // Nobody announces a look; who comes back to this page sees the newest.
  useEffect(() => {
    addEventListener('focus', reload);
    return () => {
      removeEventListener('focus', reload);
    };
  }, [reload]);
  return (
    <section class="adapters">
      <h2>{t('adaptersTitle')}</h2>
      <p class="muted">{t('adaptersLead')}</p>
      <View loaded={loaded} retry={reload}>
        {(adapters) =>
          adapters.length === 0 ? (
            <p>{t('adaptersNone')}</p>
          ) : (
            <div class="table-scroll" tabIndex={0} role="group" aria-label={t('adaptersTitle')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('columnService')}</th>
                    {ADAPTER_PARTS.map((part) => (
                      <th key={part} scope="col">
                        {label('adapterPart', part)}
                      </th>
                    ))}
                    <th scope="col">{t('columnLastSeen')}</th>
                  </tr>
                </thead>
                <tbody>
                  {[...adapters]
                    .sort((a, b) => b.time - a.time)
                    .map((adapter) => (
                      <Row key={adapter.service} adapter={adapter} services={services} />
                    ))}
                </tbody>
              </table>
            </div>
          )
        }
      </View>
    </section>
  );
}

function Row({ adapter, services }: { adapter: AdapterRecord; services: readonly AiService[] }) {
  const name = services.find((s) => s.id === adapter.service)?.name ?? adapter.service;
  return (
    <tr>
      <th scope="row">
        {name}
        <span class="small muted mono">
          <HostName host={adapter.site} />
        </span>
      </th>
      {ADAPTER_PARTS.map((part) => (
        <td key={part}>
          <span class="adapter-state">
            <Glyph shape={SHAPES[adapter[part]]} size={13} /> {label('partState', adapter[part])}
          </span>
        </td>
      ))}
      <td class="cell-time">{formatTime(adapter.time)}</td>
    </tr>
  );
}
