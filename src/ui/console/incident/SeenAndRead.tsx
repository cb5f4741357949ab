// The heart of an incident: what a person saw beside what an AI would have read, line by line, and the piece of the page itself,
// laid out without life. Every word is hostile: it stands here as inert text, or inside a still page.
import { useCallback, useState } from 'preact/hooks';
import type { Incident } from '../../../model/incident.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { label, t } from '../../t.ts';
import { Replay } from './Replay.tsx';
import { ownReading, type Reading } from './seen-and-read.ts';

const MAX_SHOWN = 1_500;

/** Both readings, and the replay where markup was kept. */
export function SeenAndRead({ incident }: { incident: Incident }) {
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const measured = useCallback((found: readonly Reading[]) => setReadings(found), []);
  const shown = readings.length > 0 ? readings : [ownReading(incident)];
  return (
    <>
      <section>
        <h2>{t('inspReadings')}</h2>
        <Readings readings={shown} />
        {incident.snippet === '' && <p class="small muted readings-note">{t('inspNoSnippet')}</p>}
      </section>
      {incident.snippet !== '' && <Replay incident={incident} onReadings={measured} />}
    </>
  );
}

function Readings({ readings }: { readings: readonly Reading[] }) {
  return (
    <table class="readings">
      <thead>
        <tr>
          <th scope="col">{t('inspSaw')}</th>
          <th scope="col">{t('inspRead')}</th>
        </tr>
      </thead>
      <tbody>
        {readings.map((reading, i) => (
          <tr key={i} class={classOf(reading)}>
            <Cell words={reading.seen} sign="" />
            <Cell words={reading.read} sign={reading.seen === reading.read ? '' : '+'}>
              {reading.transform && (
                <span class="small muted reading-how">{label('transform', reading.transform)}</span>
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const classOf = ({ own, seen, read }: Reading): string =>
  `${own ? 'own' : ''} ${seen === read ? 'alike' : 'apart'}`.trim();

function Cell({ words, sign, children }: { words: string | null; sign: string; children?: preact.ComponentChildren }) {
  return (
    <td>
      {words === null ? (
        <span class="muted reading-none">{t('inspNothing')}</span>
      ) : (
        <>
          {sign !== '' && (
            <span class="reading-sign" aria-hidden="true">
              {sign}
            </span>
          )}
          <InertExcerpt text={words} limit={MAX_SHOWN} />
          {children}
        </>
      )}
    </td>
  );
}
