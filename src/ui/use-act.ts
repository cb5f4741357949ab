// Something that a person does in a view: it runs, and what it said is shown.
import { useState } from 'preact/hooks';

/**
 * What the last act said, as a message key, '' when it worked or none was done; and how one is run. A new act takes the old
 * word away at once.
 * @param done called after an act that came to an end, whatever it said
 */
export function useAct(done: () => void): readonly [problem: string, run: (work: Work) => void] {
  const [problem, setProblem] = useState('');
  const run = (work: Work): void => {
    setProblem('');
    work().then(
      (said) => {
        setProblem(said);
        done();
      },
      () => {
        setProblem('actionFailed');
      },
    );
  };
  return [problem, run];
}

/** Resolves to a message key, '' when it worked. */
export type Work = () => Promise<string>;
