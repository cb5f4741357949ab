// One line in the popup: which other extensions get at the service of the tab; and, where policy asks first, what this site may
// not use until the person allows it. Names are the extensions' own and shown inert.
import { useState } from 'preact/hooks';
import type { Client } from '../../messaging/contract.ts';
import type { TabStatus } from '../../model/status.ts';
import { Glyph } from '../components/Glyph.tsx';
import { Notice } from '../components/View.tsx';
import { mayChange } from '../may-change.ts';
import { label, t, tn } from '../t.ts';

interface Props {
  readonly status: TabStatus;
  readonly client: Client;
  readonly act: (work: () => Promise<string>) => void;
}

export function TouchingLine({ status: { touching }, client }: Pick<Props, 'status' | 'client'>) {
  if (!touching) return null;
  const { state, count, names, risky } = touching;
  const open = (): void => void client.openConsole('#/extensions');
  return (
    <section class="touching small">
      <Glyph
        shape={state === 'no-permission' ? 'unobservable' : count === 0 ? 'clear' : risky ? 'warning' : 'partly'}
        size={13}
      />
      <p dir="auto">
        {state === 'no-permission'
          ? t('extTouchingUnseen')
          : count === 0
            ? t('extTouchingNone')
            : tn('extTouching', count, shownNames(names, count))}
      </p>
      <button type="button" class="quiet" onClick={open}>
        {t('extWho')}
      </button>
    </section>
  );
}

/** Interfaces that policy keeps off here until the person allows them; nothing where there is none. */
export function AskedApis({ status, client, act }: Props) {
  const [allowed, setAllowed] = useState(false);
  const mine = status.askedApis.filter((key) => mayChange(status.policy, key));
  if (allowed) return <Notice shape="clear">{t('extAllowReload')}</Notice>;
  if (mine.length === 0) return null;
  const allow = (): void => {
    act(async () => {
      const entry = `${status.site}=allow`;
      const changed = Object.fromEntries(mine.map((key) => [key, [...status.policy.settings[key], entry]]));
      const { problem } = await client.send('policy.set', { settings: changed });
      if (problem === '') setAllowed(true);
      return problem;
    });
  };
  return (
    <section class="touching small">
      <Glyph shape="paused" size={13} />
      <p>{t('extAskTools', mine.map((key) => label('setting', key)).join(', '))}</p>
      <button type="button" class="quiet" onClick={allow}>
        {t('extAllowHere')}
      </button>
    </section>
  );
}

/** Isolated, and without characters that turn the line around. */
const shownNames = (names: readonly string[], count: number): string =>
  names
    .map((name) => `\u2068${name.replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, '').slice(0, 40)}\u2069`)
    .concat(count > names.length ? ['…'] : [])
    .join(', ');
