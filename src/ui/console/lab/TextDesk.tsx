// One text, page or address in the Lab: what the sensors see of it, and the whole judgement.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { MAX_LAB_TEXT } from '../../../lab/contract.ts';
import type { EffectivePolicy } from '../../../model/policy.ts';
import { Empty, Notice } from '../../components/View.tsx';
import { formatNumber, label, t } from '../../t.ts';
import type { ConsoleProps } from '../console-props.ts';
import { READ_AS, readAs, type LabDraft, type ReadAs } from './draft.ts';
import { AddressParts } from './AddressParts.tsx';
import { Judgement } from './Judgement.tsx';
import type { LabKit } from './lab-kit.ts';
import { PageTexts } from './PageTexts.tsx';

interface Props extends Pick<ConsoleProps, 'client' | 'ruleReferences' | 'glossary'> {
  readonly kit: LabKit;
  readonly draft: LabDraft;
  readonly change: (part: Partial<LabDraft>) => void;
}

/** The policy in force, also when it changes; null until it is known. */
function usePolicy(client: Props['client']): EffectivePolicy | null {
  const [policy, setPolicy] = useState<EffectivePolicy | null>(null);
  useEffect(() => {
    const load = (): void => {
      client.send('policy.get', {}).then(setPolicy, () => undefined);
    };
    load();
    return client.onChange(load);
  }, [client]);
  return policy;
}

export function TextDesk({ kit, draft, change, client, ruleReferences, glossary }: Props) {
  const policy = usePolicy(client);
  const [said, setSaid] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const bring = (chosen: File | undefined): void => {
    if (!chosen) return;
    setSaid('');
    kit.read(chosen).then(
      (read) => {
        if (read.kind === 'not-scanned') {
          setSaid(t('labUnread', chosen.name.slice(0, 80)));
          return;
        }
        const whole = read.hidden === '' ? read.text : `${read.text}\n\n${read.hidden}`;
        change({ text: whole.slice(0, MAX_LAB_TEXT), as: read.html ? 'html' : 'auto' });
        if (read.partial || whole.length > MAX_LAB_TEXT) setSaid(t('labCut', formatNumber(MAX_LAB_TEXT)));
      },
      () => {
        setSaid(t('labUnread', chosen.name.slice(0, 80)));
      },
    );
    if (file.current) file.current.value = '';
  };
  const how = readAs(draft);
  const rules = useMemo(() => (draft.withRule && draft.rule !== '' ? [draft.rule] : []), [draft.withRule, draft.rule]);
  const judged = { kit, rules, policy, ruleReferences, glossary };
  return (
    <>
      <label class="strong" for="lab-text">
        {t('labInput')}
      </label>
      <textarea
        id="lab-text"
        class="lab-source"
        dir="auto"
        rows={8}
        spellcheck={false}
        autocomplete="off"
        maxLength={MAX_LAB_TEXT}
        value={draft.text}
        onInput={(e) => {
          setSaid('');
          change({ text: e.currentTarget.value });
        }}
      />
      <div class="toolbar">
        <label class="lab-choice">
          {t('labAs')}
          <select
            value={draft.as}
            onChange={(e) => {
              change({ as: e.currentTarget.value as ReadAs });
            }}
          >
            {READ_AS.map((as) => (
              <option key={as} value={as}>
                {as === 'auto' && draft.text !== '' ? t('labAsAuto', label('labAs', how)) : label('labAs', as)}
              </option>
            ))}
          </select>
        </label>
        <label class="lab-choice">
          {t('labOpen')}
          <input ref={file} type="file" onChange={(e) => bring(e.currentTarget.files?.[0])} />
        </label>
        {draft.rule !== '' && (
          <label class="switch">
            <input
              type="checkbox"
              checked={draft.withRule}
              onChange={(e) => {
                change({ withRule: e.currentTarget.checked });
              }}
            />
            {t('labWithRule')}
          </label>
        )}
      </div>
      <div role="status">{said !== '' && <Notice>{said}</Notice>}</div>
      {draft.text.trim() === '' ? (
        <Empty title={t('labEmpty')} detail={t('labEmptyDetail')} />
      ) : how === 'html' ? (
        <PageTexts {...judged} html={draft.text} />
      ) : how === 'address' ? (
        <AddressParts {...judged} address={draft.text.trim()} />
      ) : (
        <Judgement {...judged} text={draft.text} />
      )}
    </>
  );
}
