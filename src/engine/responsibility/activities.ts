// Which counts a report or an incident of the worker adds to. Pure.
import type { Activity } from '../../model/activity.ts';
import type { Incident } from '../../model/incident.ts';
import type { InputOutcome, InputReport } from '../../model/input.ts';
import type { OutputReport } from '../../model/output.ts';
import type { PolicyKey } from '../../model/policy.ts';

/** It is in the message, or on its way into it. */
const WENT: readonly InputOutcome[] = ['passed', 'sent-anyway', 'overridden'];

/** What one thing on its way in adds. `key`: the setting that decided. */
export function activitiesOfInput(report: InputReport, key: PolicyKey): Activity[] {
  const { outcome, spans, way } = report;
  const went = WENT.includes(outcome);
  // Still before the person's eyes; the report of what became of it follows.
  if (outcome === 'held') return [];
  const of = (wanted: (category: string) => boolean): boolean => spans.some((s) => wanted(s.category));
  const secret = of((c) => c === 'secret');
  const personal = of((c) => c !== 'secret' && c !== 'source-code');
  const out: Activity[] = [];
  const add = (is: boolean, sent: Activity, kept: Activity): void => {
    if (is) out.push(went ? sent : kept);
  };
  add(secret, 'sent.secret', 'kept.secret');
  add(personal, 'sent.personal', 'kept.personal');
  if (personal && outcome === 'overridden') out.push('overridden.personal');
  add(report.hidden, 'sent.hidden', 'kept.hidden');
  add(report.foreign, 'sent.foreign', 'kept.foreign');
  if (key === 'unsanctionedServiceAction' && went) out.push('sent.unsanctioned');
  if (way === 'file' && went) out.push(report.unscanned ? 'file.unread' : 'file.read');
  if (outcome === 'overridden') out.push(report.reason.trim() === '' ? 'override.bare' : 'override.reasoned');
  return out;
}

/** What something that came out of an assistant adds. */
export function activitiesOfOutput({ place, outcome }: OutputReport): Activity[] {
  const stays = outcome === 'stopped' || outcome === 'cleaned';
  switch (place) {
    case 'share':
      return [outcome === 'stopped' ? 'share.kept' : 'share.made'];
    case 'link':
      return [stays || outcome === 'shown' ? 'answer.stopped' : 'answer.sent'];
    case 'copied':
      return [outcome === 'recorded' ? 'copied.untold' : 'copied.told'];
    case 'answer':
      return [];
  }
}

/** What an incident adds that the worker itself raised. */
export function activitiesOfIncident({ carrier, enforcement }: Incident): Activity[] {
  const stopped = enforcement === 'stopped';
  if (carrier === 'prompt') return [stopped ? 'prompt.stopped' : 'prompt.passed'];
  if (carrier === 'request') return [stopped ? 'answer.stopped' : 'answer.sent'];
  return [];
}
