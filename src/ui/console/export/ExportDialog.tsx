// The dialogue of an export: which format, with or without texts, under which names of hosts; then progress, and what became
// of it. Without texts is where it begins; with them needs a choice that the organisation may have taken away.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { EXPORT_FORMATS, FORMAT_FACTS, type ExportFormat } from '../../../formats/format.ts';
import { hostCodes, LEFT_OUT, redact } from '../../../formats/redact.ts';
import { Notice } from '../../components/View.tsx';
import { formatNumber, label, t, tn } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import { chooseDestination } from './destination.ts';
import { Dialog } from './Dialog.tsx';
import { fullExportOf } from './full-export.ts';
import { countOf, runExport, type IncidentChoice } from './run-export.ts';
import { allReferences, fileName, writerFor } from './writer-for.ts';

interface Props extends Pick<ConsoleProps, 'client' | 'reader' | 'ruleReferences' | 'version'> {
  readonly choice: IncidentChoice;
  readonly close: () => void;
}

type State =
  | { readonly is: 'choosing'; readonly problem: string }
  | { readonly is: 'running'; readonly done: number }
  | { readonly is: 'done'; readonly count: number; readonly name: string };

export function ExportDialog({ choice, close, client, reader, ruleReferences, version }: Props) {
  const [format, setFormat] = useState<ExportFormat>('jsonl');
  const [full, setFull] = useState(false);
  const [codes, setCodes] = useState(false);
  const [state, setState] = useState<State>({ is: 'choosing', problem: '' });
  const [counted] = useAsync(() => countOf(reader, choice), [reader, choice]);
  const [policy] = useAsync(() => client.send('policy.get', {}), [client]);
  const [references] = useAsync(() => allReferences(ruleReferences), [ruleReferences]);
  const running = useRef<AbortController | null>(null);
  const stop = (): void => running.current?.abort();
  useEffect(() => stop, []);

  const allowed = policy.state === 'ready' ? fullExportOf(policy.value) : 'pending';
  const inFull = full && allowed === 'yes';
  const count = counted.state === 'ready' ? counted.value : 0;
  const lacksTexts = FORMAT_FACTS[format].needsTexts && !inFull;
  const ready = counted.state === 'ready' && references.state !== 'loading' && !lacksTexts && count > 0;

  const start = async (): Promise<void> => {
    const now = Date.now();
    // First of all, as browsers open a file only straight from a click.
    const destination = await chooseDestination(fileName(format, now), FORMAT_FACTS[format].mime);
    if (!destination) return;
    const abort = new AbortController();
    running.current = abort;
    setState({ is: 'running', done: 0 });
    const named = codes ? hostCodes(crypto.getRandomValues(new Uint8Array(16))) : (host: string) => host;
    const written = await runExport({
      reader,
      choice,
      writer: writerFor(format, {
        version,
        now,
        count,
        redacted: !inFull,
        references: references.state === 'ready' ? references.value : {},
      }),
      change: (incident) => (inFull ? incident : redact(incident, named)),
      destination,
      signal: abort.signal,
      progress: (done) => {
        setState({ is: 'running', done });
      },
    });
    if (abort.signal.aborted) setState({ is: 'choosing', problem: 'exportStopped' });
    else setState({ is: 'done', count: written, name: destination.name });
  };
  const run = (): void => {
    start().catch(() => {
      setState({ is: 'choosing', problem: 'exportFailed' });
    });
  };
  return (
    <Dialog
      title={t('exportTitle')}
      close={state.is === 'running' ? stop : close}
      gone={() => {
        stop();
        close();
      }}
    >
      {counted.state === 'ready' && <p class="muted">{t('exportCount', formatNumber(count))}</p>}
      {state.is === 'choosing' && (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            if (ready) run();
          }}
        >
          <Formats format={format} choose={setFormat} />
          <Content allowed={allowed} full={inFull} chooseFull={setFull} codes={codes} chooseCodes={setCodes} />
          <div role="status">
            {state.problem !== '' && <Notice>{t(state.problem)}</Notice>}
            {lacksTexts && <Notice>{t('exportNeedsTexts')}</Notice>}
            {counted.state === 'ready' && count === 0 && <Notice>{t('exportNone')}</Notice>}
          </div>
          <div class="dialog-acts">
            <button type="submit" class="primary" disabled={!ready}>
              {t('exportStart')}
            </button>
            <button type="button" onClick={close}>
              {t('cancel')}
            </button>
          </div>
        </form>
      )}
      {state.is === 'running' && (
        <>
          <progress value={state.done} max={Math.max(count, 1)} aria-label={t('exportProgress')} />
          <p class="muted">{t('exportRunning', formatNumber(state.done), formatNumber(count))}</p>
          <div class="dialog-acts">
            <FocusedButton press={stop} text={t('exportStop')} />
          </div>
        </>
      )}
      {state.is === 'done' && (
        <>
          <p role="status" class="export-done">
            {tn('exportDone', state.count, state.name)}
          </p>
          <div class="dialog-acts">
            <FocusedButton press={close} text={t('exportClose')} />
          </div>
        </>
      )}
    </Dialog>
  );
}

