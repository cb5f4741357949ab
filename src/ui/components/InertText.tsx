// Shows a hostile text. Only text nodes are made; invisible and direction-changing characters become named boxes, findings
// become marks, long texts stay folded. Isolation keeps right-to-left text from reordering what stands around it.
import { useMemo, useState } from 'preact/hooks';
import { MAX_SHOWN, piecesOf, type Mark } from '../inert-text.ts';
import { formatNumber, t } from '../t.ts';

const FOLDED = 1_500;
const NO_MARKS: readonly Mark[] = [];

interface Props {
  readonly text: string;
  readonly marks?: readonly Mark[];
  /** Length of the text in the page when the record holds less. */
  readonly fullLength?: number;
}

/** A block of hostile text with a "show all" button when it is long. */
export function InertText({ text, marks = NO_MARKS, fullLength = text.length }: Props) {
  const [open, setOpen] = useState(false);
  const limit = open ? MAX_SHOWN : FOLDED;
  const cut = Math.min(text.length, MAX_SHOWN) > limit;
  return (
    <div class="inert-block">
      <div class="inert" dir="auto" tabIndex={0} role="group" aria-label={t('inertLabel')}>
        {text === '' ? (
          <span class="muted">{t('inertEmpty')}</span>
        ) : (
          <Pieces text={text} marks={marks} limit={limit} />
        )}
      </div>
      {(cut || open) && (
        <button type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('showLess') : t('showAllCharacters', formatNumber(Math.min(text.length, MAX_SHOWN)))}
        </button>
      )}
      {fullLength > Math.min(text.length, MAX_SHOWN) && (
        <p class="small muted">
          {t('inertCut', formatNumber(Math.min(text.length, MAX_SHOWN)), formatNumber(fullLength))}
        </p>
      )}
    </div>
  );
}

/** A short hostile text inside a line. */
export function InertExcerpt({ text, limit = 160 }: { text: string; limit?: number }) {
  return (
    <bdi class="inert-excerpt">
      <Pieces text={text} marks={NO_MARKS} limit={limit} />
      {text.length > limit && '…'}
    </bdi>
  );
}

function Pieces({ text, marks, limit }: { text: string; marks: readonly Mark[]; limit: number }) {
  const pieces = useMemo(() => piecesOf(text, marks, limit), [text, marks, limit]);
  return (
    <>
      {pieces.map((piece, i) => {
        const shown = piece.kind === 'box' ? <span class="char-box">{piece.text}</span> : piece.text;
        return piece.marks.length > 0 ? (
          <mark key={i} class={piece.tone} title={piece.marks.join('\n')}>
            {shown}
          </mark>
        ) : (
          <span key={i}>{shown}</span>
        );
      })}
    </>
  );
}
