// ChatGPT: a POST whose answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Body {
  readonly messages: readonly [
    {
      readonly content: { readonly parts: readonly string[] };
      readonly metadata: { readonly attachments: { readonly id: string }[] };
    },
  ];
}

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://chatgpt.com/backend-api/f/conversation',
  encode: ({ text, files }) =>
    json({
      action: 'next',
      messages: [
        {
          author: { role: 'user' },
          content: { content_type: 'text', parts: [text] },
          metadata: { attachments: files.map((id) => ({ id })) },
        },
      ],
    }),
  decode: fromJson((value: Body) => {
    const [message] = value.messages;
    return { text: message.content.parts.join(''), files: message.metadata.attachments.map(({ id }) => id) };
  }),
  upload: 'https://chatgpt.com/backend-api/files',
  share: 'https://chatgpt.com/backend-api/share/create',
  memories: 'https://chatgpt.com/backend-api/memories',
};
