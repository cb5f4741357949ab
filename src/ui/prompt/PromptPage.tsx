// A prompt that an address would have sent to an assistant, shown before it is sent. What it says is hostile and shown inert;
// the person opens the assistant without it or, where policy lets them, with it.
import { useState } from 'preact/hooks';
import type { Client } from '../../messaging/contract.ts';
import type { WaitingPrompt } from '../../model/prefilled.ts';
import type { AiService } from '../../model/service.ts';
import { Glyph } from '../components/Glyph.tsx';
import { HostName } from '../components/HostName.tsx';
import { InertText } from '../components/InertText.tsx';
import { Empty, Notice, View } from '../components/View.tsx';
import { formatList, label, t } from '../t.ts';
import { webAddress } from '../vendor-word.ts';
import { useAsync } from '../use-async.ts';

export interface PromptPageProps {
  readonly client: Client;
  readonly id: string;
  readonly services: readonly AiService[];
  readonly go: (url: string) => void;
}

export function PromptPage(props: PromptPageProps) {
  const { client, id } = props;
  const [loaded, reload] = useAsync(async () => (await client.send('prompt.get', { id })).prompt, [client, id]);
  return (
    <main class="prompt">
      <p class="brand small muted">Demarc</p>
      <View loaded={loaded} retry={reload}>
        {(prompt) =>
          prompt ? (
            <Waiting {...props} prompt={prompt} />
          ) : (
            <>
              <h1>{t('promptTitle')}</h1>
              <Empty title={t('promptGoneTitle')} detail={t('promptGoneDetail')} />
            </>
          )
        }
      </View>
      {loaded.state !== 'ready' && <h1 class="hidden-words">{t('promptTitle')}</h1>}
    </main>
  );
}

function Waiting({ client, id, services, go, prompt }: PromptPageProps & { prompt: WaitingPrompt }) {
  const [problem, setProblem] = useState('');
  const name = services.find((s) => s.id === prompt.service)?.name ?? prompt.site;
  const open = (withPrompt: boolean): void => {
    client.send('prompt.open', { id, withPrompt }).then(
      ({ url }) => {
        if (url === null) setProblem('promptNotOpened');
        else go(url);
      },
      () => {
        setProblem('actionFailed');
      },
    );
  };
  const marks = prompt.verdict.findings
    .filter((f) => f.transform === 'original')
    .map((f) => ({ start: f.start, end: f.end, title: label('family', f.family) }));
  return (
    <>
      <h1>
        <Glyph shape="warning" size={20} /> {t('promptTitle')}
      </h1>
      <p>
        {t('promptWhat', name)} <HostName host={prompt.site} />
      </p>
      <InertText text={prompt.text} marks={marks} />
      {prompt.verdict.families.length > 0 && (
        <p class="muted">{t('promptFound', formatList(prompt.verdict.families.map((f) => label('family', f))))}</p>
      )}
      <div class="buttons">
        {/* The safe way comes first and has the focus: Enter must not send what nobody read. */}
        <button
          type="button"
          class="primary"
          autofocus
          onClick={() => {
            open(false);
          }}
        >
          {t('promptOpenWithout', name)}
        </button>
        {prompt.mayOpen && (
          <button
            type="button"
            onClick={() => {
              open(true);
            }}
          >
            {t('promptOpenWith')}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => void client.openConsole(`#/incident/${prompt.id}`.slice(1))}>
          {t('details')}
        </button>
      </div>
      <p class="small muted">
        {prompt.organisation === '' ? label('who', prompt.layer) : t('whoOrganisation', prompt.organisation)}{' '}
        {!prompt.mayOpen && t('promptNotAllowed')} <bdi>{prompt.notice}</bdi>{' '}
        {webAddress(prompt.supportUrl) && (
          <a href={prompt.supportUrl} target="_blank" rel="noreferrer noopener">
            {t('supportLink')}
          </a>
        )}
      </p>
      <div role="status">
        {problem !== '' && <Notice>{problem === 'actionFailed' ? t('actionFailed') : t('promptNotOpened')}</Notice>}
      </div>
    </>
  );
}
