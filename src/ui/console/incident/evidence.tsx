// Proofs of an incident as tables: computed values, findings, steps of the decision. All values are shown as text.
import { Fragment } from 'preact';
import type { Finding } from '../../../model/finding.ts';
import type { Decision } from '../../../model/policy.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatNumber, formatPercent, label, t } from '../../t.ts';
import type { RuleReferences } from '../console-props.ts';

const MAX_FINDINGS = 200;

export function Evidence({ values }: { values: Readonly<Record<string, string>> }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <dl class="facts mono-values">
      {entries.slice(0, 8).map(([name, value]) => (
        <Fragment key={name}>
          <dt>
            <InertExcerpt text={name} limit={60} />
          </dt>
          <dd>
            <InertExcerpt text={value} limit={300} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly references: RuleReferences;
}

export function Findings({ findings, references }: FindingsProps) {
  if (findings.length === 0) return <p class="muted">{t('findingsNone')}</p>;
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label={t('sectionFindings')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('columnRule')}</th>
            <th scope="col">{t('columnFamily')}</th>
            <th scope="col">{t('columnSeverity')}</th>
            <th scope="col">{t('columnConfidence')}</th>
            <th scope="col">{t('columnWhere')}</th>
            <th scope="col">{t('columnMatched')}</th>
            <th scope="col">{t('columnReferences')}</th>
          </tr>
        </thead>
        <tbody>
          {findings.slice(0, MAX_FINDINGS).map((f, i) => (
            <tr key={i}>
              <td class="mono">{f.rule}</td>
              <td>{label('family', f.family)}</td>
              <td>{label('severity', f.severity)}</td>
              <td class="number">{formatPercent(f.confidence)}</td>
              <td class="nowrap">
                {formatNumber(f.start)}–{formatNumber(f.end)}
                {f.transform !== 'original' && <span class="small muted">{label('transform', f.transform)}</span>}
              </td>
              <td class="cell-text">
                <InertExcerpt text={f.excerpt} limit={200} />
              </td>
              <td class="small">
                {Object.entries(references[f.rule] ?? {}).map(([name, ids]) => (
                  <span key={name} class="reference">
                    {label('framework', name)}: {ids.join(', ')}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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
              <td class="mono">{step.value}</td>
              <td>{label('layer', step.layer)}</td>
              <td>{step.decided ? t('yes') : t('no')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
