// A rule in the Lab: form and file side by side, every mistake with its place, its samples live, and both on a corpus.
import { useMemo, useRef, useState } from 'preact/hooks';
import { useAsk } from './use-ask.ts';
import { label, t, tn } from '../../t.ts';
import type { Mistake } from '../../../lab/contract.ts';
import { download } from '../policy/file.ts';
import { CorpusRun } from './CorpusRun.tsx';
import type { LabDraft } from './draft.ts';
import type { LabKit } from './lab-kit.ts';
import { newRule, readForm } from './rule-form.ts';
import { RuleForm } from './RuleForm.tsx';
import { RuleTrial } from './RuleTrial.tsx';
import { Working } from './Working.tsx';

interface Props {
  readonly kit: LabKit;
  readonly draft: LabDraft;
  readonly change: (part: Partial<LabDraft>) => void;
}

const NOTHING = {};

export function RuleDesk({ kit, draft, change }: Props) {
  const text = draft.rule;
  const source = useRef<HTMLTextAreaElement>(null);
  const stock = useAsk(kit.lab, 'stock', NOTHING);
  const tried = useAsk(
    kit.lab,
    'rule',
    useMemo(() => (text.trim() === '' ? null : { text }), [text]),
  );
  const write = (rule: string): void => {
    change({ rule });
  };
  const { result } = tried;
  const good = result !== null && 'samples' in result;
  const timed = useAsk(
    kit.lab,
    'time',
    useMemo(() => (good ? { text } : null), [good, text]),
  );
  return (
    <>
      <Begin kit={kit} stock={stock.result} written={text !== ''} write={write} />
      <Working asked={{ ...tried, progress: null }} />
      {text !== '' && (
        <>
          <div class="lab-rule">
            <section>
              <h2>{t('labForm')}</h2>
              <RuleForm text={text} stock={stock.result} write={write} />
            </section>
            <section>
              <h2>
                <label for="lab-json">{t('labJson')}</label>
              </h2>
              <textarea
                ref={source}
                id="lab-json"
                class="lab-source"
                dir="ltr"
                rows={24}
                spellcheck={false}
                value={text}
                aria-describedby="lab-mistakes"
                onInput={(e) => {
                  write(e.currentTarget.value);
                }}
              />
              <div id="lab-mistakes" role="status">
                {result && result.mistakes.length > 0 && (
                  <Mistakes
                    mistakes={result.mistakes}
                    go={({ at }) => {
                      source.current?.focus();
                      source.current?.setSelectionRange(at, Math.min(text.length, at + 1));
                    }}
                  />
                )}
              </div>
              <button type="button" disabled={!good} onClick={() => void save(kit, text)}>
                {t('labSaveRule')}
              </button>
              <p class="small muted">{t('labSaveRuleDetail')}</p>
            </section>
          </div>
          {good && (
            <RuleTrial
              samples={result.samples}
              timing={timed.result}
              ids={(readForm(text)?.rules ?? []).map((rule) => String(rule['id']))}
            />
          )}
          <CorpusRun kit={kit} text={text} ready={good} />
        </>
      )}
    </>
  );
}

async function save(kit: LabKit, text: string): Promise<void> {
  const file = await kit.lab.ask('rule.file', { text });
  if (file) download(file.name, file.text);
}

interface BeginProps {
  readonly kit: LabKit;
  readonly stock: ReturnType<typeof useAsk<'stock'>>['result'];
  readonly written: boolean;
  readonly write: (rule: string) => void;
}

/** Where to start from: a rule that is delivered, a file, or nothing. */
function Begin({ kit, stock, written, write }: BeginProps) {
  const [chosen, setChosen] = useState('');
  const [said, setSaid] = useState('');
  const start = async (): Promise<void> => {
    setSaid('');
    if (chosen === '') write(newRule(stock?.families[0] ?? 'instruction-override'));
    else write((await kit.lab.ask('rule.text', { id: chosen })).text);
  };
  const bring = (file: File | undefined): void => {
    if (!file) return;
    const unread = (): void => setSaid(t('labUnread', file.name.slice(0, 80)));
    kit.read(file).then((read) => {
      if (read.kind === 'text' && read.plain) write(read.text.slice(0, 200_000));
      else unread();
    }, unread);
  };
  return (
    <>
      <div class="toolbar">
        <label class="lab-choice">
          {t('labStart')}
          <select value={chosen} onChange={(e) => setChosen(e.currentTarget.value)}>
            <option value="">{t('labNew')}</option>
            {(stock?.families ?? []).map((family) => (
              <optgroup key={family} label={label('family', family)}>
                {(stock?.rules ?? [])
                  .filter((rule) => rule.family === family)
                  .map(({ id }) => (
                    <option key={id} value={id}>
                      {id}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
        <button type="button" disabled={!stock} onClick={() => void start()}>
          {written ? t('labReplace') : t('labBegin')}
        </button>
        <label class="lab-choice">
          {t('labOpenRule')}
          <input type="file" accept=".json,application/json" onChange={(e) => bring(e.currentTarget.files?.[0])} />
        </label>
      </div>
      <p role="status" class="said">
        {said}
      </p>
    </>
  );
}

/** Mistakes in the order in which they stand; each leads to its place. */
export function Mistakes({ mistakes, go }: { mistakes: readonly Mistake[]; go?: (mistake: Mistake) => void }) {
  return (
    <>
      <p class="strong">{tn('labMistakes', mistakes.length)}</p>
      <ul class="problems">
        {mistakes.map((mistake, i) => {
          const place = t('labPlace', mistake.line, mistake.column);
          return (
            <li key={i}>
              {go ? (
                <button type="button" class="quiet" onClick={() => go(mistake)}>
                  {place}
                </button>
              ) : (
                place
              )}{' '}
              {label('labMistake', mistake.kind, mistake.detail.slice(0, 160))}
            </li>
          );
        })}
      </ul>
    </>
  );
}
