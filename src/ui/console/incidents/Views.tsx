// Views of the list: links, so that they can be opened beside and bookmarked; and the form that saves, renames and deletes
// those of one's own. Names are a person's own words, shown inert all the same: a stored value may come from elsewhere.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { InertExcerpt } from '../../components/InertText.tsx';
import { label, t } from '../../t.ts';
import { addressOf, type ListAddress } from './address.ts';
import { BUILT_IN_VIEWS, builtIn, MAX_NAME, shows, type BuiltInView, type SavedView } from './views.ts';

interface Props {
  readonly address: ListAddress;
  readonly saved: readonly SavedView[];
  /** Answers a message key, '' when it was done. */
  readonly onSave: (name: string) => Promise<string>;
  readonly onRename: (from: string, to: string) => Promise<string>;
  readonly onDelete: (name: string) => Promise<string>;
}

export function Views({ address, saved, onSave, onRename, onDelete }: Props) {
  const [form, setForm] = useState<'save' | 'rename' | null>(null);
  const [problem, setProblem] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  const own = saved.find((view) => shows(view, address));
  const stock = (Object.keys(BUILT_IN_VIEWS) as BuiltInView[]).find((view) => shows(builtIn(view), address));
  const hash = addressOf(address);
  useEffect(() => {
    setForm(null);
    setProblem('');
  }, [hash]);
  const done = (said: string): void => {
    setProblem(said);
    if (said !== '') return;
    setForm(null);
    opener.current?.focus();
  };
  return (
    <div class="views">
      <ul aria-label={t('listViews')}>
        {(Object.keys(BUILT_IN_VIEWS) as BuiltInView[]).map((view) => (
          <li key={view}>
            <a href={addressOf(builtIn(view))} aria-current={view === stock ? 'true' : undefined}>
              {label('listView', view)}
            </a>
          </li>
        ))}
        {saved.map((view) => (
          <li key={view.name}>
            <a href={addressOf(view)} aria-current={view === own ? 'true' : undefined}>
              <InertExcerpt text={view.name} limit={MAX_NAME} />
            </a>
          </li>
        ))}
      </ul>
      {own === undefined && stock === undefined && form === null && (
        <button type="button" class="quiet" ref={opener} onClick={() => setForm('save')}>
          {t('listSaveView')}
        </button>
      )}
      {own !== undefined && form === null && (
        <>
          <button type="button" class="quiet" ref={opener} onClick={() => setForm('rename')}>
            {t('listRenameView')}
          </button>
          <button type="button" class="quiet" onClick={() => void onDelete(own.name).then(done)}>
            {t('listDeleteView')}
          </button>
        </>
      )}
      {form !== null && (
        <NameForm
          start={form === 'rename' ? (own?.name ?? '') : ''}
          action={t(form === 'save' ? 'listSave' : 'listRename')}
          onName={(name) => void (form === 'save' ? onSave(name) : onRename(own?.name ?? '', name)).then(done)}
          onCancel={() => {
            setForm(null);
            setProblem('');
          }}
        />
      )}
      <p class="small" role="status">
        {problem !== '' && t(problem)}
      </p>
    </div>
  );
}

interface NameFormProps {
  readonly start: string;
  readonly action: string;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

function NameForm({ start, action, onName, onCancel }: NameFormProps) {
  const [name, setName] = useState(start);
  const input = useRef<HTMLInputElement>(null);
  // Before a key can come that is meant for it.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <form
      class="name-form"
      onSubmit={(e) => {
        e.preventDefault();
        onName(name);
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onCancel();
      }}
    >
      <label>
        <span class="small">{t('listViewName')}</span>{' '}
        <input
          ref={input}
          type="text"
          dir="auto"
          maxLength={MAX_NAME}
          value={name}
          onInput={(e) => setName(e.currentTarget.value)}
        />
      </label>
      <button type="submit">{action}</button>
      <button type="button" class="quiet" onClick={onCancel}>
        {t('cancel')}
      </button>
    </form>
  );
}
