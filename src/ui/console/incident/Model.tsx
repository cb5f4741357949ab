// What the trained model said and which words weighed most, in words. The words come from the page and are inert.
import type { Explanation, WeighedWords } from '../../../model/verdict.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatPercent, label, t } from '../../t.ts';

/** Parts of the logit from which on a word weighs so much. */
const STRENGTHS = [
  [1, 'strong'],
  [0.4, 'clear'],
  [0, 'slight'],
] as const;

const strengthOf = (weight: number): string => STRENGTHS.find(([from]) => Math.abs(weight) >= from)?.[1] ?? 'slight';

export function Model({ explanation }: { explanation: Explanation | undefined }) {
  if (!explanation) return <p class="small muted model-none">{t('inspModelNone')}</p>;
  const { score, unseen, transform, words, model } = explanation;
  const byWeight = [...words].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <div class="model">
      <h3>{t('inspModel')}</h3>
      <p>
        {t('inspModelScore', formatPercent(score))} {t(unseen ? 'inspModelUnseen' : 'inspModelSeen')}
        {transform !== 'original' && ` ${t('inspModelReading', label('transform', transform))}`}
      </p>
      <div class="model-words">
        <Words title={t('inspModelFor')} tone="for" words={byWeight.filter((w) => w.weight > 0)} />
        <Words title={t('inspModelAgainst')} tone="against" words={byWeight.filter((w) => w.weight < 0)} />
      </div>
      <p class="small muted">{t('inspModelVersion', model)}</p>
    </div>
  );
}

interface WordsProps {
  readonly title: string;
  readonly tone: 'for' | 'against';
  readonly words: readonly WeighedWords[];
}

function Words({ title, tone, words }: WordsProps) {
  if (words.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul class={`weighed ${tone}`}>
        {words.map((word, i) => (
          <li key={i} class={strengthOf(word.weight)}>
            <InertExcerpt text={word.text} limit={60} />{' '}
            <span class="small muted">{label('inspWeight', strengthOf(word.weight))}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
