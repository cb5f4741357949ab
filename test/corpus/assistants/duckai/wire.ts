// Duck.ai: a POST with the messages so far; the answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Body {
  readonly messages: readonly { readonly role: string; readonly content: string; readonly files: readonly string[] }[];
}

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://duck.ai/duckchat/v1/chat',
  encode: ({ text, files }) => json({ model: 'replica', messages: [{ role: 'user', content: text, files }] }),
  decode: fromJson((value: Body) => {
    const last = value.messages.at(-1);
    return { text: last?.content ?? '', files: last?.files ?? [] };
  }),
  upload: 'https://duck.ai/replica/upload',
  share: '/replica/share',
};
