// Shows a hostile text. Only text nodes are made; invisible and direction-changing characters become named boxes, findings
// become marks, long texts stay folded. Isolation keeps right-to-left text from reordering what stands around it.
import { useMemo, useState } from 'preact/hooks';
import { MAX_SHOWN, piecesOf, type Mark } from '../inert-text.ts';
import { formatNumber, t } from '../t.ts';

const FOLDED = 1_500;
/** Boxes and marks while a text is folded, and in a line; a page may show dozens of such texts. */
const FEW_PIECES = 400;
const LINE_PIECES = 120;
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
          <Pieces text={text} marks={marks} limit={limit} most={open ? undefined : FEW_PIECES} />
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
      <Pieces text={text} marks={NO_MARKS} limit={limit} most={LINE_PIECES} />
      {text.length > limit && '…'}
    </bdi>
  );
}

interface PiecesProps {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly limit: number;
  readonly most: number | undefined;
}

function Pieces({ text, marks, limit, most }: PiecesProps) {
  const pieces = useMemo(() => piecesOf(text, marks, limit, most), [text, marks, limit, most]);
  return (
    <>
      {pieces.map((piece, i) => {
        const shown = piece.kind === 'box' ? <span class="char-box">{piece.text}</span> : piece.text;
        if (piece.marks.length === 0) return shown;
        return (
          <mark key={i} class={piece.tone} title={piece.marks.join('\n')}>
            {shown}
          </mark>
        );
      })}
    </>
  );
}
