// The list of approved or blocked AI services: chosen by name, stored by id. A name that the catalogue does not know, such
// as one of an older version, is shown by its id and can still be removed.
import { useRef, useState } from 'preact/hooks';
import type { AiService } from '../../../model/service.ts';
import { t } from '../../t.ts';

interface Props {
  readonly labelledBy: string;
  readonly values: readonly string[];
  readonly services: readonly AiService[];
  readonly save: (values: readonly string[]) => void;
}

/** The service's name, or its id when it is not in the catalogue. */
export function serviceName(services: readonly AiService[], id: string): string {
  return services.find((s) => s.id === id)?.name ?? id;
}

export function ServiceList({ labelledBy, values, services, save }: Props) {
  const [chosen, setChosen] = useState('');
  const choice = useRef<HTMLSelectElement>(null);
  const others = services
    .filter((s) => !values.includes(s.id))
    .sort((a, b) => a.vendor.localeCompare(b.vendor) || a.name.localeCompare(b.name));
  return (
    <>
      {values.length > 0 && (
        <ul class="chosen" aria-labelledby={labelledBy}>
          {values.map((id) => {
            const name = serviceName(services, id);
            return (
              <li key={id}>
                <bdi>{name}</bdi>
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('removeNamed', name)}
                  onClick={() => {
                    save(values.filter((value) => value !== id));
                    // This button goes with its row.
                    choice.current?.focus();
                  }}
                >
                  {t('removeService')}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <form
        class="choose"
        onSubmit={(e) => {
          e.preventDefault();
          if (chosen !== '') save([...values, chosen]);
          setChosen('');
          choice.current?.focus();
        }}
      >
        <select
          ref={choice}
          aria-labelledby={labelledBy}
          value={chosen}
          onChange={(e) => {
            setChosen(e.currentTarget.value);
          }}
        >
          <option value="">{t('chooseService')}</option>
          {others.map((service) => (
            <option key={service.id} value={service.id}>
              {t('serviceBy', service.name, service.vendor)}
            </option>
          ))}
        </select>
        <button type="submit">{t('addService')}</button>
      </form>
    </>
  );
}
