// Copilot: a socket that stays open for the whole conversation.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Body {
  readonly content: readonly { readonly type: string; readonly text?: string; readonly id?: string }[];
}

export const wire: Wire = {
  transport: 'socket',
  prompt: 'wss://copilot.microsoft.com/c/api/chat?api-version=2',
  encode: ({ text, files }) =>
    json({ event: 'send', content: [{ type: 'text', text }, ...files.map((id) => ({ type: 'file', id }))] }),
  decode: fromJson((value: Body) => {
    const { content } = value;
    return { text: content.map((part) => part.text ?? '').join(''), files: content.flatMap(({ id }) => id ?? []) };
  }),
  upload: 'https://copilot.microsoft.com/c/api/attachments',
  share: '/replica/share',
};
