// One control with its live status: shape, word and reason; opens to what to do, who said so and when it was observed.
// Names and notes of statements come from an administrator and are shown as text of their own direction.
import { useId, useState } from 'preact/hooks';
import type { Attestation, Control, ControlStatus } from '../../model/responsibility.ts';
import { confirm, offerOf, type Acting } from '../act.ts';
import { formatCoarseDate, formatTime, label, t } from '../t.ts';
import { Glyph } from './Glyph.tsx';

interface Props {
  readonly control: Control;
  readonly status: ControlStatus;
  readonly statements: readonly Attestation[];
  readonly acting: Acting;
  /** Its button is there without being opened. */
  readonly prominent?: boolean;
}

export function ControlItem({ control, status, statements, acting, prominent = false }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const offer = offerOf(status.act, control, acting);
  const button = offer && (
    <button
      type="button"
      class="act"
      aria-describedby={`${id}-title`}
      onClick={() => {
        offer.run();
      }}
    >
      {offer.label}
    </button>
  );
  return (
    <li class="control">
      <button type="button" class="control-head" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Glyph shape={status.status} />
        <span>
          <span class="control-title" id={`${id}-title`}>
            {t(control.title)}
          </span>
          <span class={`small control-why ${open ? '' : 'clamp-2'}`}>
            <StatusWord status={status} />
            {!open && <span class="muted"> · {t(status.why)}</span>}
          </span>
        </span>
      </button>
      {prominent && !open && button && <div class="control-act small">{button}</div>}
      <div id={id} class="control-more small" hidden={!open}>
        <p>{t(status.why)}</p>
        <Stated control={control} status={status} statements={statements} />
        {status.status !== 'met' && status.status !== 'not-applicable' && (
          <p>
            <span class="strong">{t('whatNext')}</span> {t(control.fix)}
          </p>
        )}
        {open && button && <p>{button}</p>}
        <Withdraw control={control} status={status} acting={acting} />
        {status.observedAt > 0 && status.status !== 'unobservable' && (
          <p class="muted">{t('observedAt', formatTime(status.observedAt))}</p>
        )}
      </div>
    </li>
  );
}

/** The word of a status, and how it is known where Demarc has not seen it itself. */
export function StatusWord({ status }: { status: ControlStatus }) {
  return (
    <>
      <span class={`word tone-${status.status}`}>{label('status', status.status)}</span>
      {status.basis !== 'observed' && (
        <span class="muted"> ({t(status.basis === 'stated' ? 'basisStated' : 'basisSaid')})</span>
      )}
    </>
  );
}

/** Who states it, since when and until when. */
export function Stated({ control, status, statements }: Pick<Props, 'control' | 'status' | 'statements'>) {
  const statement = status.basis === 'stated' ? statements.find((s) => s.control === control.id) : undefined;
  if (!statement) return null;
  const { by, date, until, note } = statement;
  return (
    <p class="muted">
      <bdi>{t('statedBy', by, formatCoarseDate(date), formatCoarseDate(until))}</bdi>
      {note !== '' && (
        <>
          {' '}
          <bdi>{note}</bdi>
        </>
      )}
    </p>
  );
}

/** Takes back the person's own word. */
export function Withdraw({ control, status, acting }: Pick<Props, 'control' | 'status' | 'acting'>) {
  if (status.basis !== 'said' || !acting.policy.settings.allowUserSettings) return null;
  return (
    <p>
      <button type="button" class="quiet" onClick={confirm(control, false, acting)}>
        {t('confirmWithdraw')}
      </button>
    </p>
  );
}
