// What stands over the incidents: that they are a file's and not this device's, or how to take them out and open a file.
import { useRef } from 'preact/hooks';
import { MAX_RECORDS } from '../../../formats/read-lines.ts';
import { EVERY_INCIDENT } from '../../../model/incident-query.ts';
import { Notice } from '../../components/View.tsx';
import { formatNumber, label, t, tn } from '../../t.ts';
import { MAX_FILE } from './read-file.ts';
import type { Files, OpenedFile } from './use-files.ts';
import './export.css';

/** @param onList the list of incidents is on show, and not a single one */
export function FileBar({ files, onList }: { files: Files; onList: boolean }) {
  const { opened, opening } = files;
  return (
    <>
      {opened && <Foreign opened={opened} close={files.close} />}
      {onList && (
        <div class="toolbar file-bar">
          <button
            type="button"
            onClick={() => {
              files.take({ query: EVERY_INCIDENT });
            }}
          >
            {t('exportAll')}
          </button>
          {!opened && <Open files={files} />}
        </div>
      )}
      {onList && opening.is === 'reading' && (
        <div class="toolbar">
          <progress value={opening.share} max={1} aria-label={t('importReading', opening.name)} />
          <span class="muted">{t('importReading', opening.name)}</span>
          <button type="button" onClick={files.stop}>
            {t('exportStop')}
          </button>
        </div>
      )}
      <div role="status">
        {onList && opening.is === 'idle' && opening.problem !== '' && (
          <Notice>{t(opening.problem, formatNumber(MAX_FILE / 1_000_000))}</Notice>
        )}
      </div>
    </>
  );
}

function Open({ files }: { files: Files }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        onClick={() => {
          input.current?.click();
        }}
      >
        {t('importOpen')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".jsonl,.ndjson,.json"
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          if (file) files.open(file);
          // The same file can be chosen again.
          e.currentTarget.value = '';
        }}
      />
    </>
  );
}

function Foreign({ opened, close }: { opened: OpenedFile; close: () => void }) {
  return (
    <section class="foreign" aria-label={t('importShownDetail')}>
      <p class="strong">
        <bdi>{tn('importShown', opened.count, opened.name)}</bdi>
      </p>
      <p>{t('importShownDetail')}</p>
      {opened.full && <p>{t('importLimit', formatNumber(MAX_RECORDS))}</p>}
      {opened.hopeless && <p>{t('importHopeless')}</p>}
      {opened.badCount > 0 && (
        <details>
          <summary>{tn('importBad', opened.badCount)}</summary>
          <ul class="small bad-lines">
            {opened.bad.map((bad, i) => (
              <li key={i}>{t('importBadLine', formatNumber(bad.line), label('importWhy', bad.why, bad.detail))}</li>
            ))}
            {opened.badCount > opened.bad.length && (
              <li>{t('importBadMore', formatNumber(opened.badCount - opened.bad.length))}</li>
            )}
          </ul>
        </details>
      )}
      <button type="button" onClick={close}>
        {t('importClose')}
      </button>
    </section>
  );
}
