// A page that was pasted: laid out without any life, every text that an AI could read of it, and the judgement of the one
// that is chosen, whose place is outlined in the page.
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { isElement } from '../../../model/node-kinds.ts';
import { StillPage } from '../../components/StillPage.tsx';
import type { StillCopy } from '../../still/still-copy.ts';
import { Evidence } from '../incident/evidence.tsx';
import { label, t } from '../../t.ts';
import { Judgement, type JudgementProps } from './Judgement.tsx';
import type { SeenInPage } from './lab-kit.ts';
import { ordered, SeenList } from './SeenList.tsx';
import { useAsk } from './use-ask.ts';
import { Working } from './Working.tsx';

/** While somebody writes, the page is laid out anew only when they pause: layout is not bounded as judging is. */
const PAUSE_MS = 250;
const OUTLINE = '3px solid #c2410c';

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return settled;
}

export function PageTexts({ html, kit, ...judged }: Omit<JudgementProps, 'text'> & { html: string }) {
  const settled = useSettled(html);
  const [copy, setCopy] = useState<StillCopy | null>(null);
  const [texts, setTexts] = useState<readonly SeenInPage[]>([]);
  const [picked, setPicked] = useState(-1);
  const onCopy = useCallback((made: StillCopy) => setCopy(made), []);
  useEffect(() => {
    if (!copy) return undefined;
    let current = true;
    setPicked(-1);
    kit.seen(copy).then(
      (seen) => {
        if (current) setTexts(seen);
      },
      () => {
        if (current) setTexts([]);
      },
    );
    return () => {
      current = false;
    };
  }, [copy, kit]);
  const params = useMemo(
    () =>
      texts.length === 0
        ? null
        : { texts: texts.map(({ text, concealment }) => ({ text, hidden: concealment !== null })) },
    [texts],
  );
  const asked = useAsk(kit.lab, 'texts', params);
  const briefs = asked.result?.length === texts.length ? asked.result : null;
  const chosen = picked >= 0 ? picked : briefs ? (ordered(texts, briefs)[0] ?? -1) : -1;
  const one = texts[chosen];
  useOutline(one?.node);
  return (
    <>
      <section>
        <h2>{t('labPage')}</h2>
        <p class="small muted">{t('labPageDetail')}</p>
        <div class="lab-page" tabIndex={0} role="group" aria-label={t('labPage')}>
          <StillPage html={settled} title={t('labPage')} onCopy={onCopy} />
        </div>
      </section>
      <SeenList texts={texts} briefs={briefs} chosen={chosen} choose={setPicked} />
      <Working asked={asked} stop={() => kit.lab.stop('texts')} />
      {one && (
        <section>
          <h2>{t('labChosen')}</h2>
          <p>
            {label('carrier', one.carrier)} <bdi class="mono small muted">{one.path}</bdi>
          </p>
          <p>{one.concealment ? label('concealmentWhy', one.concealment.reason) : t('concealmentVisibleWhy')}</p>
          {one.concealment && <Evidence values={one.concealment.evidence} />}
          <Judgement {...judged} kit={kit} text={one.text} />
        </section>
      )}
    </>
  );
}

/** Outlines the place of a text in the still page, and takes the outline away again. */
function useOutline(node: Node | undefined): void {
  useEffect(() => {
    const element = node && (isElement(node) ? node : node.parentElement);
    const style = (element as Partial<HTMLElement> | null | undefined)?.style;
    if (!style) return undefined;
    const before = style.outline;
    style.outline = OUTLINE;
    return () => {
      style.outline = before;
    };
  }, [node]);
}
