// Ids of public frameworks with their names. The names are those frameworks' own, in English.
import { label } from '../../t.ts';

interface Props {
  /** Framework → ids. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  /** Id → name. */
  readonly names: Readonly<Record<string, string>>;
}

export function Ids({ ids, names }: Props) {
  const shown = Object.entries(ids).filter(([, list]) => list.length > 0);
  return (
    <dl class="ids">
      {shown.map(([framework, list]) => (
        <div key={framework}>
          <dt>{label('framework', framework)}</dt>
          {[...list].sort().map((id) => (
            <dd key={id}>
              <bdi lang="en" dir="ltr">
                <span class="mono">{id}</span> {names[id] ?? ''}
              </bdi>
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
