// One incident in full: what was there, why a person could not see it, what was found, who decided, what was done.
// Every text from the page is shown inert; the JSON copy is the stored record as it is.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { EffectivePolicy } from '../../../model/policy.ts';
import type { Incident } from '../../../model/incident.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt, InertText } from '../../components/InertText.tsx';
import { Empty, Notice, View } from '../../components/View.tsx';
import { doneLabel } from '../../done-label.ts';
import { formatPercent, formatTime, label, t, textOrKey } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps, RuleReferences } from '../console-props.ts';
import { InputFacts } from './InputFacts.tsx';
import { CopyJson } from './CopyJson.tsx';
import { WhatNext } from './WhatNext.tsx';
import { DecisionTrace, Evidence, Findings } from './evidence.tsx';

export function IncidentPage({ id, client, reader, services, ruleReferences }: ConsoleProps & { id: string }) {
  const [loaded, reload] = useAsync(async () => {
    const [incident, policy] = await Promise.all([reader.getIncident(id), client.send('policy.get', {})]);
    const families = [...new Set(incident?.verdict.findings.map((f) => f.family))];
    // References are an extra; an incident is shown without them when a rule file cannot be loaded.
    const loaded = await Promise.all(families.map((f) => ruleReferences(f).catch(() => ({}))));
    const references: RuleReferences = Object.assign({}, ...loaded);
    return { incident, references, policy };
  }, [reader, client, id, ruleReferences]);
  useEffect(() => client.onChange(reload), [client, reload]);
  return (
    <>
      <p>
        <a href="#/incidents">{t('backToIncidents')}</a>
      </p>
      <h1>{t('incidentTitle')}</h1>
      <View loaded={loaded} retry={reload}>
        {({ incident, references, policy }) =>
          incident ? (
            <Full
              incident={incident}
              allowUndo={policy.settings.allowUndo}
              policy={policy}
              client={client}
              reload={reload}
              references={references}
              serviceName={services.find((s) => s.id === incident.service)?.name ?? ''}
            />
          ) : (
            <Empty title={t('incidentGoneTitle')} detail={t('incidentGoneDetail')} />
          )
        }
      </View>
    </>
  );
}

/** Without the steps that every path of a page begins with; what is left still finds the place. */
const readablePath = (path: string): string => path.replace(/^html(?::nth-child\(\d+\))? > (?=body|head)/, '');

interface FullProps {
  readonly incident: Incident;
  readonly allowUndo: boolean;
  readonly policy: EffectivePolicy;
  readonly client: Client;
  readonly reload: () => void;
  readonly serviceName: string;
  readonly references: RuleReferences;
}

