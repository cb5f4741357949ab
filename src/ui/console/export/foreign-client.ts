// The worker as pages may use it while they show a file of somebody else's: it answers about this browser, and changes
// nothing. What is on show is not this device's, so nothing of it can be put back or deleted here.
import type { Client } from '../../../messaging/contract.ts';

export function foreignClient(client: Client): Client {
  const pass = (name: string, params: unknown): Promise<unknown> =>
    (client.send as (name: string, params: unknown) => Promise<unknown>)(name, params);
  const send = async (name: string, params: unknown): Promise<unknown> => {
    if (name === 'incident.undo') return { undone: false, problem: 'importNoUndo' };
    if (name === 'incident.clear') return { removed: 0 };
    const answer = await pass(name, params);
    if (name !== 'policy.get') return answer;
    const policy = answer as { readonly settings: object };
    return { ...policy, settings: { ...policy.settings, allowUndo: false } };
  };
  return {
    send: send as Client['send'],
    onChange: (listener) => client.onChange(listener),
    currentTabId: () => client.currentTabId(),
    openConsole: (hash) => client.openConsole(hash),
    askToListExtensions: () => client.askToListExtensions(),
    stopListingExtensions: () => client.stopListingExtensions(),
  };
}
