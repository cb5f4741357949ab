// What reports for reading say of an incident, as pairs of a label and a value; both are shown as text.
import type { ExportedIncident, Words } from './format.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** In the order in which a person asks. Values may be hostile. */
export function factsOf(incident: ExportedIncident, { t, label, time, percent }: Words): Fact[] {
  const { verdict, decision, concealment, input } = incident;
  const facts: (readonly [key: string, value: string])[] = [
    ['columnTime', time(incident.time)],
    ['columnSite', incident.site],
    ['factFrame', incident.frameSite === incident.site ? '' : incident.frameSite],
    ['factAddress', incident.url],
    ['factService', incident.service],
    ['factCarrier', `${label('carrier', incident.carrier)}${incident.name === '' ? '' : ` (${incident.name})`}`],
    ['factPath', incident.path],
    ['exportFactSeen', concealment ? label('concealment', concealment.reason) : input ? '' : t('concealmentVisible')],
    [
      'exportFactEvidence',
      Object.entries(concealment?.evidence ?? {})
        .map(([name, value]) => `${name}: ${value}`)
        .join('; '),
    ],
    ['exportFactVerdict', t('verdictFacts', label('verdict', verdict.kind), percent(verdict.confidence))],
    ['columnSeverity', verdict.severity ? label('severity', verdict.severity) : ''],
    ['exportFactFamilies', verdict.families.map((f) => label('family', f)).join(', ')],
    ['columnRule', [...new Set(verdict.findings.map((f) => f.rule))].join(', ')],
    ['factWay', input ? label('way', input.way) : ''],
    ['factOutcome', input ? label('outcome', input.outcome) : ''],
    [
      'factValues',
      input
        ? input.spans
            .map((s) => `${label('sensitive', s.type.replace('.', '_'))}${s.masked === '' ? '' : `: ${s.masked}`}`)
            .join(', ')
        : '',
    ],
    ['factReason', input?.reason ?? ''],
    ['exportFactDecision', `${label('action', decision.action)}, ${label('layer', decision.layer)}`],
    ['columnDone', input ? '' : label('enforcement', incident.enforcement)],
    ['factUndone', incident.undoneAt > 0 ? time(incident.undoneAt) : ''],
    ['factId', incident.id],
    ['factPolicy', incident.policyHash],
    ['factVersions', t('factVersionsValue', incident.appVersion, incident.catalogVersion)],
  ];
  return facts.filter(([, value]) => value !== '').map(([key, value]) => ({ label: t(key), value }));
}

/** Ids in known frameworks of the rules that matched, as `framework: id, id`. */
export function frameworksOf(
  incident: ExportedIncident,
  references: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { rule } of incident.verdict.findings) {
    // A rule's name may come from a file of somebody else's.
    const known = Object.hasOwn(references, rule) ? references[rule] : undefined;
    for (const [framework, ids] of Object.entries(known ?? {})) {
      const all = found.get(framework) ?? new Set<string>();
      for (const id of ids) all.add(id);
      found.set(framework, all);
    }
  }
  return new Map([...found].map(([framework, ids]) => [framework, [...ids].sort()]));
}

/** What the incidents of a report amount to, counted while they go by. */
export class Totals {
  count = 0;
  readonly families = new Map<string, number>();
  readonly sites = new Map<string, number>();

  add({ site, verdict }: ExportedIncident): void {
    this.count += 1;
    for (const family of verdict.families) this.families.set(family, (this.families.get(family) ?? 0) + 1);
    // Sites are a page's to make up: beyond this many the rest is not told apart.
    if (this.sites.has(site) || this.sites.size < 10_000) this.sites.set(site, (this.sites.get(site) ?? 0) + 1);
  }

  /** Most frequent first, at most `limit`. */
  static most(counts: ReadonlyMap<string, number>, limit: number): (readonly [string, number])[] {
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit);
  }
}
