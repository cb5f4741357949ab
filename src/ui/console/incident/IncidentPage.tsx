// One incident in full: what was there, why a person could not see it, what was found, who decided, what was done.
// Every text from the page is shown inert; the JSON copy is the stored record as it is.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Client } from '../../../messaging/contract.ts';
import type { EffectivePolicy } from '../../../model/policy.ts';
import type { Incident } from '../../../model/incident.ts';
import { HostName } from '../../components/HostName.tsx';
import { InertExcerpt, InertText } from '../../components/InertText.tsx';
import { Empty, Notice, View } from '../../components/View.tsx';
import { doneLabel } from '../../done-label.ts';
import type { IncidentReader } from '../../incident-reader.ts';
import { MAX_MARKS } from '../../inert-text.ts';
import { formatNumber, formatPercent, formatTime, label, t, textOrKey } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import { asAllowed } from '../export/full-export.ts';
import type { ConsoleProps, Glossary, RuleReferences } from '../console-props.ts';
import { InputFacts } from './InputFacts.tsx';
import { CopyJson } from './CopyJson.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { DecisionTrace, Findings } from './evidence.tsx';
import { Layers } from './Layers.tsx';
import { isModels, markOf } from './marks.ts';
import { Model } from './Model.tsx';
import { Neighbours } from './Neighbours.tsx';
import { SeenAndRead } from './SeenAndRead.tsx';
import { Technique } from './Technique.tsx';
import { WhatNext } from './WhatNext.tsx';
import './incident.css';

export function IncidentPage({
  id,
  client,
  reader,
  services,
  ruleReferences,
  glossary,
}: ConsoleProps & { id: string }) {
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
      <div class="incident-ways">
        <a href="#/incidents">{t('backToIncidents')}</a>
        {loaded.state === 'ready' && loaded.value.incident && (
          <Neighbours incident={loaded.value.incident} reader={reader} />
        )}
      </div>
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
              reader={reader}
              references={references}
              glossary={glossary}
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
  readonly reader: IncidentReader;
  readonly serviceName: string;
  readonly references: RuleReferences;
  readonly glossary: Glossary;
}

function Full({ incident, allowUndo, policy, client, reload, reader, serviceName, references, glossary }: FullProps) {
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
        <CopyJson value={asAllowed(incident, policy)} />
      </div>
      {problem !== '' && <Notice>{textOrKey(problem)}</Notice>}

      {!incident.input && incident.path !== '' && <SeenAndRead incident={incident} />}

      <MarkedText incident={incident} />

      {incident.input ? <InputFacts input={incident.input} /> : <Technique incident={incident} glossary={glossary} />}

      <section>
        <h2>{t('sectionFindings')}</h2>
        <p>
          {t('verdictFacts', label('verdict', verdict.kind), formatPercent(verdict.confidence))}
          {verdict.severity && ` · ${t('severityFact', label('severity', verdict.severity))}`}
        </p>
        <Findings findings={verdict.findings} references={references} glossary={glossary} />
        {!incident.input && <Model explanation={verdict.explanation} />}
      </section>

      <Layers verdict={verdict} />

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

      <Elsewhere incident={incident} reader={reader} />

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
          <dd>{incident.undoneAt > 0 ? t('inspUndone', formatTime(incident.undoneAt)) : t('never')}</dd>
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

/** The text as it stands in the record, with what rules and model point at. */
function MarkedText({ incident: { text, textLength, verdict } }: Pick<FullProps, 'incident'>) {
  const { findings } = verdict;
  // No more than are drawn: each asks for two texts.
  const marks = useMemo(() => findings.slice(0, MAX_MARKS).map((finding) => markOf(finding)), [findings]);
  const rules = findings.filter((f) => !isModels(f)).length;
  return (
    <section class="incident-text">
      <h2>{t('sectionText')}</h2>
      <InertText text={text} marks={marks} fullLength={textLength} />
      {marks.length > 0 && (
        <p class="small muted legend inert-legend">
          {rules > 0 && (
            <span>
              <mark>{t('inspByRule')}</mark>
            </span>
          )}
          {rules < findings.length && (
            <span>
              <mark class="model">{t('inspByModel')}</mark>
            </span>
          )}
          {findings.length > MAX_MARKS && (
            <span>{t('inspMarksCut', formatNumber(MAX_MARKS), formatNumber(findings.length))}</span>
          )}
        </p>
      )}
    </section>
  );
}
