// Proofs of an incident as tables: computed values, findings, steps of the decision. All values are shown as text.
import { Fragment } from 'preact';
import { TRANSFORMS, type Finding } from '../../../model/finding.ts';
import { ACTIONS, type Decision, type DecisionStep } from '../../../model/policy.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatNumber, formatPercent, label, t } from '../../t.ts';
import type { Glossary, RuleReferences } from '../console-props.ts';
import { Ids } from './Ids.tsx';
import { isModels } from './marks.ts';

const MAX_FINDINGS = 200;

const isTransform = (name: string, value: string): boolean =>
  name === 'transform' && TRANSFORMS.some((transform) => transform === value);

export function Evidence({ values }: { values: Readonly<Record<string, string>> }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <>
      <p class="small muted evidence-lead">{t('evidenceLead')}</p>
      <dl class="facts mono-values">
        {entries.slice(0, 8).map(([name, value]) => (
          <Fragment key={name}>
            <dt>
              <InertExcerpt text={name} limit={60} />
            </dt>
            <dd>
              <InertExcerpt text={isTransform(name, value) ? label('transform', value) : value} limit={300} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly references: RuleReferences;
  readonly glossary: Glossary;
}

export function Findings({ findings, references, glossary }: FindingsProps) {
  if (findings.length === 0) return <p class="muted">{t('findingsNone')}</p>;
  return (
    <>
      <div class="table-scroll" tabIndex={0} role="group" aria-label={t('sectionFindings')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('columnRule')}</th>
              <th scope="col">{t('columnSeverity')}</th>
              <th scope="col" class="number">
                {t('columnConfidence')}
              </th>
              <th scope="col">{t('columnWhere')}</th>
              <th scope="col">{t('columnMatched')}</th>
            </tr>
          </thead>
          <tbody>
            {[...findings]
              .sort((a, b) => b.confidence - a.confidence)
              .slice(0, MAX_FINDINGS)
              .map((f, i) => (
                <tr key={i}>
                  <td>
                    {label('family', f.family)}
                    {isModels(f) ? (
                      <span class="small muted">{t('inspByModel')}</span>
                    ) : (
                      <span class="small muted mono">{f.rule}</span>
                    )}
                  </td>
                  <td>{label('severity', f.severity)}</td>
                  <td class="number">{formatPercent(f.confidence)}</td>
                  <td class="cell-where">
                    <bdi dir="ltr" class="nowrap">
                      {formatNumber(f.start)}–{formatNumber(f.end)}
                    </bdi>
                    {f.transform !== 'original' && <span class="small muted">{label('transform', f.transform)}</span>}
                  </td>
                  <td class="cell-text">
                    <InertExcerpt text={f.excerpt} limit={200} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      <References findings={findings} references={references} glossary={glossary} />
    </>
  );
}

/** What the rules above are called in public frameworks, each name once. */
function References({ findings, references, glossary }: FindingsProps) {
  const named: Record<string, string[]> = {};
  for (const rule of new Set(findings.map((f) => f.rule))) {
    for (const [framework, ids] of Object.entries(references[rule] ?? {})) {
      named[framework] = [...new Set([...(named[framework] ?? []), ...ids])];
    }
  }
  if (Object.keys(named).length === 0) return null;
  return (
    <div class="references">
      <h3>{t('columnReferences')}</h3>
      <Ids ids={named} names={glossary.frameworks} />
    </div>
  );
}

export function DecisionTrace({ decision }: { decision: Decision }) {
  if (decision.trace.length === 0) return null;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t('sectionDecision')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('columnSetting')}</th>
            <th scope="col">{t('columnValue')}</th>
            <th scope="col">{t('columnLayer')}</th>
            <th scope="col">{t('columnDecided')}</th>
          </tr>
        </thead>
        <tbody>
          {decision.trace.map((step, i) => (
            <tr key={i} class={step.decided ? 'decided' : ''}>
              <td>{label('setting', step.key)}</td>
              <td>
                <ValueInWords step={step} />
              </td>
              <td>{label('layer', step.layer)}</td>
              <td>{step.decided ? t('yes') : t('no')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A looked-at value as a person says it; the record keeps the raw one, which "Copy as JSON" gives. */
function ValueInWords({ step }: { step: DecisionStep }) {
  if (step.key === 'enabled') return <>{step.value === 'true' ? t('on') : t('off')}</>;
  if (step.key === 'excludedSites' && !step.decided) return <>{t('traceNotListed')}</>;
  // Written by engine/policy as `block`, or as `block, here audit` where a milder action was taken.
  const [set, taken] = ACTIONS.flatMap((action) => {
    const at = new RegExp(`\\b${action}\\b`).exec(step.value)?.index;
    return at === undefined ? [] : [{ action, at }];
  })
    .sort((a, b) => a.at - b.at)
    .map(({ action }) => action);
  if (set === undefined || (step.key !== 'hiddenTextAction' && step.key !== 'visibleTextAction')) {
    return <InertExcerpt text={step.value} />;
  }
  if (taken === undefined) return <>{label('action', set)}</>;
  return <>{t('traceCapped', label('action', set), label('action', taken))}</>;
}
