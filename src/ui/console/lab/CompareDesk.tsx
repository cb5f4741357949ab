// Two rule sets on the same texts: what changed, case by case. A set is what this version of Demarc has, with the families of
// rule files in the place of its own.
import { useState } from 'preact/hooks';
import {
  MAX_LISTED,
  type Change,
  type CompareResult,
  type Corpus,
  type LabAsks,
  type RuleSource,
} from '../../../lab/contract.ts';
import { InertExcerpt } from '../../components/InertText.tsx';
import { Notice } from '../../components/View.tsx';
import { formatNumber, label, t } from '../../t.ts';
import { CorpusFacts, CorpusPick } from './CorpusPick.tsx';
import type { LabDraft } from './draft.ts';
import type { LabKit } from './lab-kit.ts';
import { Mistakes } from './RuleDesk.tsx';
import { useAsk } from './use-ask.ts';
import { Working } from './Working.tsx';

interface Props {
  readonly kit: LabKit;
  readonly draft: LabDraft;
}

const BUILT_IN: RuleSource = { kind: 'built-in' };
/** Rule files of one set: the catalogue has fourteen. */
const MAX_FILES = 30;

export function CompareDesk({ kit, draft }: Props) {
  const [before, setBefore] = useState<RuleSource>(BUILT_IN);
  const [after, setAfter] = useState<RuleSource>(draft.rule === '' ? BUILT_IN : { kind: 'files', texts: [draft.rule] });
  const [corpus, setCorpus] = useState<Corpus>('built-in');
  const [classifier, setClassifier] = useState(false);
  const [run, setRun] = useState<LabAsks['compare']['params'] | null>(null);
  const asked = useAsk(kit.lab, 'compare', run);
  const { result } = asked;
  const pick = { kit, rule: draft.rule };
  return (
    <>
      <p class="muted">{t('labCompareDetail')}</p>
      <div class="lab-sides">
        <SetPick {...pick} title={t('labBefore')} source={before} choose={setBefore} />
        <SetPick {...pick} title={t('labAfter')} source={after} choose={setAfter} />
      </div>
      <CorpusPick corpus={corpus} choose={setCorpus} />
      <label class="switch">
        <input type="checkbox" checked={classifier} onChange={(e) => setClassifier(e.currentTarget.checked)} />
        {t('labWithClassifier')}
      </label>
      <div class="toolbar">
        <button type="button" class="primary" onClick={() => setRun({ before, after, corpus, classifier })}>
          {t('labCompare')}
        </button>
      </div>
      <Working asked={asked} stop={() => kit.lab.stop('compare')} />
      {result && 'mistakes' in result && <Mistakes mistakes={result.mistakes} />}
      {result && 'read' in result && <Outcome result={result} />}
    </>
  );
}

interface PickProps {
  readonly kit: LabKit;
  readonly title: string;
  readonly source: RuleSource;
  /** The rule file that is being written; '' for none. */
  readonly rule: string;
  readonly choose: (source: RuleSource) => void;
}

function SetPick({ kit, title, source, rule, choose }: PickProps) {
  const [said, setSaid] = useState('');
  const bring = async (list: FileList | null): Promise<void> => {
    const read = await Promise.all([...(list ?? [])].slice(0, MAX_FILES).map((file) => kit.read(file)));
    const texts = read.flatMap((one) => (one.kind === 'text' && one.plain ? [one.text] : []));
    const unread = read.findIndex((one) => one.kind !== 'text' || !one.plain);
    setSaid(unread < 0 ? '' : t('labUnread', (list?.[unread]?.name ?? '').slice(0, 80)));
    choose(texts.length === 0 ? BUILT_IN : { kind: 'files', texts });
  };
  const written = source.kind === 'files' && source.texts.length === 1 && source.texts[0] === rule;
  return (
    <fieldset class="lab-side">
      <legend class="strong">{title}</legend>
      <label class="switch">
        <input type="radio" name={title} checked={source.kind === 'built-in'} onChange={() => choose(BUILT_IN)} />
        {t('labThisVersion')}
      </label>
      {rule !== '' && (
        <label class="switch">
          <input
            type="radio"
            name={title}
            checked={written}
            onChange={() => choose({ kind: 'files', texts: [rule] })}
          />
          {t('labThisRule')}
        </label>
      )}
      <label class="lab-choice">
        {t('labRuleFiles')}
        <input type="file" multiple accept=".json" onChange={(e) => void bring(e.currentTarget.files)} />
      </label>
      {said !== '' && <Notice>{said}</Notice>}
    </fieldset>
  );
}

function Outcome({ result }: { result: CompareResult }) {
  const { changed, changes, counts } = result;
  const side = (name: 'before' | 'after'): string =>
    t('labActsOn', formatNumber(counts[name].attacks), formatNumber(counts[name].honest));
  return (
    <div class="lab-outcome">
      <CorpusFacts {...result} />
      <dl class="facts">
        <dt>{t('labBefore')}</dt>
        <dd>{side('before')}</dd>
        <dt>{t('labAfter')}</dt>
        <dd>{side('after')}</dd>
      </dl>
      <p class="strong lab-changed">{t('labChanged', formatNumber(changed))}</p>
      {changed > MAX_LISTED && (
        <p class="small muted">{t('labListed', formatNumber(MAX_LISTED), formatNumber(changed))}</p>
      )}
      {changes.length > 0 && (
        <div class="table-scroll lab-rows" tabIndex={0} role="group" aria-label={t('labChanges')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('labText')}</th>
                <th scope="col">{t('labVerdict')}</th>
                <th scope="col">{t('labChanges')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change, i) => (
                <Row key={i} change={change} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}

function Row({ change: { id, label: kind, text, from, to, gone, come } }: { change: Change }) {
  return (
    <tr>
      <td class="cell-text">
        <InertExcerpt text={text} limit={240} />
        <span class="small muted mono">
          <InertExcerpt text={id} limit={80} /> {kind !== '' && label('labLabel', kind)}
        </span>
      </td>
      <td>{from === to ? label('verdict', to) : t('trialChange', label('verdict', from), label('verdict', to))}</td>
      <td class="mono small">
        {come.map((rule) => (
          <span key={rule} class="lab-come">
            + {rule}
          </span>
        ))}
        {gone.map((rule) => (
          <span key={rule} class="lab-gone">
            − {rule}
          </span>
        ))}
      </td>
    </tr>
  );
}
