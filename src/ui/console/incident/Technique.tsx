// Why a person could not see a text: in words, with the values that the browser computed, and what is known of the technique.
import type { Incident } from '../../../model/incident.ts';
import { label, t } from '../../t.ts';
import type { Glossary } from '../console-props.ts';
import { Evidence } from './evidence.tsx';
import { Ids } from './Ids.tsx';

interface Props {
  readonly incident: Pick<Incident, 'concealment' | 'carrier'>;
  readonly glossary: Glossary;
}

export function Technique({ incident: { concealment, carrier }, glossary }: Props) {
  if (!concealment) {
    return (
      <section>
        <h2>{t('sectionVisible')}</h2>
        <p>{t('concealmentVisibleWhy')}</p>
      </section>
    );
  }
  const { reason, evidence } = concealment;
  const known = glossary.techniques[reason];
  return (
    <section>
      <h2>{t('sectionHidden')}</h2>
      <p>{label('concealmentWhy', reason, label('carrier', carrier))}</p>
      <Evidence values={evidence} />
      <div class="technique">
        <h3>{t('inspTechnique', label('concealment', reason))}</h3>
        <dl class="facts">
          <dt>{t('inspHow')}</dt>
          <dd>{label('techniqueHow', reason)}</dd>
          {known && known.examples.length > 0 && (
            <>
              <dt>{t('inspExamples')}</dt>
              <dd>
                <ul class="examples">
                  {known.examples.map((example) => (
                    <li key={example}>
                      <code dir="ltr">{example}</code>
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          <dt>{t('inspHonest')}</dt>
          <dd>{label('techniqueHonest', reason)}</dd>
          {known && (
            <>
              <dt>{t('columnReferences')}</dt>
              <dd>
                <Ids ids={known.references} names={glossary.frameworks} />
              </dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}
