// Texts as cases for this project's own tests: the file goes to test/corpus/regressions as it is, and the test there reads
// the text with the rules as they are and holds them to what is written in the case.
import type { Finding } from '../model/finding.ts';
import type { Incident } from '../model/incident.ts';
import type { VerdictKind } from '../model/verdict.ts';
import type { Writer } from './format.ts';

export const REGRESSION_SCHEMA = 'demarc.regression/1';

export interface RegressionCase {
  /** Kebab case, once in all files. */
  readonly id: string;
  /** What went wrong, in a sentence. */
  readonly why: string;
  readonly text: string;
  /** Could a person not see it? */
  readonly hidden: boolean;
  readonly expect: {
    readonly kind: VerdictKind;
    /** Rules that must be among the findings. */ readonly rules: readonly string[];
  };
}

/** A case that holds Demarc to what it found in an incident. */
export function caseOf(
  incident: Pick<Incident, 'id' | 'text' | 'concealment' | 'verdict' | 'carrier'>,
): RegressionCase {
  const { verdict } = incident;
  const rules = [...new Set(verdict.findings.map((f: Finding) => f.rule))]
    .filter((rule) => !rule.startsWith('classifier.'))
    .sort();
  return {
    id: `incident-${incident.id.slice(0, 13)}`,
    why: `Found on a page (${incident.concealment?.reason ?? 'in plain sight'}, ${incident.carrier}) and to be found again.`,
    text: incident.text,
    hidden: incident.concealment !== null,
    expect: { kind: verdict.kind, rules },
  };
}

export function regressionWriter(): Writer {
  let first = true;
  return {
    begin: () => `{\n  "schema": "${REGRESSION_SCHEMA}",\n  "cases": [\n`,
    add(incident) {
      // What a person wrote is no case: its text is masked, or not there.
      if (incident.text === '' || incident.input) return '';
      const comma = first ? '' : ',\n';
      first = false;
      return `${comma}    ${JSON.stringify(caseOf(incident), null, 2).replaceAll('\n', '\n    ')}`;
    },
    end: () => `${first ? '' : '\n'}  ]\n}\n`,
  };
}
