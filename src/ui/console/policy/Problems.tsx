// What of a policy could not be used, key by key. Names and values come from an administrator or a file and are shown as text.
import type { PolicyKey, PolicyProblem } from '../../../model/policy.ts';
import { label, t, tell } from '../../t.ts';

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
            <p>
              {isKey(p.key) && <span class="strong">{label('setting', p.key)}</span>}{' '}
              <bdi class="mono">{p.key.slice(0, 100)}</bdi> <span class="small muted">{label('layer', p.layer)}</span>
            </p>
            <p>{tell(p.problem).slice(0, 500)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
