// The report of a false alarm: the whole file is on show and can be changed before it is saved. Nothing is sent.
import { useEffect, useId, useState } from 'preact/hooks';
import { falseAlarm, withWhy } from '../../../formats/scrub.ts';
import type { Incident } from '../../../model/incident.ts';
import { Notice } from '../../components/View.tsx';
import { t } from '../../t.ts';
import { chooseDestination } from './destination.ts';
import { Dialog } from './Dialog.tsx';
import { fileName } from './writer-for.ts';

interface Props {
  readonly incident: Incident;
  /** Does the organisation let texts out? */
  readonly withTexts: boolean;
  readonly close: () => void;
}

export function FalseAlarm({ incident, withTexts, close }: Props) {
  const id = useId();
  const [why, setWhy] = useState('');
  const [file, setFile] = useState('');
  const [said, setSaid] = useState('');
  // Whether texts may leave can become known while the dialogue is open.
  useEffect(() => {
    setFile(falseAlarm(incident, '', withTexts));
  }, [incident, withTexts]);
  const save = async (): Promise<void> => {
    const destination = await chooseDestination(fileName('regression', Date.now(), 'false-alarm'), 'application/json');
    if (!destination) return;
    await destination.write(file);
    await destination.close();
    setSaid(t('alarmSaved', destination.name));
  };
  return (
    <Dialog title={t('alarmTitle')} close={close} gone={close}>
      <p>{t('alarmLead')}</p>
      {!withTexts && <Notice>{t('alarmNoTexts')}</Notice>}
      <form
        onSubmit={(e) => {
          e.preventDefault();
          save().catch(() => {
            setSaid(t('exportFailed'));
          });
        }}
      >
        <p class="field">
          <label for={`${id}-why`}>{t('alarmNote')}</label>
          <input
            id={`${id}-why`}
            type="text"
            maxLength={500}
            value={why}
            onInput={(e) => {
              setWhy(e.currentTarget.value);
              setFile(withWhy(file, e.currentTarget.value));
            }}
          />
        </p>
        <p class="field">
          <label for={`${id}-file`}>{t('alarmFile')}</label>
          <textarea
            id={`${id}-file`}
            class="mono"
            dir="ltr"
            rows={14}
            spellcheck={false}
            value={file}
            onInput={(e) => {
              setFile(e.currentTarget.value);
              setSaid('');
            }}
          />
        </p>
        <p role="status">{said}</p>
        <div class="dialog-acts">
          <button type="submit" class="primary">
            {t('alarmSave')}
          </button>
          <button type="button" onClick={close}>
            {t(said === '' ? 'cancel' : 'exportClose')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
