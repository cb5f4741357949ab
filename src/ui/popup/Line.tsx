// The line: left what the vendor says of its side, right what is yours and whether it is so now, between them what nobody
// has taken. The vendor's side is quoted with source and date or reads "not confirmed"; statuses come from the worker.
import { useState } from 'preact/hooks';
import type { Control } from '../../model/responsibility.ts';
import { DIMENSIONS, type AiService } from '../../model/service.ts';
import type { TabStatus } from '../../model/status.ts';
import type { Acting } from '../act.ts';
import { ControlItem } from '../components/ControlItem.tsx';
import { Glyph } from '../components/Glyph.tsx';
import { VendorStance } from '../components/VendorStance.tsx';
import { countStatuses, joinControls } from '../responsibility-order.ts';
import { label, t, tn } from '../t.ts';

interface Props {
  readonly status: TabStatus;
  readonly service: AiService | null;
  /** The assistant built into this browser, where the tab shows no other. */
  readonly browserAssistant: AiService | null;
  readonly acting: Acting;
  readonly controls: readonly Control[];
  /** Rows before "show all". */
  readonly rows: number;
}

export function Line({ status, service, browserAssistant, acting, controls, rows }: Props) {
  const [all, setAll] = useState(false);
  const joined = joinControls(controls, status.controls);
  const yours = joined.filter(({ control }) => control.owner === 'user' || control.owner === 'shared');
  const theirs = controls.filter((c) => c.owner === 'vendor');
  const openPoints = joined.filter(({ control }) => control.owner === 'nobody');
  const shown = all ? yours : yours.slice(0, rows);
  return (
    <section class="line" aria-label={t('lineLabel')}>
      <div class="line-side line-vendor">
        <h2>{t('vendorSide')}</h2>
        {service ? (
          <VendorSide service={service} kept={theirs} />
        ) : (
          <p class="small muted">{vendorWords(status, browserAssistant)}</p>
        )}
      </div>
      <div class="line-side line-you">
        <h2>
          {t('yourSide')} <Score status={status} />
        </h2>
        {yours.length === 0 ? (
          <p class="small muted">{t('controlsNone')}</p>
        ) : (
          <ul class="controls">
            {shown.map(({ control, status: s }, i) => (
              <ControlItem
                key={control.id}
                control={control}
                status={s}
                statements={status.statements}
                acting={acting}
                prominent={i === 0 && s.status !== 'unobservable'}
              />
            ))}
          </ul>
        )}
        {yours.length > rows && (
          <button type="button" class="quiet summary" aria-expanded={all} onClick={() => setAll(!all)}>
            {!all && (
              <span class="counts">
                {countStatuses(yours.slice(rows)).map(([kind, n]) => (
                  <span key={kind} class="count">
                    <Glyph shape={kind} size={13} />
                    <span class="hidden-words">{label('status', kind)}</span> {n}
                  </span>
                ))}
              </span>
            )}
            {all ? t('showLess') : tn('showMoreControls', yours.length - rows)}
          </button>
        )}
      </div>
      {(openPoints.length > 0 || service?.stance === 'no-statement') && (
        <div class="line-nobody">
          <h2>{t('nobodySide')}</h2>
          <ul>
            {service?.stance === 'no-statement' && <li class="small">{t('nobodyNoStatement')}</li>}
            {openPoints.slice(0, all ? openPoints.length : 2).map(({ control, status: s }) => (
              <li key={control.id} class="small">
                <Glyph shape={s.status} size={13} /> {t(control.title)}
                <span class="hidden-words"> ({label('status', s.status)})</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

/** What there is to say of the other side without a service of the catalogue. */
function vendorWords(status: TabStatus, browserAssistant: AiService | null): string {
  if (status.kind === 'assistant') return t('vendorUnknown');
  return browserAssistant ? t('browserAssistant', browserAssistant.name) : t('vendorNone');
}

function VendorSide({ service, kept }: { service: AiService; kept: readonly Control[] }) {
  return (
    <>
      <p class="small muted">{t('stanceAbout')}</p>
      <VendorStance service={service} now={Date.now()} brief />
      <p class="small vendor-more">{t('claimsCount', service.claims.length, DIMENSIONS.length)}</p>
      {service.leavesToUser.length > 0 && (
        <p class="small vendor-more">{tn('leavesToUser', service.leavesToUser.length)}</p>
      )}
      {kept.map((control) => (
        <p key={control.id} class="small kept">
          {t(control.title)}: <span class="muted">{t('notConfirmed')}</span>
        </p>
      ))}
    </>
  );
}

function Score({ status }: { status: TabStatus }) {
  const { visible, total } = status.score;
  return <span class="score small muted">{total === 0 ? t('scoreNone') : t('scoreVisible', visible, total)}</span>;
}
