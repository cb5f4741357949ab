// The whole judgement of one text, at typing speed: verdicts, what policies would do, what was found where, every reading.
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { LabDecision, Reading, Side, TextResult } from '../../../lab/contract.ts';
import type { Family } from '../../../model/finding.ts';
import type { EffectivePolicy } from '../../../model/policy.ts';
import { InertExcerpt, InertText } from '../../components/InertText.tsx';
import { Notice } from '../../components/View.tsx';
import type { Mark } from '../../inert-text.ts';
import { formatNumber, formatPercent, label, t } from '../../t.ts';
import type { ConsoleProps, RuleReferences } from '../console-props.ts';
import { Findings } from '../incident/evidence.tsx';
import type { LabKit } from './lab-kit.ts';
import { SaveCase } from './SaveCase.tsx';
import { useAsk } from './use-ask.ts';
import { Working } from './Working.tsx';

export interface JudgementProps extends Pick<ConsoleProps, 'ruleReferences' | 'glossary'> {
  readonly kit: LabKit;
  readonly text: string;
  /** Rule files that join the delivered ones. */
  readonly rules: readonly string[];
  readonly policy: EffectivePolicy | null;
}

export function Judgement({ kit, text, rules, policy, ruleReferences, glossary }: JudgementProps) {
  const asked = useAsk(
    kit.lab,
    'text',
    useMemo(() => ({ text, rules, policy }), [text, rules, policy]),
  );
  const { result } = asked;
  return (
    <div class="lab-judgement" aria-busy={asked.progress !== null}>
      <Working asked={asked} stop={() => kit.lab.stop('text')} />
      {!result && asked.progress && asked.progress.count === 0 && (
        <p class="loading" role="status">
          {t('labJudging')}
        </p>
      )}
      {result && <Outcome text={text} result={result} ruleReferences={ruleReferences} glossary={glossary} />}
    </div>
  );
}

type OutcomeProps = Pick<JudgementProps, 'text' | 'ruleReferences' | 'glossary'> & { readonly result: TextResult };

function Outcome({ text, result, ruleReferences, glossary }: OutcomeProps) {
  const { seen, unseen, start, end, slices, classifier, took } = result;
  const stretch = useMemo(() => text.slice(start, end), [text, start, end]);
  const findings = unseen.verdict.findings;
  const references = useReferences(ruleReferences, unseen.verdict.families);
  const marks = useMemo(() => marksOf(result), [result]);
  return (
    <>
      {!classifier && <Notice>{t('labRulesOnly')}</Notice>}
      {slices.length > 1 && (
        <Notice shape="partly">
          {t('labStretch', formatNumber(start + 1), formatNumber(end), formatNumber(slices.length))}
        </Notice>
      )}
      <section>
        <h2>{t('labVerdict')}</h2>
        <div class="lab-sides">
          <SideFacts title={t('labSeen')} side={seen} />
          <SideFacts title={t('labUnseen')} side={unseen} />
        </div>
        <p class="small muted">{t('labTook', formatNumber(Math.max(1, Math.round(took))))}</p>
      </section>
      <section>
        <h2>{t('labFound')}</h2>
        <InertText text={stretch} marks={marks} />
        {unseen.words.length > 0 && <p class="small muted">{t('labTones')}</p>}
        {findings.length > 0 && <Findings findings={findings} references={references} glossary={glossary} />}
        <Words side={unseen} />
      </section>
      <Decisions decisions={result.decisions} />
      <Readings readings={result.readings} />
      <SaveCase text={stretch} seen={seen} unseen={unseen} />
    </>
  );
}

function SideFacts({ title, side: { verdict, score } }: { title: string; side: Side }) {
  return (
    <div class={`lab-side lab-${verdict.kind}`}>
      <h3>{title}</h3>
      <p class="strong">{label('verdict', verdict.kind)}</p>
      <p class="small">
        <meter min={0} max={1} value={score} aria-hidden="true" /> {t('labScore', formatPercent(score))}
      </p>
      {verdict.families.length > 0 && (
        <p class="small muted">
          {verdict.families
            .slice(0, 4)
            .map((family) => label('family', family))
            .join(' · ')}
        </p>
      )}
    </div>
  );
}

