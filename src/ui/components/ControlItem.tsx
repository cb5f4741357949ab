// One control with its live status: shape, word and reason; opens to duty, way to fix and time of observation.
import { useId, useState } from 'preact/hooks';
import type { Control, ControlStatus } from '../../model/responsibility.ts';
import { formatTime, label, t } from '../t.ts';
import { Glyph } from './Glyph.tsx';

export function ControlItem({ control, status }: { control: Control; status: ControlStatus }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <li class="control">
      <button type="button" class="control-head" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Glyph shape={status.status} />
        <span>
          <span class="control-title">{t(control.title)}</span>
          <span class={`small control-why ${open ? '' : 'clamp-2'}`}>
            <span class={`word tone-${status.status}`}>{label('status', status.status)}</span>
            {!open && <span class="muted"> · {t(status.why)}</span>}
          </span>
        </span>
      </button>
      <div id={id} class="control-more small" hidden={!open}>
        <p>{t(status.why)}</p>
        {status.status !== 'met' && status.status !== 'not-applicable' && (
          <p>
            <span class="strong">{t('whatNext')}</span> {t(control.fix)}
          </p>
        )}
        {status.observedAt > 0 && <p class="muted">{t('observedAt', formatTime(status.observedAt))}</p>}
      </div>
    </li>
  );
}
