// Names of the values that a query may have, in the language of the console.
import { FAMILIES } from '../../../model/finding.ts';
import { ENFORCEMENTS } from '../../../model/incident.ts';
import { CARRIERS, CONCEALMENTS } from '../../../model/observation.ts';
import type { AiService } from '../../../model/service.ts';
import { VERDICT_KINDS } from '../../../model/verdict.ts';
import { label } from '../../t.ts';
import type { Understood, Vocabulary } from './query/read-query.ts';

const named = (group: string, ids: readonly string[]): Map<string, string> =>
  new Map(ids.map((id) => [id, label(group, id)]));

export function vocabularyOf(services: readonly AiService[]): Vocabulary {
  return {
    family: named('family', FAMILIES),
    service: new Map(services.map(({ id, name }) => [id, name])),
    verdict: named('verdict', VERDICT_KINDS),
    technique: named('concealment', CONCEALMENTS),
    carrier: named('carrier', CARRIERS),
    done: named('enforcement', ENFORCEMENTS),
  };
}

/** A value by the name that people know; an id without one, a site or a word is shown as it is. */
export function nameOf(vocabulary: Vocabulary, { field, value }: Pick<Understood, 'field' | 'value'>): string {
  if (field === 'word' || field === 'site' || field === 'rule' || field === 'date' || field === 'like') return value;
  return vocabulary[field].get(value) ?? value;
}
