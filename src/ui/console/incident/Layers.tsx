// How a text was read: one step for each decoded reading in which something was found, with what the step does, and the
// matched words in it. All texts are inert.
import type { Incident } from '../../../model/incident.ts';
import { InertText } from '../../components/InertText.tsx';
import type { Mark } from '../../inert-text.ts';
import { label, t } from '../../t.ts';
import { markOf } from './marks.ts';

export function Layers({ verdict }: Pick<Incident, 'verdict'>) {
  if (verdict.layers.length === 0) return null;
  return (
    <section>
      <h2>{t('sectionLayers')}</h2>
      <ol class="layers">
        {verdict.layers.map((layer, i) => (
          <li key={i}>
            <h3>
              <span class="muted">{i + 1}.</span> {label('transform', layer.transform)}
            </h3>
            <p class="small muted">{label('transformHow', layer.transform)}</p>
            <InertText text={layer.text} marks={marksIn(layer, verdict)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The engine gives 40 findings at most. */
const MAX_IN_LAYER = 40;

/** A finding of a decoded reading has its words, not its place there: they are marked where they stand first. */
function marksIn(layer: Incident['verdict']['layers'][number], { findings }: Incident['verdict']): Mark[] {
  return findings
    .filter((f) => f.transform === layer.transform && f.excerpt !== '')
    .slice(0, MAX_IN_LAYER)
    .flatMap((f) => {
      const start = layer.text.indexOf(f.excerpt);
      return start < 0 ? [] : [markOf(f, start, start + f.excerpt.length)];
    });
}