/** Ids in public frameworks of the rules that matched, loaded for the families that were found. */
function useReferences(load: ConsoleProps['ruleReferences'], families: readonly Family[]): RuleReferences {
  const [references, setReferences] = useState<RuleReferences>({});
  const key = families.join();
  useEffect(() => {
    let current = true;
    Promise.all(families.map(load)).then(
      (all) => {
        if (current) setReferences(Object.assign({}, ...all) as RuleReferences);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [load, key]);
  return references;
}

/** Rules first: where a rule and a word of the classifier lie on each other, the rule's mark is what is seen. */
function marksOf({ unseen }: TextResult): Mark[] {
  const rules = unseen.verdict.findings.map(({ start, end, rule }): Mark => ({ start, end, title: rule }));
  const words = unseen.words.map(({ start, end, weight }): Mark => ({
    start,
    end,
    title: weight > 0 ? t('labFor', weight.toFixed(2)) : t('labAgainst', weight.toFixed(2)),
    tone: weight > 0 ? 'for' : 'against',
  }));
  return [...rules, ...words];
}

function Words({ side: { words } }: { side: Side }) {
  if (words.length === 0) return null;
  const strongest = [...words].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <details>
      <summary>{t('labWords')}</summary>
      <ul class="lab-words">
        {strongest.map(({ text, weight, start }) => (
          <li key={start}>
            <bdi dir="ltr" class="mono lab-weight">
              {weight > 0 ? '+' : '−'}
              {Math.abs(weight).toFixed(2)}
            </bdi>{' '}
            <InertExcerpt text={text} limit={60} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Decisions({ decisions }: { decisions: readonly LabDecision[] }) {
  return (
    <section>
      <h2>{t('labDecisions')}</h2>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t('labDecisions')}>
        <table class="lab-decisions">
          <thead>
            <tr>
              <th scope="col">{t('labPolicy')}</th>
              <th scope="col">{t('labSeen')}</th>
              <th scope="col">{t('labUnseen')}</th>
              <th scope="col">{t('columnSetting')}</th>
            </tr>
          </thead>
          <tbody>
            {decisions.map(({ policy, seen, unseen, key, layer }) => (
              <tr key={policy} class={policy === 'in-force' ? 'decided' : ''}>
                <th scope="row">{policy === 'in-force' ? t('labInForce') : label('preset', policy)}</th>
                <td>{label('action', seen)}</td>
                <td>{label('action', unseen)}</td>
                <td>
                  {label('setting', key)}
                  {policy === 'in-force' && <span class="small muted">{label('layer', layer)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Readings({ readings }: { readings: readonly Reading[] }) {
  const share = (value: number | null): string => (value === null ? '–' : formatPercent(value));
  return (
    <section>
      <h2>{t('labReadings')}</h2>
      <p class="small muted">{t('labReadingsDetail')}</p>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t('labReadings')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('labReading')}</th>
              <th scope="col">{t('labText')}</th>
              <th scope="col" class="number">
                {t('labRules')}
              </th>
              <th scope="col" class="number">
                {t('labSaid')}
              </th>
            </tr>
          </thead>
          <tbody>
            {readings.map((reading, i) => (
              <tr key={i}>
                <td>
                  {label('transform', reading.transform)}
                  {reading.part && <span class="small muted">{t('labPart')}</span>}
                </td>
                <td class="cell-text">
                  <InertExcerpt text={reading.text} limit={240} />
                </td>
                <td class="number">{formatNumber(reading.rules)}</td>
                <td class="number nowrap">
                  {share(reading.seen)} · {share(reading.unseen)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
