// The Lab: texts, pages and rules tried with the engine that protects the browser. It changes nothing of that protection, and
// nothing that is written here leaves the page but for a draft in the extension's own storage.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { View } from '../../components/View.tsx';
import { label, t } from '../../t.ts';
import { useAsync } from '../../use-async.ts';
import type { ConsoleProps } from '../console-props.ts';
import { CompareDesk } from './CompareDesk.tsx';
import { keptDraft, LAB_TABS, NEW_DRAFT, parseDraft, type LabDraft, type LabTab } from './draft.ts';
import type { LabKit } from './lab-kit.ts';
import { RuleDesk } from './RuleDesk.tsx';
import { TextDesk } from './TextDesk.tsx';
import './lab.css';

const KEEP_MS = 300;

export function Lab(props: ConsoleProps) {
  const [kit, retry] = useAsync(() => props.lab(), [props.lab]);
  return (
    <>
      <h1>{label('page', 'lab')}</h1>
      <p class="lead muted">{t('labLead')}</p>
      <View loaded={kit} retry={retry}>
        {(value) => <Desks {...props} kit={value} />}
      </View>
    </>
  );
}

/** The draft, kept a moment after each change. */
function useDraft({ readDraft, writeDraft }: LabKit) {
  const [draft, setDraft] = useState(() => parseDraft(readDraft()));
  const [lost, setLost] = useState(false);
  const kept = useRef(draft);
  useEffect(() => {
    const keep = (): void => {
      if (kept.current === draft) return;
      kept.current = draft;
      const text = keptDraft(draft);
      setLost(!writeDraft(text ?? '') || text === null);
    };
    const timer = setTimeout(keep, KEEP_MS);
    // A page that is closed in between loses nothing.
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [draft, writeDraft]);
  const change = useMemo(() => (part: Partial<LabDraft>) => setDraft((before) => ({ ...before, ...part })), []);
  return { draft, change, lost };
}

function Desks({ kit, ...props }: ConsoleProps & { kit: LabKit }) {
  const { draft, change, lost } = useDraft(kit);
  useEffect(() => () => kit.lab.close(), [kit]);
  const shared = { kit, draft, change };
  return (
    <div class="lab">
      <Tabs
        chosen={draft.tab}
        choose={(tab) => {
          change({ tab });
        }}
      />
      <div role="tabpanel" id="lab-panel" aria-labelledby={`lab-tab-${draft.tab}`}>
        {draft.tab === 'text' && <TextDesk {...props} {...shared} />}
        {draft.tab === 'rule' && <RuleDesk {...shared} />}
        {draft.tab === 'compare' && <CompareDesk {...shared} />}
      </div>
      <p class="small muted lab-kept">
        <span role="status">{lost ? t('labLost') : t('labKept')}</span>{' '}
        <button
          type="button"
          class="quiet"
          disabled={draft.text === '' && draft.rule === ''}
          onClick={() => {
            change({ ...NEW_DRAFT, tab: draft.tab });
          }}
        >
          {t('labClear')}
        </button>
      </p>
    </div>
  );
}

/** Tabs as the ARIA practices have them: one stop of the tab key, arrows move and choose. */
function Tabs({ chosen, choose }: { chosen: LabTab; choose: (tab: LabTab) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const rtl = document.documentElement.dir === 'rtl';
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    const at = LAB_TABS.indexOf(chosen);
    const to =
      event.key === 'Home' ? 0 : event.key === 'End' ? LAB_TABS.length - 1 : step === undefined ? -1 : at + step;
    const tab = LAB_TABS[(to + LAB_TABS.length) % LAB_TABS.length];
    if ((step === undefined && to < 0) || !tab) return;
    event.preventDefault();
    choose(tab);
    list.current?.querySelector<HTMLElement>(`#lab-tab-${tab}`)?.focus();
  };
  return (
    <div class="lab-tabs" role="tablist" aria-label={t('labTabs')} ref={list} onKeyDown={move}>
      {LAB_TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`lab-tab-${tab}`}
          aria-selected={tab === chosen}
          aria-controls="lab-panel"
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => {
            choose(tab);
          }}
        >
          {label('labTab', tab)}
        </button>
      ))}
    </div>
  );
}
