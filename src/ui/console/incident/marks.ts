// Marks of findings: a rule's, or that of the trained model, each with the name of what set it.
import type { Finding } from '../../../model/finding.ts';
import type { Mark } from '../../inert-text.ts';
import { label, t } from '../../t.ts';

/** Rule id of what the trained model says, as the engine writes it. */
const MODEL_RULE = 'classifier.steering';

export const isModels = ({ rule }: Pick<Finding, 'rule'>): boolean => rule === MODEL_RULE;

/** The mark of a finding at a place. */
export function markOf(finding: Finding, start = finding.start, end = finding.end): Mark {
  const by = isModels(finding) ? t('inspByModel') : finding.rule;
  const mark = { start, end, title: `${label('family', finding.family)} (${by})` };
  return isModels(finding) ? { ...mark, tone: 'model' } : mark;
}
