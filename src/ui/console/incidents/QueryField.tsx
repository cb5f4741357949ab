// The field of the query: a combo box that offers fields and values while one types, with what was not understood named
// beneath it and what was understood as chips that can be taken away.
import type { RefObject } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { IncidentTally } from '../../../model/incident-query.ts';
import { Glyph } from '../../components/Glyph.tsx';
import { InertExcerpt } from '../../components/InertText.tsx';
import { formatNumber, label, t } from '../../t.ts';
import type { QueryProblem, ReadQuery, Understood, Vocabulary } from './query/read-query.ts';
import { suggest, type Suggestion } from './query/suggest.ts';
import { MAX_QUERY } from './query/terms.ts';
import { nameOf } from './vocabulary.ts';

interface Props {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  /** `done`: a choice or Enter, not a letter more. */
  readonly onTyped: (text: string, done: boolean) => void;
  readonly vocabulary: Vocabulary;
  readonly tally: IncidentTally | null;
  readonly rules: readonly string[];
  /** Values are about to be offered. */
  readonly onFocus: () => void;
}

export function QueryField({ field: input, typed, onTyped, vocabulary, tally, rules, onFocus }: Props) {
  const id = useId();
  const [caret, setCaret] = useState(typed.length);
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const offers = useMemo(
    () => (open ? suggest(typed, Math.min(caret, typed.length), { vocabulary, tally, rules }) : []),
    [open, typed, caret, vocabulary, tally, rules],
  );
  const chosen = Math.min(at, offers.length - 1);
  const caretTo = useRef<number | null>(null);
  useEffect(() => {
    if (caretTo.current === null) return;
    input.current?.setSelectionRange(caretTo.current, caretTo.current);
    setCaret(caretTo.current);
    caretTo.current = null;
  });
  const take = (offer: Suggestion): void => {
    const before = typed.slice(0, offer.start) + offer.text;
    const after = typed.slice(offer.end);
    // A field is not a query yet: its value comes next. A space that is there already is not doubled.
    const text = (before + (before.endsWith(' ') ? after.replace(/^\s+/, '') : after)).slice(0, MAX_QUERY);
    caretTo.current = before.length;
    setAt(-1);
    setOpen(offer.value === '');
    onTyped(text, offer.value !== '');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (!open) setOpen(true);
      else if (offers.length > 0) {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // One place of the round is the field itself.
        setAt(((chosen + 1 + step + offers.length + 1) % (offers.length + 1)) - 1);
      }
    } else if (event.key === 'Enter') {
      const offer = offers[chosen];
      if (offer) take(offer);
      else {
        setOpen(false);
        onTyped(typed, true);
      }
    } else if (event.key === 'Escape' && open && offers.length > 0) {
      setOpen(false);
      setAt(-1);
    } else return;
    event.preventDefault();
  };
  const follow = (): void => {
    setCaret(input.current?.selectionStart ?? typed.length);
  };
  const listed = open && offers.length > 0;
  return (
    <div class="query-field">
      <label class="hidden-words" for={`${id}-input`}>
        {t('searchLabel')}
      </label>
      <input
        ref={input}
        id={`${id}-input`}
        type="search"
        role="combobox"
        // What is offered is a list of its own below.
        list={undefined}
        dir="auto"
        autocomplete="off"
        spellcheck={false}
        maxLength={MAX_QUERY}
        value={typed}
        placeholder={t('listQueryPlaceholder')}
        aria-expanded={listed}
        aria-controls={`${id}-offers`}
        aria-autocomplete="list"
        aria-activedescendant={listed && chosen >= 0 ? `${id}-${chosen}` : undefined}
        aria-describedby={`${id}-help`}
        onInput={(e) => {
          setOpen(true);
          setAt(-1);
          onTyped(e.currentTarget.value, false);
          follow();
        }}
        onFocus={onFocus}
        onClick={() => {
          follow();
          setOpen(true);
        }}
        onKeyUp={follow}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setOpen(false);
          setAt(-1);
        }}
      />
      <span class="hidden-words" id={`${id}-help`}>
        {t('listQueryHelp')}
      </span>
      <ul id={`${id}-offers`} class="offers" role="listbox" aria-label={t('listOffers')} hidden={!listed}>
        {offers.map((offer, i) => (
          <li
            key={`${offer.field} ${offer.value}`}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === chosen}
            // The field keeps the focus.
            onMouseDown={(e) => {
              e.preventDefault();
              take(offer);
            }}
          >
            <Offer offer={offer} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Offer({ offer }: { offer: Suggestion }) {
  const { field, value, name, count } = offer;
  return (
    <>
      <span class="offer-what">
        <span class="mono muted" dir="ltr">
          {field}:
        </span>
        {value !== '' && <InertExcerpt text={value} limit={60} />}
      </span>{' '}
      <span class="muted">{value === '' ? label('listField', field) : name}</span>
      {count !== null && <span class="offer-count muted">{formatNumber(count)}</span>}
    </>
  );
}

/** What was not understood, calmly. What a person typed is shown inert. */
export function Problems({ problems }: { problems: readonly QueryProblem[] }) {
  return (
    <div role="status">
      {problems.length > 0 && (
        <ul class="query-problems" aria-label={t('listQueryProblems')}>
          {problems.slice(0, 4).map(({ kind, about }, i) => (
            <li key={i}>
              <Glyph shape="warning" size={13} /> <span>{label('listQuery', kind, ...about.map(shorten))}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Isolated and bounded: a typed text can hold characters that turn the direction of the sentence around it. */
const shorten = (text: string): string =>
  `\u2068${[...text.replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}')].slice(0, 40).join('')}\u2069`;

interface ChipsProps {
  readonly read: ReadQuery;
  readonly vocabulary: Vocabulary;
  readonly onRemove: (chip: Understood) => void;
  readonly onClear: () => void;
}

/** What was understood, each with a button that takes it away. */
export function Chips({ read, vocabulary, onRemove, onClear }: ChipsProps) {
  if (read.understood.length === 0) return null;
  return (
    <ul class="chips" aria-label={t('listUnderstood')}>
      {read.understood.map((chip) => (
        <li key={`${chip.field} ${chip.value}`}>
          <button
            type="button"
            class="chip"
            aria-label={t('listRemove', label('listField', chip.field), shorten(nameOf(vocabulary, chip)))}
            onClick={() => {
              onRemove(chip);
            }}
          >
            <span class="muted">{label('listField', chip.field)}</span>{' '}
            <InertExcerpt text={nameOf(vocabulary, chip)} limit={60} />
            <span class="chip-cross" aria-hidden="true">
              ×
            </span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="quiet" onClick={onClear}>
          {t('listClearQuery')}
        </button>
      </li>
    </ul>
  );
}
