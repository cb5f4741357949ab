// The kept markup as it lay on the page, in a frame without life, with an outline where the text sat and a switch that shows it.
// The outline is drawn by this page over the frame; the frame's own document gets nothing but style and, for a text that was
// never painted, one box of plain text.
import { useCallback, useState } from 'preact/hooks';
import type { Incident } from '../../../model/incident.ts';
import { StillPage } from '../../components/StillPage.tsx';
import { formatNumber, t } from '../../t.ts';
import type { LeftOut, StillCopy } from '../../still/still-copy.ts';
import { hideAgain, makeVisible, placeOf } from './replay-place.ts';
import { readingsOf, type Reading } from './seen-and-read.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Facts {
  /** Where the text sits in the frame; null: it takes no room there, or is not in the markup. */
  readonly box: Box | null;
  readonly found: boolean;
  /** Properties that were set again from the record. */
  readonly again: readonly string[];
  readonly leftOut: LeftOut;
  readonly cut: boolean;
}

/** The guard keeps 2,000 characters; a record from elsewhere may hold more. */
const MAX_SNIPPET = 20_000;

const LEFT = ['scripts', 'handlers', 'pictures', 'frames'] as const;

interface Props {
  readonly incident: Incident;
  /** Called with both readings of the markup, once it is laid out as it was. */
  readonly onReadings: (readings: readonly Reading[]) => void;
}

export function Replay({ incident, onReadings }: Props) {
  const [visible, setVisible] = useState(false);
  const [facts, setFacts] = useState<Facts | null>(null);
  // A new callback is a new copy: the switch begins from the markup again, instead of undoing what it did.
  const copied = useCallback(
    (copy: StillCopy) => {
      const place = placeOf(copy, incident);
      const again = place && !visible ? hideAgain(place, incident) : [];
      if (!visible) onReadings(readingsOf(copy, place, incident));
      const shown = place && (visible ? makeVisible(place, incident.text) : place.element);
      setFacts({ box: shown && boxOf(shown), found: place !== null, again, leftOut: copy.leftOut, cut: copy.cut });
    },
    [incident, visible, onReadings],
  );
  return (
    <section class="replay-section">
      <h2>{t('inspReplay')}</h2>
      <p class="muted">{t('inspReplayLead')}</p>
      <label class="replay-switch">
        <input type="checkbox" role="switch" checked={visible} onChange={(e) => setVisible(e.currentTarget.checked)} />{' '}
        {t('inspReplayShow')}
      </label>
      <div class="replay" tabIndex={0} role="group" aria-label={t('inspReplay')}>
        <div class="replay-sheet">
          <StillPage html={incident.snippet.slice(0, MAX_SNIPPET)} title={t('inspReplayFrame')} onCopy={copied} />
          {facts?.box && (
            <div
              class="replay-outline"
              style={{
                left: `${facts.box.left}px`,
                top: `${facts.box.top}px`,
                width: `${facts.box.width}px`,
                height: `${facts.box.height}px`,
              }}
            />
          )}
        </div>
      </div>
      {facts && (
        <div class="small muted replay-notes" role="status">
          {!facts.found && <p>{t('inspReplayNotFound')}</p>}
          {facts.found && !facts.box && <p>{t('inspReplayNoRoom')}</p>}
          {facts.again.length > 0 && (
            <p>
              {t('inspReplayAgain')} <bdi class="mono">{facts.again.join(', ')}</bdi>
            </p>
          )}
          {LEFT.some((kind) => facts.leftOut[kind] > 0) && (
            <p>
              {t('inspReplayLeft')}{' '}
              {LEFT.filter((kind) => facts.leftOut[kind] > 0)
                .map((kind) => t(`inspLeft_${kind}`, formatNumber(facts.leftOut[kind])))
                .join(' · ')}
            </p>
          )}
          {(facts.cut || incident.snippet.endsWith('…') || incident.snippet.length > MAX_SNIPPET) && (
            <p>{t('inspReplayCut')}</p>
          )}
        </div>
      )}
    </section>
  );
}

/** Room of an element inside its frame; null where it has none that the frame shows. */
function boxOf(element: Element): Box | null {
  const { left, top, width, height, right, bottom } = element.getBoundingClientRect();
  const room = width >= 1 && height >= 1 && right > 0 && bottom > 0 && left < 4_000 && top < 2_000;
  return room ? { left: Math.max(0, left), top: Math.max(0, top), width, height } : null;
}
