// Texts of a page or of an address with what the sensors know of them and what each amounts to; one can be chosen.
import type { Brief, Seen } from '../../../lab/contract.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatNumber, formatPercent, label, t, tn } from '../../t.ts';

/** Rows in the document at once. */
const MAX_ROWS = 200;

interface Props {
  readonly texts: readonly Seen[];
  /** By place in `texts`; null until they are judged. */
  readonly briefs: readonly Brief[] | null;
  readonly chosen: number;
  readonly choose: (index: number) => void;
}

/** What is not clean first, the surest of it at the top; the rest in the order of the page. */
export function ordered(texts: readonly Seen[], briefs: readonly Brief[] | null): number[] {
  const worth = (i: number): number => {
    const brief = briefs?.[i];
    return !brief || brief.kind === 'clean' ? 0 : brief.score + (brief.kind === 'malicious' ? 1 : 0);
  };
  return texts.map((_, i) => i).sort((a, b) => worth(b) - worth(a) || a - b);
}

export function SeenList({ texts, briefs, chosen, choose }: Props) {
  const rows = ordered(texts, briefs).slice(0, MAX_ROWS);
  const found = (briefs ?? []).filter(({ kind }) => kind !== 'clean').length;
  return (
    <section>
      <h2>{tn('labSeenTexts', texts.length)}</h2>
      <p class="small muted" role="status">
        {briefs === null ? t('labJudging') : tn('labNotClean', found)}
        {texts.length > MAX_ROWS && ` ${t('labListed', formatNumber(MAX_ROWS), formatNumber(texts.length))}`}
      </p>
      <div class="table-scroll lab-rows" tabIndex={0} role="group" aria-label={t('labSeenList')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('labText')}</th>
              <th scope="col">{t('labWhere')}</th>
              <th scope="col">{t('labPerson')}</th>
              <th scope="col">{t('labVerdict')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((i) => {
              const { text, carrier, name, concealment } = texts[i] as Seen;
              const brief = briefs?.[i];
              return (
                <tr key={i} class={i === chosen ? 'lab-chosen' : ''}>
                  <td class="cell-text">
                    <button
                      type="button"
                      class="quiet lab-pick"
                      aria-pressed={i === chosen}
                      onClick={() => {
                        choose(i);
                      }}
                    >
                      <InertExcerpt text={text} limit={140} />
                    </button>
                  </td>
                  <td>
                    {label('carrier', carrier)}
                    {name !== '' && <span class="small muted mono">{name.slice(0, 40)}</span>}
                  </td>
                  <td>{concealment ? label('concealment', concealment.reason) : t('concealmentVisible')}</td>
                  <td>
                    {brief && (
                      <>
                        <span class={brief.kind === 'clean' ? 'muted' : 'strong'}>{label('verdict', brief.kind)}</span>
                        <span class="small muted">{formatPercent(brief.score)}</span>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
