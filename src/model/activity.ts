// What happened at the doors, as bare counts: no text, no address, no name of a file. The facts of the line are made of them.

export const ACTIVITIES = [
  'sent.checked', // a message, or a text or file on its way into one, was looked at and nothing stood against it
  'sent.secret',
  'kept.secret',
  'sent.personal', // personal, financial, health, confidential and the organisation's own data
  'kept.personal',
  'overridden.personal', // went in spite of redact or block
  'sent.hidden', // characters or parts that nobody sees
  'kept.hidden',
  'sent.foreign', // text that the person did not write
  'kept.foreign',
  'sent.unsanctioned', // to a service that is blocked or not approved
  'file.read',
  'file.unread', // went in although it could not be read, or only in part
  'prompt.stopped', // a prompt in an address that tries to steer
  'prompt.passed',
  'answer.stopped', // a request or link of an answer that carries data
  'answer.sent',
  'copied.told', // something risky was copied from an answer, with a word about it
  'copied.untold',
  'share.made',
  'share.kept',
  'override.reasoned', // went on in spite of redact or block
  'override.bare', // … without a reason
  'consent.any', // an AI app asked for access to an account
  'consent.broad', // … to much of it
  'builder.visited', // a console for building with AI was opened
  'agent.seen', // marks of an agent at work, in a tab where there were none
  'agent.stopped', // a person stopped agents
  'act.held', // a consequential act waited for a person
  'act.let', // … who let it happen
  'act.blocked',
  'act.passed', // policy or an allowance let it happen
] as const;
export type Activity = (typeof ACTIVITIES)[number];
