// What of a policy could not be used, key by key. Names and values come from an administrator or a file and are shown as text.
import type { PolicyKey, PolicyProblem } from '../../../model/policy.ts';
import { label, t } from '../../t.ts';

interface Props {
  readonly problems: readonly PolicyProblem[];
  /** Settings that there are. */
  readonly keys: readonly PolicyKey[];
}

export function Problems({ problems, keys }: Props) {
  if (problems.length === 0) return null;
  const isKey = (key: string): key is PolicyKey => keys.some((k) => k === key);
  return (
    <section>
      <h2>{t('policyProblems')}</h2>
      <p class="small muted">{t('policyProblemsDetail')}</p>
      <ul class="problems">
        {problems.map((p, i) => (
          <li key={i}>
            {isKey(p.key) && `${label('setting', p.key)}, `}
            <span class="mono">{p.key.slice(0, 100)}</span> ({label('layer', p.layer)}): {p.problem.slice(0, 500)}
          </li>
        ))}
      </ul>
    </section>
  );
}
