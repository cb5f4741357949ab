// The vendor's word on prompt injection: stance, source, date, assurance. Without a seen source it reads "not confirmed".
import type { AiService, Source } from '../../model/service.ts';
import { formatCoarseDate, label, t } from '../t.ts';
import { ageOf, vendorWord, webAddress } from '../vendor-word.ts';
import { Glyph } from './Glyph.tsx';

export function VendorStance({ service, now, brief = false }: { service: AiService; now: number; brief?: boolean }) {
  const word = vendorWord(service, now);
  return (
    <div class="stance">
      {!word.confirmed && (
        <p class="status tone-unobservable">
          <Glyph shape="unobservable" size={14} /> {t('notConfirmed')}
        </p>
      )}
      <p class={word.confirmed ? 'stance-word' : 'stance-word muted'}>{label('stance', service.stance)}</p>
      {word.source && <SourceLine source={word.source} now={now} brief={brief} />}
    </div>
  );
}

/** A source as it may be shown: linked only where it is a web address, with date, assurance, and whether it is too old. */
export function SourceLine({ source, now, brief = false }: { source: Source; now: number; brief?: boolean }) {
  const age = ageOf(source, now);
  const href = webAddress(source.url);
  return (
    <p class="small muted source">
      {href ? (
        <a class={brief ? 'clamp-2' : ''} dir="auto" href={href} target="_blank" rel="noreferrer noopener">
          {source.name}
        </a>
      ) : (
        <span>{source.name}</span>
      )}
      <span class="source-facts">
        {source.date === '' || age === 'undated' ? t('undated') : formatCoarseDate(source.date)} ·{' '}
        {label('assurance', source.assurance)}
        {age === 'stale' && (
          <>
            {' · '}
            <span class="stale">{t('stale')}</span>
          </>
        )}
      </span>
    </p>
  );
}
