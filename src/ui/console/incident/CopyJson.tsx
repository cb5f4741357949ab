// Copies a record as JSON; where the clipboard is refused, shows it to be copied by hand.
import { useState } from 'preact/hooks';
import { t } from '../../t.ts';

/** @param text key of the button's words */
export function CopyJson({ value, text = 'copyJson' }: { value: unknown; text?: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle');
  // Made when it is asked for: a record may be large, and a view is drawn more often than it is copied.
  const json = (): string => JSON.stringify(value, null, 2);
  const copy = (): void => {
    navigator.clipboard.writeText(json()).then(
      () => {
        setState('copied');
      },
      () => {
        setState('by-hand');
      },
    );
  };
  return (
    <>
      <button type="button" onClick={copy}>
        {t(text)}
      </button>
      <span role="status" class="muted">
        {state === 'copied' ? t('copied') : state === 'by-hand' ? t('copyByHand') : ''}
      </span>
      {state === 'by-hand' && (
        <textarea
          class="mono by-hand"
          readOnly
          rows={8}
          value={json().slice(0, 100_000)}
          aria-label={t('copyByHand')}
        />
      )}
    </>
  );
}
