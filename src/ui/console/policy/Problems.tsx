// What of a policy could not be used, key by key. Names and values come from an administrator or a file and are shown as text.
import type { PolicyKey, PolicyProblem } from '../../../model/policy.ts';
import { label, t } from '../../t.ts';
import { KEYS } from './keys.ts';

const isKey = (key: string): key is PolicyKey => KEYS.some((k) => k === key);

export function Problems({ problems }: { problems: readonly PolicyProblem[] }) {
  if (problems.length === 0) return null;
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
