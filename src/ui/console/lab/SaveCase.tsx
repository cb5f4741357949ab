// Saves a text as a case for the project's own tests: what it must be judged as from now on, and why.
import { useState } from 'preact/hooks';
import type { Side } from '../../../lab/contract.ts';
import { VERDICT_KINDS, type VerdictKind } from '../../../model/verdict.ts';
import { label, t } from '../../t.ts';
import { download } from '../policy/file.ts';
import { caseFile } from './case-file.ts';

interface Props {
  readonly text: string;
  readonly seen: Side;
  readonly unseen: Side;
}

export function SaveCase({ text, seen, unseen }: Props) {
  const [hidden, setHidden] = useState(true);
  const [why, setWhy] = useState('');
  const [expected, setExpected] = useState<VerdictKind | ''>('');
  const side = hidden ? unseen : seen;
  const kind = expected === '' ? side.verdict.kind : expected;
  return (
    <section>
      <h2>{t('labCase')}</h2>
      <p class="small muted">{t('labCaseDetail')}</p>
      <form
        class="toolbar"
        onSubmit={(e) => {
          e.preventDefault();
          const file = caseFile({ text, hidden, why, kind, found: side.verdict });
          download(file.name, file.text);
        }}
      >
        <label class="switch">
          <input type="checkbox" checked={hidden} onChange={(e) => setHidden(e.currentTarget.checked)} />
          {t('labUnseen')}
        </label>
        <label class="lab-choice">
          {t('labExpected')}
          <select value={kind} onChange={(e) => setExpected(e.currentTarget.value as VerdictKind)}>
            {VERDICT_KINDS.filter((one) => one !== 'not-scanned').map((one) => (
              <option key={one} value={one}>
                {label('verdict', one)}
              </option>
            ))}
          </select>
        </label>
        <label class="lab-choice lab-wide">
          {t('labWhy')}
          <input required value={why} maxLength={300} onInput={(e) => setWhy(e.currentTarget.value)} />
        </label>
        <button type="submit">{t('labSaveCase')}</button>
      </form>
    </section>
  );
}
