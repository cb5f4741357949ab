// Every extension with what it reads, its risk and the reasons, what policy says of it and what a person can do about it.
import { useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { AssessedExtension, ExtensionReport, ExtensionRisk } from '../../../model/extension.ts';
import type { AiService } from '../../../model/service.ts';
import { Glyph, type Shape } from '../../components/Glyph.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatCoarseDate, formatNumber, label, t } from '../../t.ts';

interface Props {
  readonly report: ExtensionReport;
  readonly services: readonly AiService[];
  readonly client: Client;
  readonly act: (work: () => Promise<string>) => void;
}

const SHAPES: Readonly<Record<ExtensionRisk, Shape>> = {
  low: 'clear',
  raised: 'partly',
  high: 'warning',
  'known-bad': 'unmet',
};
const NAMES = 4;

export function ExtensionList({ report, services, client, act }: Props) {
  return (
    <section>
      <h2>{t('extListTitle')}</h2>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t('extListTitle')}>
        <table class="ext-list">
          <thead>
            <tr>
              <th scope="col">{t('extColumnName')}</th>
              <th scope="col">{t('extColumnReach')}</th>
              <th scope="col">{t('extColumnRisk')}</th>
              <th scope="col">{t('extColumnPolicy')}</th>
            </tr>
          </thead>
          <tbody>
            {report.extensions.map((extension) => (
              <Row
                key={extension.facts.id}
                extension={extension}
                services={services}
                canDisable={report.canDisable}
                decide={(what) => {
                  act(
                    async () => (await client.send('extensions.decide', { id: extension.facts.id, act: what })).problem,
                  );
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly extension: AssessedExtension;
  readonly services: readonly AiService[];
  readonly canDisable: boolean;
  readonly decide: (act: 'keep' | 'disable' | 'enable') => void;
}

function Row({ extension, services, canDisable, decide }: RowProps) {
  const { facts, risk, reasons, known, decision, kept } = extension;
  const button = (act: 'keep' | 'disable' | 'enable', words: string) => (
    <button type="button" aria-label={t('extActOf', words, facts.name)} onClick={() => decide(act)}>
      {words}
    </button>
  );
  const asks = decision.action === 'ask' || decision.action === 'disable';
  return (
    <tr class={facts.enabled ? '' : 'ext-off'}>
      <th scope="row" class="ext-name">
        <InertExcerpt text={facts.name} limit={80} />
        <span class="small muted">
          <InertExcerpt text={facts.version} limit={40} /> · {label('installType', facts.installType)}
          {!facts.enabled && ` · ${t('extOff')}`}
        </span>
        <span class="small muted mono">
          <InertExcerpt text={facts.id} limit={64} />
        </span>
      </th>
      <td>
        <Reaches extension={extension} services={services} />
        <Rights extension={extension} />
      </td>
      <td>
        <p class="ext-risk">
          <Glyph shape={SHAPES[risk]} size={13} /> {label('extensionRisk', risk)}
        </p>
        {reasons.length > 0 && (
          <ul class="plain small">
            {reasons.map((reason) => (
              <li key={reason}>{label('extensionReason', reason)}</li>
            ))}
          </ul>
        )}
        {known && (
          <p class="small muted">
            {known.flawedBelow !== '' && `${t('extFlawed', known.flawedBelow)} `}
            {t('extSource', known.source, formatCoarseDate(known.date))}
          </p>
        )}
      </td>
      <td>
        {kept ? t('extKept') : label('extensionAction', decision.action)}
        <span class="small muted mono">
          {decision.entry === '' ? t('extNoEntry') : <InertExcerpt text={decision.entry} limit={120} />}
        </span>
        <div class="buttons">
          {asks && facts.enabled && !kept && button('keep', t('extKeep'))}
          {canDisable && facts.enabled && facts.mayDisable && button('disable', t('extDisable'))}
          {canDisable && !facts.enabled && button('enable', t('extEnable'))}
        </div>
      </td>
    </tr>
  );
}

function Reaches({ extension: { reach, reasons }, services }: Pick<RowProps, 'extension' | 'services'>) {
  if (reasons.includes('all-sites')) return <p>{t('extReachAll')}</p>;
  const ways = (['always', 'maybe', 'click'] as const).map(
    (way) => [way, services.filter(({ id }) => reach[id] === way)] as const,
  );
  const found = ways.filter(([, those]) => those.length > 0);
  if (found.length === 0) return <p class="muted">{t('extReachNone')}</p>;
  return (
    <>
      {found.map(([way, those]) => (
        <p key={way}>
          {way === 'always' ? (
            <>
              {those
                .slice(0, NAMES)
                .map(({ name }) => name)
                .join(', ')}{' '}
              {those.length > NAMES && t('extReachMore', formatNumber(those.length - NAMES))}
            </>
          ) : (
            <span class="muted">{label('reach', way)}</span>
          )}
        </p>
      ))}
    </>
  );
}

/** What the browser tells, word by word, folded. */
function Rights({ extension: { facts } }: Pick<RowProps, 'extension'>) {
  // Filled when it is opened: a hundred extensions have thousands of entries.
  const [open, setOpen] = useState(false);
  const all = [...new Set([...facts.permissions, ...facts.hosts, ...facts.warned])];
  if (all.length + facts.updateUrl.length === 0) return null;
  return (
    <details class="small" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('extRights')}</summary>
      <ul class="plain mono ext-rights" hidden={!open}>
        {(open ? all : []).slice(0, 120).map((entry) => (
          <li key={entry}>
            <InertExcerpt text={entry} limit={120} />
          </li>
        ))}
        {open && facts.updateUrl !== '' && (
          <li class="muted">
            <InertExcerpt text={facts.updateUrl} limit={160} />
          </li>
        )}
      </ul>
    </details>
  );
}
