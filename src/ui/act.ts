// What a person can do about a control with one click, and whether it is offered. It decides nothing: the worker checks each
// change again and has the last word.
import type { Client } from '../messaging/contract.ts';
import type { EffectivePolicy, PolicyKey, PolicySettings } from '../model/policy.ts';
import type { Act, Control } from '../model/responsibility.ts';
import { mayChange } from './may-change.ts';
import { t } from './t.ts';

/** What acts need to know of where they are offered. */
export interface Acting {
  readonly client: Client;
  readonly policy: EffectivePolicy;
  /** Service that the line is about; '' for none. */
  readonly service: string;
  /** Runs something and shows what it said: a message key, '' when it worked. */
  readonly run: (work: () => Promise<string>) => void;
}

export interface Offer {
  readonly label: string;
  readonly run: () => void;
}

/** The button beside a control; null where there is none, or it would be refused. */
export function offerOf(act: Act | undefined, control: Control, acting: Acting): Offer | null {
  const { client, policy, service } = acting;
  const change = (settings: Partial<PolicySettings>) => (): void => {
    acting.run(async () => (await client.send('policy.set', { settings })).problem);
  };
  if (act === undefined) return null;
  if ('open' in act) return { label: t('actOpen'), run: () => void client.openConsole(act.open) };
  if ('confirm' in act) {
    const about = control.confirm;
    if (!about || !policy.settings.allowUserSettings || (about.scope === 'service' && service === '')) return null;
    return { label: t(about.label), run: confirm(control, true, acting) };
  }
  if ('approve' in act) {
    if (service === '' || !mayChange(policy, 'approvedServices')) return null;
    const approvedServices = [...new Set([...policy.settings.approvedServices, service])];
    return { label: t('actApprove'), run: change({ approvedServices }) };
  }
  const key = act.set as PolicyKey;
  if (!mayChange(policy, key) || policy.settings[key] === act.to) return null;
  return { label: t(`actSet_${key}`), run: change({ [key]: act.to }) };
}

/** Gives or takes back the person's own word on a control. */
export function confirm({ id }: Control, on: boolean, { client, service, run }: Acting): () => void {
  return () => {
    run(async () => (await client.send('control.confirm', { control: id, service, on })).problem);
  };
}