/** The only thing left to press: what had the focus is gone. */
function FocusedButton({ press, text }: { press: () => void; text: string }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <button ref={button} type="button" onClick={press}>
      {text}
    </button>
  );
}

function Formats({ format, choose }: { format: ExportFormat; choose: (format: ExportFormat) => void }) {
  const id = useId();
  return (
    <fieldset class="formats">
      <legend>{t('exportFormat')}</legend>
      {EXPORT_FORMATS.map((f) => (
        <div key={f} class="option">
          <input
            type="radio"
            name={id}
            id={`${id}-${f}`}
            checked={f === format}
            aria-describedby={`${id}-${f}-detail`}
            onChange={() => {
              choose(f);
            }}
          />
          <label for={`${id}-${f}`}>{label('exportFormat', f)}</label>
          <span class="small muted" id={`${id}-${f}-detail`}>
            {label('exportFormatDetail', f)}
          </span>
        </div>
      ))}
    </fieldset>
  );
}

interface ContentProps {
  readonly allowed: 'yes' | 'no' | 'pending';
  readonly full: boolean;
  readonly chooseFull: (full: boolean) => void;
  readonly codes: boolean;
  readonly chooseCodes: (codes: boolean) => void;
}

function Content({ allowed, full, chooseFull, codes, chooseCodes }: ContentProps) {
  const id = useId();
  return (
    <fieldset>
      <legend>{t('exportContent')}</legend>
      <div class="option">
        <input
          type="radio"
          name={id}
          id={`${id}-out`}
          checked={!full}
          aria-describedby={`${id}-out-detail`}
          onChange={() => {
            chooseFull(false);
          }}
        />
        <label for={`${id}-out`}>{t('exportRedacted')}</label>
        <span class="small muted" id={`${id}-out-detail`}>
          {t('exportRedactedDetail')}
        </span>
      </div>
      {!full && (
        <div class="under-option">
          <details>
            <summary>{t('exportOut')}</summary>
            <ul class="small">
              {LEFT_OUT.map((what) => (
                <li key={what}>{label('exportOut', what)}</li>
              ))}
            </ul>
          </details>
          <div class="option">
            <input
              type="checkbox"
              id={`${id}-codes`}
              checked={codes}
              aria-describedby={`${id}-codes-detail`}
              onChange={(e) => {
                chooseCodes(e.currentTarget.checked);
              }}
            />
            <label for={`${id}-codes`}>{t('exportCodes')}</label>
            <span class="small muted" id={`${id}-codes-detail`}>
              {t('exportCodesDetail')}
            </span>
          </div>
        </div>
      )}
      <div class="option">
        <input
          type="radio"
          name={id}
          id={`${id}-full`}
          checked={full}
          disabled={allowed !== 'yes'}
          aria-describedby={`${id}-full-detail`}
          onChange={() => {
            chooseFull(true);
          }}
        />
        <label for={`${id}-full`}>{t('exportFull')}</label>
        <span class="small muted" id={`${id}-full-detail`}>
          {allowed === 'yes'
            ? t('exportFullDetail')
            : t(allowed === 'no' ? 'exportFullForbidden' : 'exportFullPending')}
        </span>
      </div>
    </fieldset>
  );
}
