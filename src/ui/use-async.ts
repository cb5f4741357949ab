// Loading of a value for a view, with its three states. A late answer to an old question is dropped.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'error'; readonly problem: string };

/** Loads when `inputs` change and on `reload`; a reload keeps the old value on screen until the new one is there. */
export function useAsync<T>(load: () => Promise<T>, inputs: readonly unknown[]): [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const question = useRef(0);
  const run = useCallback(() => {
    question.current += 1;
    const mine = question.current;
    load().then(
      (value) => {
        if (question.current === mine) setLoaded({ state: 'ready', value });
      },
      (error: unknown) => {
        if (question.current === mine) {
          setLoaded({ state: 'error', problem: error instanceof Error ? error.message : String(error) });
        }
      },
    );
  }, inputs);
  useEffect(() => {
    setLoaded({ state: 'loading' });
    run();
    return () => {
      question.current += 1;
    };
  }, [run]);
  return [loaded, run];
}

/** Asks again while something is on its way that nobody announces. */
export function usePolling(active: boolean, reload: () => void, everyMs: number): void {
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(reload, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [active, reload, everyMs]);
}
