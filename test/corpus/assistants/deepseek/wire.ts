// DeepSeek: a POST whose answer is a stream of events.
import { fromJson, json, type Wire } from '../kit/wire.ts';

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://chat.deepseek.com/api/v0/chat/completion',
  encode: ({ text, files }) => json({ prompt: text, ref_file_ids: files }),
  decode: fromJson(({ prompt, ref_file_ids }: { prompt: string; ref_file_ids: string[] }) => ({
    text: prompt,
    files: ref_file_ids,
  })),
  upload: 'https://chat.deepseek.com/api/v0/file/upload_file',
  share: '/replica/share',
};
