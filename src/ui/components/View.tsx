// The states that every view has: loading (shown late, so that a fast answer does not flicker), error with a way on, empty.
import type { ComponentChildren } from 'preact';
import type { Loaded } from '../use-async.ts';
import { t, textOrKey } from '../t.ts';
import { Glyph, type Shape } from './Glyph.tsx';

interface Props<T> {
  readonly loaded: Loaded<T>;
  readonly retry: () => void;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows a loaded value, or why there is none. */
export function View<T>({ loaded, retry, children }: Props<T>) {
  if (loaded.state === 'loading') {
    return (
      <p class="loading" role="status">
        <Glyph shape="scanning" /> {t('loading')}
      </p>
    );
  }
  if (loaded.state === 'error') {
    return (
      <div class="state" role="alert">
        <Glyph shape="warning" size={20} />
        <div>
          <p class="strong">{t('loadFailed')}</p>
          <p class="small muted">{t('loadFailedNext')}</p>
          {loaded.problem !== '' && <p class="small muted mono">{textOrKey(loaded.problem).slice(0, 300)}</p>}
          <button type="button" onClick={retry}>
            {t('tryAgain')}
          </button>
        </div>
      </div>
    );
  }
  return <>{children(loaded.value)}</>;
}

/** One calm paragraph where there is nothing to show. */
export function Empty({ title, detail }: { title: string; detail: string }) {
  return (
    <div class="state">
      <Glyph shape="clear" size={20} />
      <div>
        <p class="strong">{title}</p>
        <p class="small muted">{detail}</p>
      </div>
    </div>
  );
}

/** Something to know that is not the main thing. */
export function Notice({ children, shape = 'warning' }: { children: ComponentChildren; shape?: Shape }) {
  return (
    <div class="notice">
      <Glyph shape={shape} />
      <div>{children}</div>
    </div>
  );
}
