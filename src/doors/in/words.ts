// What the notice says: from facts and decision to title, rows and choices, in the person's language.
import type { NoticeChoice, NoticeContent } from '../../enforcement/notice.ts';
import type { InputDecision, InputWay } from '../../model/input.ts';
import type { EffectivePolicy } from '../../model/policy.ts';
import type { SensitiveSpan } from '../../model/sensitive.ts';
import { whoDecided } from '../who.ts';
import { masked } from './masked.ts';

export type Say = (key: string, ...substitutions: readonly string[]) => string;

/** What can be done about something that was held. */
export const CHOICES = ['go', 'redact', 'clean', 'back'] as const;
export type Choice = (typeof CHOICES)[number];

export interface Question {
  readonly way: InputWay;
  readonly decision: InputDecision;
  /** The text that the spans are of. */
  readonly text: string;
  readonly spans: readonly SensitiveSpan[];
  /** Words that steer, that a person cannot see, or that they did not write; '' for none. */
  readonly quote: string;
  /** Names of files, '' for text. */
  readonly file: string;
  readonly canRedact: boolean;
  readonly canClean: boolean;
}

/** Rows of values, and characters of a quote, that a small notice shows. */
const MAX_ROWS = 4;
const MAX_QUOTE = 600;

/** The key of a type's name. */
export const typeKey = (type: string): string => `sensitive_${type.replace(/[-.]/g, '_')}`;

export function contentOf(say: Say, policy: EffectivePolicy, q: Question): NoticeContent {
  const { action, reason } = q.decision;
  const rows = q.spans.slice(0, MAX_ROWS).map((span) => ({
    label: say(typeKey(span.type)),
    value: masked(q.text.slice(span.start, span.end)),
  }));
  const more = q.spans.length - rows.length;
  const details: string[] = [];
  if (q.file !== '') details.push(q.file.slice(0, 200));
  details.push(...detailsOf(say, q));
  if (more > 0) details.push(say('doorMore', String(more)));
  details.push(...whoDecided(say, policy, q.decision));
  return {
    tone: action === 'block' ? 'block' : 'warn',
    title: say(titleKey(q.way, reason, q.spans.length > 0)),
    by: say('appName'),
    details,
    rows,
    quote: inert(q.quote.slice(0, MAX_QUOTE)),
    hint: say('doorHint'),
    choices: choicesOf(say, policy, q),
  };
}

/** Which choices a policy leaves. "back" is always there, and always what Escape does. */
function choicesOf(say: Say, { settings }: EffectivePolicy, q: Question): NoticeChoice[] {
  const { action } = q.decision;
  const choices: NoticeChoice[] = [];
  const sending = q.way === 'send' || q.way === 'foreign' || q.way === 'prefill';
  if (q.canClean) choices.push({ id: 'clean', label: say('doorClean'), kind: 'main' });
  if (q.canRedact)
    choices.push({ id: 'redact', label: say(sending ? 'doorRedactSend' : 'doorRedactPaste'), kind: 'main' });
  const back: NoticeChoice = {
    id: 'back',
    label: say(sending ? 'doorBack' : 'doorLeaveOut'),
    kind: choices.length === 0 && action !== 'warn' ? 'main' : 'plain',
  };
  const label = say(sending ? 'doorGoSend' : q.way === 'file' ? 'doorGoFile' : 'doorGoPaste');
  if (action === 'warn') return [...choices, { id: 'go', label, kind: 'plain' }, back];
  if (settings.inputOverride === 'no') return [...choices, back];
  const reason = settings.inputOverride === 'with-reason' ? { question: say('doorReason'), confirm: label } : undefined;
  return [...choices, back, { id: 'go', label, kind: 'quiet', ...(reason ? { reason } : {}) }];
}

function titleKey(way: InputWay, reason: string, sensitive: boolean): string {
  // A rule about values is told as what it is about.
  switch (reason === 'reasonRule' && sensitive ? 'reasonSensitive' : reason) {
    case 'reasonRulePlace':
      return 'doorTitlePlace';
    case 'reasonRule':
      return 'doorTitleRule';
    case 'reasonSensitive':
      return way === 'paste'
        ? 'doorTitlePaste'
        : way === 'drop'
          ? 'doorTitleDrop'
          : way === 'file'
            ? 'doorTitleFile'
            : 'doorTitleSend';
    case 'reasonInputSteers':
      return way === 'file' ? 'doorTitleFileSteers' : 'doorTitleSteers';
    case 'reasonInputHidden':
      return way === 'file' ? 'doorTitleFileHidden' : 'doorTitleHidden';
    case 'reasonInputForeign':
      return 'doorTitleForeign';
    case 'reasonInputUnscanned':
      return 'doorTitleUnscanned';
    case 'reasonServiceBlocked':
      return 'doorTitleBlocked';
    default:
      return 'doorTitleNotApproved';
  }
}

function detailsOf(say: Say, { decision }: Question): string[] {
  const out: string[] = [];
  if (decision.action === 'block') out.push(say('doorBlocked'));
  if (decision.reason === 'reasonInputForeign') out.push(say('doorForeignDetail'));
  return out;
}

/** Characters that nobody sees are named by their code, so that a quote shows what is there. */
export function inert(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/gu,
    (c) => `⟨${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}⟩`,
  );
}
