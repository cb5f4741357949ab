// Whether a person can see the text of an attribute: most are never painted, a few are shown by their control.
import type { Concealment } from '../model/observation.ts';
import type { AttributeText } from '../sensors/attributes.ts';
import { concealmentOfElement } from '../sensors/visibility.ts';
import { isHtml } from '../model/node-kinds.ts';

export const neverPainted = (evidence: Record<string, string>): Concealment => ({ reason: 'never-painted', evidence });

/** Placeholders and button captions are painted, as far as their control is and as far as there is room for them. */
export function concealmentOfAttribute({ element, name, value }: AttributeText): Concealment | null {
  const button = isHtml(element, 'input') && /^(?:button|submit|reset)$/.test(element.type);
  if (name !== 'placeholder' && !(name === 'value' && button)) return neverPainted({ attribute: name });
  const fact = concealmentOfElement(element);
  if (fact) return { reason: fact.reason, evidence: { ...fact.evidence, attribute: name } };
  const room =
    (element.clientWidth * Math.max(1, element.clientHeight / 20)) /
    (parseFloat(getComputedStyle(element).fontSize) * 0.4);
  return value.length > room * 1.5
    ? { reason: 'clipped', evidence: { room: `${Math.round(room)} characters`, attribute: name } }
    : null;
}
