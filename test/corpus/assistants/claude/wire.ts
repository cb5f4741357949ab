// Claude: the text of files goes with the prompt; the answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

interface Body {
  readonly prompt: string;
  readonly attachments: readonly { readonly file_name: string; readonly extracted_content: string }[];
}

const ORGANISATION = 'https://claude.ai/api/organizations/replica';

export const wire: Wire = {
  transport: 'sse',
  prompt: `${ORGANISATION}/chat_conversations/{conversation}/completion`,
  encode: ({ text, inline = [] }) =>
    json({
      prompt: text,
      attachments: inline.map((file) => ({ file_name: file.name, extracted_content: file.text })),
      files: [],
    }),
  decode: fromJson((value: Body) => {
    const { prompt, attachments } = value;
    return {
      text: prompt,
      files: [],
      inline: attachments.map((file) => ({ name: file.file_name, text: file.extracted_content })),
    };
  }),
  upload: 'inline',
  share: '/replica/share',
  memories: `${ORGANISATION}/memory`,
};
