// Le Chat of Mistral: a POST answered in lines.
import { fromJson, json, type Wire } from '../kit/wire.ts';

export const wire: Wire = {
  transport: 'lines',
  prompt: 'https://chat.mistral.ai/api/chat',
  encode: ({ text, files }) => json({ messageInput: text, messageFiles: files }),
  decode: fromJson(({ messageInput, messageFiles }: { messageInput: string; messageFiles: string[] }) => ({
    text: messageInput,
    files: messageFiles,
  })),
  upload: 'https://chat.mistral.ai/replica/upload',
  share: '/replica/share',
};
