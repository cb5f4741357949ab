// An address in the Lab: the parts of it that can carry words, and the judgement of the one that is chosen. It is never opened.
import { useMemo, useState } from 'preact/hooks';
import { Judgement, type JudgementProps } from './Judgement.tsx';
import { ordered, SeenList } from './SeenList.tsx';
import { useAsk } from './use-ask.ts';
import { Working } from './Working.tsx';

export function AddressParts({ address, kit, ...judged }: Omit<JudgementProps, 'text'> & { address: string }) {
  const [picked, setPicked] = useState({ address: '', index: -1 });
  const parts = useAsk(
    kit.lab,
    'address',
    useMemo(() => ({ address }), [address]),
  );
  const texts = parts.result ?? [];
  const params = useMemo(
    () => (texts.length === 0 ? null : { texts: texts.map(({ text }) => ({ text, hidden: true })) }),
    [parts.result],
  );
  const asked = useAsk(kit.lab, 'texts', params);
  const briefs = asked.result?.length === texts.length ? asked.result : null;
  const first = ordered(texts, briefs)[0] ?? -1;
  const chosen = picked.address === address && picked.index >= 0 ? picked.index : first;
  const one = texts[chosen];
  return (
    <>
      <SeenList
        texts={texts}
        briefs={briefs}
        chosen={chosen}
        choose={(index) => {
          setPicked({ address, index });
        }}
      />
      <Working asked={asked} />
      <Judgement {...judged} kit={kit} text={one?.text ?? address} />
    </>
  );
}
