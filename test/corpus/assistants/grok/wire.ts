// Grok: one address for the first prompt, another for the rest; the answer comes in lines of JSON.
import { fromJson, json, type Wire } from '../kit/wire.ts';

const API = 'https://grok.com/rest/app-chat';

export const wire: Wire = {
  transport: 'lines',
  prompt: `${API}/conversations/new`,
  followUp: `${API}/conversations/{conversation}/responses`,
  encode: ({ text, files }) => json({ message: text, fileAttachments: files }),
  decode: fromJson(({ message, fileAttachments }: { message: string; fileAttachments: string[] }) => ({
    text: message,
    files: fileAttachments,
  })),
  upload: `${API}/upload-file`,
  share: '/replica/share',
};