function Full({ incident, allowUndo, policy, client, reload, serviceName, references }: FullProps) {
  const [problem, setProblem] = useState('');
  // The button goes with the text it put back; what it did is said in the line above, which takes the focus over.
  const said = useRef<HTMLParagraphElement>(null);
  const undo = (): void => {
    client.send('incident.undo', { id: incident.id }).then(
      (answer) => {
        setProblem(answer.undone ? '' : answer.problem || 'undoFailed');
        if (answer.undone) said.current?.focus();
        reload();
      },
      () => {
        setProblem('actionFailed');
      },
    );
  };
  const { verdict, concealment } = incident;
  const done = doneLabel({
    enforcement: incident.enforcement,
    concealment: concealment?.reason ?? null,
    action: incident.decision.action,
    outcome: incident.input?.outcome,
  });
  const marks = verdict.findings.map((f) => ({
    start: f.start,
    end: f.end,
    title: `${label('family', f.family)} (${f.rule})`,
  }));
  return (
    <>
      <p class="lead" ref={said} tabIndex={-1} role="status">
        {label('verdict', verdict.kind)} · {done} ·{' '}
        <span class="strong">
          <HostName host={incident.site} />
        </span>{' '}
        · {formatTime(incident.time)}
      </p>
      <div class="toolbar">
        {incident.enforcement === 'blanked' && allowUndo && (
          <button type="button" onClick={undo}>
            {t('undo')}
          </button>
        )}
        <CopyJson value={incident} />
      </div>
      {problem !== '' && <Notice>{textOrKey(problem)}</Notice>}

      <section>
        <h2>{t('sectionText')}</h2>
        <InertText text={incident.text} marks={marks} fullLength={incident.textLength} />
      </section>

      {incident.input && <InputFacts input={incident.input} />}

      {!incident.input && (
        <section>
          <h2>{concealment ? t('sectionHidden') : t('sectionVisible')}</h2>
          {concealment ? (
            <>
              <p>{label('concealmentWhy', concealment.reason, label('carrier', incident.carrier))}</p>
              <Evidence values={concealment.evidence} />
            </>
          ) : (
            <p>{t('concealmentVisibleWhy')}</p>
          )}
        </section>
      )}

      <section>
        <h2>{t('sectionFindings')}</h2>
        <p>
          {t('verdictFacts', label('verdict', verdict.kind), formatPercent(verdict.confidence))}
          {verdict.severity && ` · ${t('severityFact', label('severity', verdict.severity))}`}
        </p>
        <Findings findings={verdict.findings} references={references} />
      </section>

      {verdict.layers.length > 0 && (
        <section>
          <h2>{t('sectionLayers')}</h2>
          <ol class="layers">
            {verdict.layers.map((layer, i) => (
              <li key={i}>
                <h3>{label('transform', layer.transform)}</h3>
                <InertText text={layer.text} />
              </li>
            ))}
          </ol>
        </section>
      )}

      <section>
        <h2>{t('sectionPlace')}</h2>
        <dl class="facts">
          <dt>{t('factCarrier')}</dt>
          <dd>
            {label('carrier', incident.carrier)}{' '}
            {incident.name !== '' && <InertExcerpt text={incident.name} limit={100} />}
          </dd>
          <dt>{t('factPath')}</dt>
          <dd>
            <InertExcerpt text={readablePath(incident.path)} limit={300} />
          </dd>
          <dt>{t('factAddress')}</dt>
          <dd>
            <InertExcerpt text={incident.url || t('none')} limit={500} />
          </dd>
          {incident.frameSite !== incident.site && (
            <>
              <dt>{t('factFrame')}</dt>
              <dd>
                <HostName host={incident.frameSite} />
              </dd>
            </>
          )}
          <dt>{t('factService')}</dt>
          <dd>{serviceName || t('noService')}</dd>
          <dt>{t('factSnippet')}</dt>
          <dd>
            <InertText text={incident.snippet} />
          </dd>
        </dl>
      </section>

      <section>
        <h2>{t('sectionDecision')}</h2>
        <p>
          <span class="strong">{label('action', incident.decision.action)}.</span> {t(incident.decision.reason)}{' '}
          {t('decidedBy', label('layer', incident.decision.layer))}
        </p>
        <p class="muted">{label('actionDetail', incident.decision.action)}</p>
        <WhatNext policy={policy} layer={incident.decision.layer} />
        <DecisionTrace decision={incident.decision} />
      </section>

      <section>
        <h2>{t('sectionRecord')}</h2>
        <dl class="facts">
          <dt>{t('factId')}</dt>
          <dd class="mono">{incident.id}</dd>
          <dt>{t('factStored')}</dt>
          <dd>{formatTime(incident.time)}</dd>
          <dt>{t('factUndone')}</dt>
          <dd>{incident.undoneAt > 0 ? formatTime(incident.undoneAt) : t('never')}</dd>
          <dt>{t('factPolicy')}</dt>
          <dd class="mono">{incident.policyHash}</dd>
          <dt>{t('factVersions')}</dt>
          <dd>{t('factVersionsValue', incident.appVersion, incident.catalogVersion)}</dd>
          <dt>{t('factSchema')}</dt>
          <dd class="mono">{incident.schema}</dd>
        </dl>
      </section>
    </>
  );
}
