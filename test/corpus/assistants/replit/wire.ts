// Replit's agent: no address of it is known, so all of them are made up.
import { fromJson, json, type Wire } from '../kit/wire.ts';

export const wire: Wire = {
  transport: 'sse',
  prompt: 'https://replit.com/replica/prompt',
  encode: ({ text, files }) => json({ prompt: text, files }),
  decode: fromJson(({ prompt, files }: { prompt: string; files: string[] }) => ({ text: prompt, files })),
  upload: 'https://replit.com/replica/upload',
  share: '/replica/share',
};
