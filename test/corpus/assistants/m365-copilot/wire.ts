// Microsoft 365 Copilot: SignalR, whose messages end in a character of their own.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Invocation {
  readonly arguments: readonly [{ readonly message: { readonly text: string; readonly files: readonly string[] } }];
}

export const wire: Wire = {
  transport: 'signalr',
  prompt: 'wss://substrate.office.com/m365Copilot/Chathub/replica',
  encode: ({ text, files }) =>
    json({ type: 4, target: 'chat', arguments: [{ message: { author: 'user', text, files } }] }),
  decode: fromJson((value: Invocation) => value.arguments[0].message),
  upload: 'https://m365.cloud.microsoft/replica/upload',
  share: '/replica/share',
};
