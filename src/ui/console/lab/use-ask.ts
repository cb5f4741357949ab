// Asking the Lab's worker from a view: the answer to the newest question, how far it is, and why there is none.
import { useEffect, useState } from 'preact/hooks';
import type { Lab, LabAsk, LabAsks, LabEndReason } from '../../../lab/contract.ts';

export interface Asked<N extends LabAsk> {
  /** The last answer, also while a newer question is on its way. */
  readonly result: LabAsks[N]['result'] | null;
  /** 0…1 and texts read, of work that takes longer; null while nothing is worked on. */
  readonly progress: { readonly part: number; readonly count: number } | null;
  /** Why there is no answer; '' where there is one, or none was asked for. */
  readonly problem: Exclude<LabEndReason, 'overtaken'> | '';
}

const NOT_ASKED = { result: null, progress: null, problem: '' } as const;

/** `stuck` and `failed` are told; that a question was overtaken is nobody's business. */
export const endOf = (error: unknown): LabEndReason =>
  ((error as { readonly reason?: LabEndReason } | null)?.reason ?? 'failed') satisfies LabEndReason;

/** Asks whenever `params` is another object; null asks nothing. */
export function useAsk<N extends LabAsk>(lab: Lab, name: N, params: LabAsks[N]['params'] | null): Asked<N> {
  const [asked, setAsked] = useState<Asked<N>>(NOT_ASKED);
  useEffect(() => {
    if (params === null) {
      lab.stop(name);
      setAsked(NOT_ASKED);
      return undefined;
    }
    let current = true;
    setAsked((before) => ({ ...before, progress: { part: 0, count: 0 } }));
    const told = (part: number, count: number): void => {
      if (current) setAsked((before) => ({ ...before, progress: { part, count } }));
    };
    lab.ask(name, params, told).then(
      (result) => {
        if (current) setAsked({ result, progress: null, problem: '' });
      },
      (error: unknown) => {
        const reason = endOf(error);
        if (current && reason !== 'overtaken') setAsked({ result: null, progress: null, problem: reason });
      },
    );
    return () => {
      current = false;
    };
  }, [lab, name, params]);
  return asked;
}
