// What went into an assistant: the way, what became of it, the person's reason, values in their masked form.
import type { InputRecord } from '../../../model/incident.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { label, t } from '../../t.ts';

export function InputFacts({ input }: { input: InputRecord }) {
  const notes = [
    input.hidden ? t('noteHidden') : '',
    input.foreign ? t('noteForeign') : '',
    input.unscanned ? t('noteUnscanned') : '',
  ].filter((note) => note !== '');
  return (
    <section>
      <h2>{t('sectionInput')}</h2>
      <dl class="facts">
        <dt>{t('factWay')}</dt>
        <dd>{label('way', input.way)}</dd>
        <dt>{t('factOutcome')}</dt>
        <dd>{label('outcome', input.outcome)}</dd>
        {input.reason !== '' && (
          <>
            <dt>{t('factReason')}</dt>
            <dd>
              <InertExcerpt text={input.reason} limit={500} />
            </dd>
          </>
        )}
        <dt>{t('factAccount')}</dt>
        <dd>{label('account', input.account)}</dd>
        {input.spans.length > 0 && (
          <>
            <dt>{t('factValues')}</dt>
            <dd>
              <ul>
                {input.spans.map((span, i) => (
                  <li key={i}>
                    {label('sensitive', span.type.replace('.', '_'))}, {label('action', span.action)}:{' '}
                    <InertExcerpt text={span.masked} limit={40} />
                  </li>
                ))}
              </ul>
              {input.spanCount > input.spans.length && <p>{t('doorMore', input.spanCount - input.spans.length)}</p>}
            </dd>
          </>
        )}
        {notes.length > 0 && (
          <>
            <dt>{t('factNotes')}</dt>
            <dd>{notes.join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
