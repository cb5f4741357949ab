// The ledger of what assistants were made to remember: what was saved, whether it was asked for, and what the assistant may
// have read before. What a page said was saved is hostile like any text of a page and shown inert.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MemoryRecord } from '../../../model/memory.ts';
import type { AiService } from '../../../model/service.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { Empty, Notice, View } from '../../components/View.tsx';
import { formatTime, label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';

const SHOWN = 200;

export function Memory({ client, reader, services }: ConsoleProps) {
  const [problem, setProblem] = useState(false);
  const [reviewed, setReviewed] = useState('');
  const [loaded, reload] = useAsync(() => reader.listMemories({ limit: SHOWN + 1 }), [reader]);
  useEffect(() => client.onChange(reload), [client, reload]);
  // The button goes with the rows; the count takes the focus over.
  const count = useRef<HTMLParagraphElement>(null);
  const clear = (): void => {
    setProblem(false);
    client.send('memory.clear', {}).then(
      () => {
        count.current?.focus();
        reload();
      },
      () => {
        setProblem(true);
      },
    );
  };
  const review = (): void => {
    setReviewed('');
    client.send('control.confirm', { control: 'SAAS-12', service: '', on: true }).then(
      ({ problem: said }) => setReviewed(said || 'memoryReviewedDone'),
      () => {
        setProblem(true);
      },
    );
  };
  const number = loaded.state === 'ready' ? loaded.value.length : 0;
  return (
    <>
      <h1>{label('page', 'memory')}</h1>
      <p class="lead">{t('memoryLead')}</p>
      <div class="toolbar">
        <p class="muted" role="status" tabIndex={-1} ref={count}>
          {loaded.state === 'ready' && (number > SHOWN ? t('memoriesNewest', SHOWN) : tn('memoriesStored', number))}
        </p>
        {number > 0 && (
          <button type="button" class="primary" onClick={review}>
            {t('memoryReviewed')}
          </button>
        )}
        {number > 0 && (
          <button type="button" class="memory-clear" onClick={clear}>
            {t('memoryClear')}
          </button>
        )}
      </div>
      {reviewed !== '' && (
        <div role="status">
          <Notice shape={reviewed === 'memoryReviewedDone' ? 'clear' : 'warning'}>{t(reviewed)}</Notice>
        </div>
      )}
      {problem && <Notice>{t('actionFailed')}</Notice>}
      <View loaded={loaded} retry={reload}>
        {(memories) =>
          memories.length === 0 ? (
            <Empty title={t('emptyMemoryTitle')} detail={t('emptyMemoryDetail')} />
          ) : (
            <div class="table-scroll" tabIndex={0} role="group" aria-label={label('page', 'memory')}>
              <table class="memories">
                <thead>
                  <tr>
                    <th scope="col">{t('columnTime')}</th>
                    <th scope="col">{t('columnService')}</th>
                    <th scope="col">{t('columnSaved')}</th>
                    <th scope="col">{t('columnAsked')}</th>
                    <th scope="col">{t('columnBefore')}</th>
                  </tr>
                </thead>
                <tbody>
                  {memories.slice(0, SHOWN).map((memory) => (
                    <Row key={memory.id} memory={memory} services={services} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </View>
    </>
  );
}

function Row({ memory, services }: { memory: MemoryRecord; services: readonly AiService[] }) {
  const name = services.find((s) => s.id === memory.service)?.name;
  return (
    <tr>
      <td class="cell-time">{formatTime(memory.time)}</td>
      <td class="cell-site">{name ?? <HostName host={memory.site} />}</td>
      <td class="cell-text">
        {memory.saved === '' ? (
          <span class="muted">{t('savedUnknown')}</span>
        ) : (
          <InertExcerpt text={memory.saved} limit={300} />
        )}
        <span class="small muted">
          {label('memorySource', memory.source)}: <InertExcerpt text={memory.notice} limit={90} />
        </span>
      </td>
      <td>
        {memory.asked ? t('memoryAsked') : t('memoryNotAsked')}
        {memory.incident !== '' && (
          <>
            {' '}
            <a href={`#/incident/${memory.incident}`}>{t('memoryIncident')}</a>
          </>
        )}
      </td>
      <td>
        {memory.before.length === 0 ? (
          <span class="muted">{t('memoryNothingBefore')}</span>
        ) : (
          <ul class="plain">
            {memory.before.slice(0, 3).map((id, i) => (
              <li key={id}>
                <a href={`#/incident/${id}`}>{t('memoryBefore', i + 1)}</a>
              </li>
            ))}
            {memory.before.length > 3 && <li class="muted">{tn('memoryMoreBefore', memory.before.length - 3)}</li>}
          </ul>
        )}
      </td>
    </tr>
  );
}
