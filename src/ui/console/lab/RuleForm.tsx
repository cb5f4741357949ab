// A rule as a form. Each field writes into the JSON beside it at once; what the JSON says is what holds.
import { useState } from 'preact/hooks';
import type { Stock } from '../../../lab/contract.ts';
import { SEVERITIES } from '../../../model/finding.ts';
import { label, t } from '../../t.ts';
import {
  asKind,
  fieldOf,
  linesOf,
  listOf,
  readForm,
  slotsOf,
  withFamily,
  withField,
  withSlots,
  type FormFile,
  type RuleField,
} from './rule-form.ts';

interface Props {
  readonly text: string;
  readonly stock: Stock | null;
  readonly write: (text: string) => void;
}

export function RuleForm({ text, stock, write }: Props) {
  const [picked, setPicked] = useState(0);
  const form = readForm(text);
  if (!form) return <p class="muted">{t('labFormOff')}</p>;
  const index = Math.min(picked, form.rules.length - 1);
  const rule = form.rules[index] ?? {};
  const slots = slotsOf(rule);
  const field = { form, index, write };
  return (
    <div class="lab-form">
      {form.rules.length > 1 && (
        <label>
          {t('labWhich')}
          <select value={index} onChange={(e) => setPicked(Number(e.currentTarget.value))}>
            {form.rules.map((one, i) => (
              <option key={i} value={i}>
                {String(one['id'] ?? i + 1)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        {t('labFamily')}
        <select value={form.family} onChange={(e) => write(withFamily(form, e.currentTarget.value))}>
          {[...new Set([...(stock?.families ?? []), form.family])].map((family) => (
            <option key={family} value={family}>
              {stock?.families.some((known) => known === family) ? label('family', family) : family}
            </option>
          ))}
        </select>
      </label>
      <Text {...field} name="id" />
      <Text {...field} name="description" />
      <div class="lab-pair">
        <Choice {...field} name="status" values={['stable', 'experimental']} />
        <Choice {...field} name="severity" values={SEVERITIES} />
        <Amount {...field} name="confidence" step={0.01} />
      </div>
      <fieldset>
        <legend>{t('labFinds')}</legend>
        {(['concepts', 'pattern'] as const).map((kind) => (
          <label key={kind} class="switch">
            <input
              type="radio"
              name="lab-kind"
              checked={(slots === null) === (kind === 'pattern')}
              onChange={() => write(asKind(form, index, kind))}
            />
            {label('labKind', kind)}
          </label>
        ))}
        {slots === null ? (
          <>
            <Text {...field} name="pattern" mono />
            <List {...field} name="anchors" optional />
            <List {...field} name="needs" optional />
          </>
        ) : (
          <>
            <Slots slots={slots} concepts={stock?.concepts ?? []} set={(next) => write(withSlots(form, index, next))} />
            <div class="lab-pair">
              <Amount {...field} name="within" step={1} />
              <label class="switch">
                <input
                  type="checkbox"
                  checked={fieldOf(rule, 'ordered') === true}
                  onChange={(e) => write(withField(form, index, 'ordered', e.currentTarget.checked))}
                />
                {label('labField', 'ordered')}
              </label>
            </div>
          </>
        )}
      </fieldset>
      <p class="small muted">{t('labLines')}</p>
      <List {...field} name="match" rows={4} />
      <List {...field} name="noMatch" rows={4} />
      <List {...field} name="knownMisses" />
      <List {...field} name="falsePositives" />
      <div class="lab-pair">
        <List {...field} name="owaspLlm" />
        <List {...field} name="owaspAgentic" />
        <List {...field} name="atlas" />
      </div>
    </div>
  );
}

interface FieldProps {
  readonly form: FormFile;
  readonly index: number;
  readonly name: RuleField;
  readonly write: (text: string) => void;
}

const valueOf = ({ form, index, name }: FieldProps): unknown => fieldOf(form.rules[index] ?? {}, name);
const put = ({ form, index, name, write }: FieldProps, value: unknown): void =>
  write(withField(form, index, name, value));

function Text({ mono = false, ...field }: FieldProps & { mono?: boolean }) {
  const value = valueOf(field);
  return (
    <label>
      {label('labField', field.name)}
      <input
        class={mono ? 'mono' : ''}
        dir={mono || field.name === 'id' ? 'ltr' : 'auto'}
        value={typeof value === 'string' ? value : ''}
        spellcheck={false}
        onInput={(e) => put(field, e.currentTarget.value)}
      />
    </label>
  );
}

function Amount({ step, ...field }: FieldProps & { step: number }) {
  const value = valueOf(field);
  return (
    <label>
      {label('labField', field.name)}
      <input
        type="number"
        step={step}
        value={typeof value === 'number' ? value : ''}
        onInput={(e) => {
          if (e.currentTarget.value !== '') put(field, e.currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
}

function Choice({ values, ...field }: FieldProps & { values: readonly string[] }) {
  const value = String(valueOf(field) ?? '');
  return (
    <label>
      {label('labField', field.name)}
      <select value={value} onChange={(e) => put(field, e.currentTarget.value)}>
        {[...new Set([...values, value])].map((one) => (
          <option key={one} value={one}>
            {!values.includes(one) ? one : label(field.name === 'status' ? 'labStatus' : 'severity', one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A list, one entry a line. What is being typed stays as it is: an empty line is no entry, and no reason to jump. */
function List({ rows = 2, optional = false, ...field }: FieldProps & { rows?: number; optional?: boolean }) {
  const value = valueOf(field);
  const [typed, setTyped] = useState('');
  const shown = linesOf(listOf(typed)) === linesOf(value) ? typed : linesOf(value);
  return (
    <label>
      {label('labField', field.name)}
      <textarea
        class="mono"
        dir="auto"
        rows={rows}
        spellcheck={false}
        value={shown}
        onInput={(e) => {
          setTyped(e.currentTarget.value);
          const list = listOf(e.currentTarget.value);
          put(field, optional && list.length === 0 ? undefined : list);
        }}
      />
    </label>
  );
}

interface SlotsProps {
  readonly slots: readonly (readonly string[])[];
  readonly concepts: readonly string[];
  readonly set: (slots: readonly (readonly string[])[]) => void;
}

/** Slots, each filled by a word of one of its concepts. */
function Slots({ slots, concepts, set }: SlotsProps) {
  const change = (index: number, slot: readonly string[]): void => {
    set(slots.map((one, i) => (i === index ? slot : one)));
  };
  return (
    <>
      {slots.map((slot, i) => (
        <div key={i} class="lab-slot" role="group" aria-label={t('labSlot', i + 1)}>
          <p class="small strong">{t('labSlot', i + 1)}</p>
          <ul>
            {slot.map((concept) => (
              <li key={concept}>
                <span class="mono">{concept}</span>{' '}
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('labRemove', concept)}
                  onClick={() => {
                    change(
                      i,
                      slot.filter((one) => one !== concept),
                    );
                  }}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
          <select
            aria-label={t('labAddConcept', i + 1)}
            value=""
            onChange={(e) => {
              const added = e.currentTarget.value;
              e.currentTarget.value = '';
              if (added !== '') change(i, [...slot, added]);
            }}
          >
            <option value="">{t('labAddConcept', i + 1)}</option>
            {concepts
              .filter((concept) => !slot.includes(concept))
              .map((concept) => (
                <option key={concept} value={concept}>
                  {concept}
                </option>
              ))}
          </select>
          {slots.length > 1 && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                set(slots.filter((_, n) => n !== i));
              }}
            >
              {t('labRemove', t('labSlot', i + 1))}
            </button>
          )}
        </div>
      ))}
      <button
        type="button"
        onClick={() => {
          set([...slots, []]);
        }}
      >
        {t('labAddSlot')}
      </button>
    </>
  );
}
